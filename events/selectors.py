"""Questions that several public pages ask about events and their places, series and neighbours."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Max, Q, When

from events.enums import Outcome, Role
from events.models import Event, EventPlace, EventRole, Series
from events.models.event_queries import public_day
from organisations.enums import PlaceKind
from organisations.models import Organisation, Place


@dataclass(frozen=True)
class RegionCount:
    place: Place
    held: int
    ahead: int
    last_held_on: date | None = None
    """First day of the latest event held; only its year may be shown."""

    def is_silent_since(self, year: int) -> bool:
        """Whether nothing was held here in `year` or later, though something was before."""
        return self.last_held_on is not None and self.last_held_on.year < year


@dataclass(frozen=True)
class RoleCount:
    label: str
    count: int


def units_by_name() -> list[Place]:
    """The 20 units as a dictionary orders them: Ménaka before Mopti on every database."""
    return sorted(Place.objects.units(), key=lambda place: place.folded_name)


def unit_of_place():
    """The key of the unit in which the place of an EventPlace lies, for an annotation."""
    levels = ("place", "place__parent", "place__parent__parent", "place__parent__parent__parent")
    units = PlaceKind.units()
    return Case(*(When(**{f"{level}__kind__in": units}, then=F(f"{level}__pk")) for level in levels))


def events_by_region(events=None) -> list[RegionCount]:
    """The 20 units in the order of their names, each with its public events, in two queries.

    `events`: some of the public events, when not all are to be counted.
    """
    events = Event.objects.published() if events is None else events
    counted = (
        EventPlace.objects.filter(event__in=events.order_by().values("pk"))
        .order_by()
        .annotate(unit=unit_of_place())
        .values("unit")
        .annotate(
            held=Count("event", distinct=True, filter=Q(event__outcome=Outcome.HELD)),
            ahead=Count(
                "event",
                distinct=True,
                filter=Q(event__outcome__in=(Outcome.PLANNED, Outcome.POSTPONED)),
            ),
            last_held_on=Max("event__starts_on", filter=Q(event__outcome=Outcome.HELD)),
        )
    )
    by_unit = {row["unit"]: row for row in counted}
    none = {"held": 0, "ahead": 0, "last_held_on": None}
    return [
        RegionCount(place, **{key: by_unit.get(place.pk, none)[key] for key in none})
        for place in units_by_name()
    ]


def events_of(organisation: Organisation):
    """Public events in which the organisation is named: for what it did or for what it paid."""
    did = Event.objects.publicly_with_role(organisation).order_by().values("pk")
    paid = Event.objects.publicly_funded_by(organisation).order_by().values("pk")
    return Event.objects.published().filter(Q(pk__in=did) | Q(pk__in=paid))


def roles_held_by(organisation: Organisation) -> list[RoleCount]:
    """In how many public events the organisation is named in each role; funding of every kind is one role."""
    held = EventRole.objects.public().filter(organisation=organisation, event__in=Event.objects.published())
    counts = dict(held.order_by().values_list("role").annotate(Count("pk")))
    counts[Role.FUNDER] = Event.objects.published().publicly_funded_by(organisation).count()
    return [RoleCount(str(role.label), counts[role]) for role in Role if counts.get(role)]


def public_series():
    """Series of which at least one event is public."""
    return Series.objects.filter(
        pk__in=Event.objects.published().filter(series__isnull=False).order_by().values("series")
    )


def neighbours_in_series(event):
    """The public events before and after `event` in its series, or None where there is none."""
    if event.series_id is None:
        return None, None
    siblings = list(
        Event.objects.published()
        .filter(series=event.series_id)
        .order_by(F("series_rank").asc(nulls_last=True), public_day().asc(nulls_last=True), "pk")
    )
    here = next((index for index, sibling in enumerate(siblings) if sibling.pk == event.pk), None)
    if here is None:
        return None, None
    return (
        siblings[here - 1] if here > 0 else None,
        siblings[here + 1] if here + 1 < len(siblings) else None,
    )
