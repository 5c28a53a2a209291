"""When and where an event was, only as precisely as the public may know."""

from datetime import date

from django.utils.translation import gettext as _

from events.enums import DateInference, Outcome
from organisations.enums import DatePrecision
from publication.project.links import link_to
from rss_registry.dates import edtf_text, span_bounds, span_text


def event_dates_text(event) -> str:
    """The dates of an event as the public may read them, with what of them was inferred."""
    if event.starts_on is None:
        return _("date non communiquée")
    dates = span_text(event.starts_on, event.ends_on, _public_precision(event))
    return f"{dates} ({inferred})" if (inferred := inference_of(event)) else dates


def inference_of(event) -> str:
    """« année déduite »: which part of the dates no source states; empty where a source gives them."""
    is_inferred = event.starts_on and event.date_inference != DateInference.NONE
    return event.get_date_inference_display() if is_inferred else ""


def announced_on(event) -> date | None:
    """When an event was announced: as its record says, else when the first of its sources was published."""
    if event.outcome == Outcome.HELD or not event.announced:
        return None
    published = (link.source.published_on for link in event.event_sources.all() if link.source.published_on)
    return event.announced_on or min(published, default=None)


def precision_of(event) -> str:
    """How precise the published dates are; empty where there are none."""
    return str(_public_precision(event)) if event.starts_on else ""


def edtf_of(event) -> str:
    if event.starts_on is None:
        return ""
    precision = _public_precision(event)
    start, end = edtf_text(event.starts_on, precision), edtf_text(event.ends_on, precision)
    return start if start == end else f"{start}/{end}"


def public_bounds(event) -> tuple[date | None, date | None]:
    """The first and the last day as wide as what may be known: a month, a year."""
    if event.starts_on is None:
        return None, None
    return span_bounds(event.starts_on, event.ends_on, precision_of(event))


def _public_precision(event):
    if event.is_coarse and event.date_precision == DatePrecision.DAY:
        return DatePrecision.MONTH
    return event.date_precision


def regions_of(event):
    regions = dict.fromkeys(unit_of(item.place) for item in event.event_places.all())
    return tuple(link_to(region) for region in regions if region)


def unit_of(place):
    while place is not None and not place.is_unit:
        place = place.parent
    return place
