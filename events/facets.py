"""What one may filter the public list by: only values that lead to something public.

A name that no public page shows (a withheld funder, an organisation of a draft) is no choice here.
"""

from django.db.models import Exists, OuterRef, Q

from events.enums import Role
from events.models import Event, EventRole, Recommendation, Theme
from events.selectors import units_by_name
from organisations.models import GrantAgreement, Organisation, Place, Programme
from rss_registry.text import fold

Choices = tuple[tuple[str, str], ...]


def regions() -> Choices:
    return tuple((place.slug, place.name) for place in units_by_name())


def years() -> Choices:
    """Every year that a public event touches, the latest first."""
    spans = Event.objects.published().order_by().values_list("starts_on__year", "ends_on__year")
    found = {year for span in spans.distinct() for year in span if year}
    return tuple((str(year), str(year)) for year in sorted(found, reverse=True))


def themes() -> Choices:
    used = Event.objects.published().order_by().values("themes")
    return tuple((theme.slug, theme.name) for theme in Theme.objects.filter(pk__in=used))


def programmes() -> Choices:
    used = Event.objects.published().order_by().values("programmes")
    return tuple((item.slug, item.name) for item in Programme.objects.filter(pk__in=used))


def organisations() -> Choices:
    """Organisations that a public event names, for what they did or for what they paid."""
    roles = EventRole.objects.public().filter(
        organisation=OuterRef("pk"), event__in=Event.objects.published()
    )
    return _by_name(Organisation.objects.filter(Exists(roles) | _pays()))


def funders() -> Choices:
    """Bodies that may be named as paying for a public event, directly or through its programme."""
    roles = EventRole.objects.public().filter(
        organisation=OuterRef("pk"), role=Role.FUNDER, event__in=Event.objects.published()
    )
    return _by_name(Organisation.objects.filter(Exists(roles) | _pays()))


def _pays():
    """Condition on an organisation: an agreement that may be shown pays for a public event."""
    named = Event.objects.published().may_name_funder(OuterRef(OuterRef("funder")))
    return Exists(
        GrantAgreement.objects.disclosed()
        .filter(funder=OuterRef("pk"))
        .filter(Q(events__in=named) | Q(programme__events__in=named))
    )


def addressees() -> Choices:
    """Organisations that a public recommendation addresses."""
    addressed = Recommendation.objects.published().filter(addressee=OuterRef("pk"))
    return _by_name(Organisation.objects.filter(Exists(addressed)))


def recommendation_themes() -> Choices:
    used = Recommendation.objects.published().filter(theme=OuterRef("pk"))
    return tuple((theme.slug, theme.name) for theme in Theme.objects.filter(Exists(used)))


def places_by_slug(slugs) -> list[Place]:
    return list(Place.objects.filter(slug__in=slugs))


def organisations_by_slug(slugs) -> list[Organisation]:
    return list(Organisation.objects.filter(slug__in=slugs))


def _by_name(organisations) -> Choices:
    return tuple(
        sorted(
            ((organisation.slug, organisation.short_name) for organisation in organisations),
            key=lambda choice: fold(choice[1]),
        )
    )
