"""When and where an event was, only as precisely as the public may know."""

from datetime import date

from django.utils.translation import gettext as _

from events.enums import DateInference, Outcome
from publication.project.links import link_to
from rss_registry.edtf import When
from rss_registry.written_dates import when_text


def public_when(event) -> When:
    """When it was as far as the public may know: of a coarse event what its month tells."""
    return event.when.coarsened(event.stated_days) if event.is_coarse else event.when


def public_days(event) -> int | None:
    """The stated number of days, which tells the last of them."""
    return None if event.is_coarse else event.stated_days


def event_dates_text(event) -> str:
    """The dates of an event as the public may read them, with what of them was inferred."""
    return when_text(public_when(event), public_days(event), inference_of(event)) or _("date non communiquée")


def inference_of(event) -> str:
    """« année déduite »: which part of the dates no source states; empty where a source gives them."""
    is_inferred = event.starts_on and event.date_inference != DateInference.NONE
    return event.get_date_inference_display() if is_inferred else ""


def announced_on(event) -> date | None:
    """When an event was announced: as its record says, else when the first of its sources was published."""
    if event.outcome == Outcome.HELD or not event.announced:
        return None
    published = (link.source.published_about for link in event.event_sources.all())
    return event.announced_on or min(filter(None, published), default=None)


def precision_of(event) -> str:
    """How precise the published dates are; empty where there are none."""
    when = public_when(event)
    return when.precision if when.knows_year else ""


def qualifiers_of(event) -> tuple[str, ...]:
    """Codes of what is not stated or not sure of the published dates."""
    when = public_when(event)
    found = {
        "approximate": when.approximate,
        "uncertain": when.uncertain,
        "year_not_stated": when.is_stated and not when.knows_year,
        "start_not_stated": when.is_stated and when.start is None,
        "end_not_stated": when.is_open,
        "not_stated": not when.is_stated,
    }
    return tuple(code for code, holds in found.items() if holds)


def public_bounds(event) -> tuple[date | None, date | None]:
    """The first and the last day as wide as what may be known: a month, a year."""
    return public_when(event).bounds(public_days(event))


def regions_of(event):
    regions = dict.fromkeys(unit_of(item.place) for item in event.event_places.all())
    return tuple(link_to(region) for region in regions if region)


def unit_of(place):
    while place is not None and not place.is_unit:
        place = place.parent
    return place
