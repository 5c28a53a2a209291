"""Questions that several public pages ask about events and their places, series and neighbours."""

from dataclasses import dataclass

from pyroaring import BitMap

from events.enums import Role
from events.models import Event, Series
from events.models.event_queries import public_day, public_rank
from organisations.models import Organisation, Place, Programme
from publication.tally import OrderedEvents, current_tally


@dataclass(frozen=True)
class RegionCount:
    place: Place
    held: int
    ahead: int
    last_held_in: int | None = None
    """The year of the latest event held."""

    def is_silent_since(self, year: int) -> bool:
        """Whether nothing was held here in `year` or later, though something was before."""
        return self.last_held_in is not None and self.last_held_in < year


@dataclass(frozen=True)
class RoleCount:
    label: str
    count: int


def units_by_name() -> list[Place]:
    """The 20 units as a dictionary orders them: Ménaka before Mopti on every database."""
    return sorted(Place.objects.units(), key=lambda place: place.folded_name)


def events_by_region(found: BitMap | None = None) -> list[RegionCount]:
    """The 20 units in the order of their names, each with its public events: all, or those of `found`."""
    tally = current_tally()
    found = tally.published if found is None else found
    held = found & tally.held
    ahead = found & tally.not_yet_held
    by_unit = {name: tally.counts("region", events) for name, events in (("held", held), ("ahead", ahead))}
    return [
        RegionCount(
            place,
            held=by_unit["held"].get(place.pk, 0),
            ahead=by_unit["ahead"].get(place.pk, 0),
            last_held_in=max(
                tally.values("first year", held & tally.having("region", [place.pk])), default=None
            ),
        )
        for place in units_by_name()
    ]


def events_of(organisation: Organisation) -> OrderedEvents:
    """Public events in which the organisation is named: for what it did or for what it paid."""
    return _having("organisation", organisation.pk)


def events_received_by(organisation: Organisation) -> OrderedEvents:
    """Public events held for the benefit of the organisation."""
    return _having("role", (organisation.pk, Role.BENEFICIARY)).held()


def events_in(unit: Place) -> OrderedEvents:
    """Public events of one of the 20 units, wherever in it."""
    return _having("region", unit.pk)


def events_of_programme(programme: Programme) -> OrderedEvents:
    return _having("programme", programme.pk)


def events_of_series(series: Series) -> OrderedEvents:
    return _having("series", series.pk)


def _having(name, value):
    tally = current_tally()
    return OrderedEvents(tally, tally.published & tally.having(name, [value]))


def roles_held_by(organisation: Organisation) -> list[RoleCount]:
    """In how many public events the organisation is named in each role; funding of every kind is one role."""
    counts = {role: len(_having("role", (organisation.pk, role))) for role in Role}
    return [RoleCount(str(role.label), count) for role, count in counts.items() if count]


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
        .order_by(public_rank().asc(nulls_last=True), public_day().asc(nulls_last=True), "pk")
    )
    here = next((index for index, sibling in enumerate(siblings) if sibling.pk == event.pk), None)
    if here is None:
        return None, None
    return (
        siblings[here - 1] if here > 0 else None,
        siblings[here + 1] if here + 1 < len(siblings) else None,
    )
