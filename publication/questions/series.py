"""Where a series stands: « 1 sur 5 », and what is still to be held."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from events.enums import Outcome, Sensitivity
from events.models import Event, Series
from events.models.event_queries import public_day, public_rank
from organisations.models import Place
from publication.list_items import EventLine, lines_of, with_lines

# As many stops as stand side by side on a wide screen.
MOST_STOPS = 8


@dataclass(frozen=True)
class Stop:
    """One event of the cycle, held or still to come: its place, and what became of it."""

    name: str
    outcome: str

    @property
    def is_held(self) -> bool:
        return self.outcome == Outcome.HELD


@dataclass(frozen=True)
class SeriesProgress:
    lines: tuple[EventLine, ...]
    planned: int | None
    """How many events the series is to have; None when no source says."""
    places_to_come: tuple[Place, ...]
    """Planned places of which the register has no event yet."""

    @property
    def held(self) -> int:
        return sum(line.outcome == Outcome.HELD for line in self.lines)

    @property
    def remaining(self) -> int | None:
        return None if self.planned is None else max(0, self.planned - self.held)

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The cycle as a line of stops: the events, the planned places without one, and what has neither."""
        known = [Stop(line.places or line.title, line.outcome) for line in self.lines]
        known += [Stop(place.name, Outcome.PLANNED) for place in self.places_to_come]
        unnamed = max(0, (self.planned or 0) - len(known))
        return (*known, *(Stop("", Outcome.PLANNED) for _number in range(unnamed)))

    @property
    def is_drawn_as_route(self) -> bool:
        """A short cycle is drawn stop by stop; a long one would not be read."""
        return 1 < len(self.stops) <= MOST_STOPS

    @property
    def marks(self) -> tuple[bool, ...]:
        """One mark for each planned event, true for those held: what the progress bar draws."""
        total = max(self.planned or 0, len(self.lines))
        return tuple(number < self.held for number in range(total))


def progress_of(all_series: Iterable[Series]) -> list[SeriesProgress]:
    """The public progress of each series, in a constant number of queries."""
    all_series = list(all_series)
    events = defaultdict(list)
    for event in with_lines(
        Event.objects.published()
        .filter(series__in=all_series)
        .order_by(public_rank().asc(nulls_last=True), public_day().asc(nulls_last=True), "pk")
    ):
        events[event.series_id].append(event)
    places = defaultdict(list)
    for link in (
        Series.planned_places.through.objects.filter(series__in=all_series)
        .select_related("place")
        .order_by("pk")
    ):
        places[link.series_id].append(link.place)
    return [
        SeriesProgress(
            lines=tuple(lines_of(events[series.pk])),
            planned=series.planned_number,
            places_to_come=_without_event(places[series.pk], events[series.pk]),
        )
        for series in all_series
    ]


def _without_event(places, events):
    reached = {place_id for event in events for place_id in _places_and_above(event)}
    return tuple(place for place in places if place.pk not in reached)


def _places_and_above(event):
    for item in event.event_places.all():
        place = item.place
        while place is not None:
            # Where only the region may be known, no town of it is told as reached.
            if place.is_unit or event.sensitivity != Sensitivity.REGION_AND_MONTH:
                yield place.pk
            place = place.parent
