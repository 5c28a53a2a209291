"""Questions that several public pages ask about events and their places, series and neighbours."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, Max, QuerySet
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import Outcome, Role
from publication.facts.names import SUPPORT
from publication.models import Facet, PublishedEvent, PublishedOrganisation, PublishedPlace, PublishedSeries
from publication.models.queries import PublishedEventQuerySet
from publication.questions.register_counts import register_counts_of
from rss_registry.figures import UNKNOWN, Basis, Figure, out_of

# The regions and the District of Bamako.
UNITS = 20
IN_SERIES = (F("series_rank").asc(nulls_last=True), F("first_day").asc(nulls_last=True), "reference")


@dataclass(frozen=True)
class RegionCount:
    place: PublishedPlace
    held: int
    ahead: int
    last_held_in: int | None = None
    """The year of the latest event held."""

    @cached_property
    def url(self) -> str:
        """Kept: a map links each region as a circle and as a tile."""
        return self.place.get_absolute_url()

    @property
    def held_words(self) -> str:
        return ngettext("%(number)s événement tenu", "%(number)s événements tenus", self.held) % {
            "number": localize(self.held)
        }

    def is_silent_since(self, year: int) -> bool:
        """Whether nothing was held here in `year` or later, though something was before."""
        return self.last_held_in is not None and self.last_held_in < year


@dataclass(frozen=True)
class RoleCount:
    label: str
    count: int


def open_events() -> PublishedEventQuerySet:
    return PublishedEvent.objects.open()


def units_by_name() -> list[PublishedPlace]:
    """The 20 units as a dictionary orders them: Ménaka before Mopti on every database."""
    return sorted(PublishedPlace.objects.units(), key=lambda place: place.folded_name)


def counts_of(name: str, events: QuerySet) -> dict[str, int]:
    """How many of `events` have each value of a facet, those that none has left out."""
    facets = Facet.objects.filter(name=name, event__in=events.order_by().values("pk"))
    return dict(facets.order_by().values_list("value").annotate(Count("pk")))


@dataclass(frozen=True)
class Spread:
    """Where some events lie, in one query: of each unit how many were held and are ahead, and the latest."""

    regions: list[RegionCount]
    held: int
    held_located: int

    @property
    def reached(self) -> Figure:
        """In how many of the 20 units something was held: at least so many, where one does not say where."""
        number = sum(region.held > 0 for region in self.regions)
        if self.held == self.held_located:
            return Figure(number)
        return out_of(Figure(number, Basis.AT_LEAST), UNITS) if number else UNKNOWN


def events_by_region(events: QuerySet | None = None) -> list[RegionCount]:
    """The 20 units in the order of their names, each with its public events: all, or those of `events`."""
    return spread_of(open_events() if events is None else events).regions


def spread_of(events: QuerySet) -> Spread:
    facets = Facet.objects.filter(name__in=["region", "located"], event__in=events.order_by().values("pk"))
    rows = facets.order_by().values_list("name", "value", "event__outcome")
    held: defaultdict[str, Counter[str]] = defaultdict(Counter)
    ahead: Counter[str] = Counter()
    latest = {}
    for name, value, outcome, number, day in rows.annotate(Count("pk"), Max("event__first_day")):
        if outcome == Outcome.HELD:
            held[name][value] += number
            latest[value] = day
        elif outcome in Outcome.not_yet_held():
            ahead[value] += number
    return _spread(held, ahead, latest)


def spread_of_register() -> Spread:
    """The same of all public events, without the latest of each unit."""
    return _spread(
        register_counts_of((Outcome.HELD,)), register_counts_of(Outcome.not_yet_held()).get("region", {}), {}
    )


def _spread(held, ahead, latest):
    in_region, located = held.get("region", {}), held.get("located", {})
    regions = [
        RegionCount(
            place,
            held=in_region.get(place.slug, 0),
            ahead=ahead.get(place.slug, 0),
            last_held_in=day.year if (day := latest.get(place.slug)) else None,
        )
        for place in units_by_name()
    ]
    return Spread(regions, sum(located.values()), located.get("yes", 0))


def events_of(organisation: PublishedOrganisation) -> PublishedEventQuerySet:
    """Public events in which the organisation is named: for what it did or for what it paid."""
    return open_events().having("organisation", organisation.slug)


def events_received_by(organisation: PublishedOrganisation) -> PublishedEventQuerySet:
    """Public events held for the benefit of the organisation."""
    return open_events().held().having("role", f"{Role.BENEFICIARY}:{organisation.slug}")


def events_in(unit: PublishedPlace) -> PublishedEventQuerySet:
    """Public events of one of the 20 units, wherever in it."""
    return open_events().having("region", unit.slug)


def events_of_programme(programme) -> PublishedEventQuerySet:
    return open_events().having("programme", programme.slug)


def events_of_series(series: PublishedSeries) -> QuerySet[PublishedEvent]:
    return open_events().filter(series=series.pk)


def roles_held_by(organisation: PublishedOrganisation) -> list[RoleCount]:
    """In how many public events the organisation is named in each role; support stands apart from payment."""
    labels = {role.value: str(role.label) for role in Role} | {SUPPORT: _("appui, sans paiement connu")}
    values = {f"{role}:{organisation.slug}": label for role, label in labels.items()}
    facets = Facet.objects.filter(
        name="role", value__in=values, event__in=open_events().order_by().values("pk")
    )
    counts = dict(facets.order_by().values_list("value").annotate(Count("pk")))
    return [RoleCount(label, counts[value]) for value, label in values.items() if value in counts]


def public_series() -> QuerySet[PublishedSeries]:
    """Series of which at least one event is public."""
    used = open_events().filter(series__isnull=False).order_by().values("series")
    return PublishedSeries.objects.filter(pk__in=used)


def neighbours_in_series(reference: str) -> tuple[PublishedEvent | None, PublishedEvent | None]:
    """The public events before and after one in its series, or None where there is none."""
    own = PublishedEvent.objects.filter(reference=reference).values("series")
    siblings = list(open_events().filter(series__in=own).order_by(*IN_SERIES))
    here = next((index for index, sibling in enumerate(siblings) if sibling.reference == reference), None)
    if here is None:
        return None, None
    return (
        siblings[here - 1] if here > 0 else None,
        siblings[here + 1] if here + 1 < len(siblings) else None,
    )
