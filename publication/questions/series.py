"""Where a series stands: « 1 sur 5 », and what is still to be held."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from events.enums import Outcome
from publication.list_items import ListItem
from publication.models import PublishedEvent, PublishedPlace, PublishedSeries
from publication.questions.events import IN_SERIES
from publication.questions.reading import items_of

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
    items: tuple[ListItem, ...]
    planned: int | None
    """How many events the series is to have; None when no source says."""
    places_to_come: tuple[PublishedPlace, ...]
    """Planned places of which the register has no event yet."""

    @property
    def held(self) -> int:
        return sum(item.outcome == Outcome.HELD for item in self.items)

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The cycle as a line of stops: the events, the planned places without one, and what has neither."""
        known = [Stop(item.places or item.title, item.outcome) for item in self.items]
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
        total = max(self.planned or 0, len(self.items))
        return tuple(number < self.held for number in range(total))


def progress_of(all_series: Iterable[PublishedSeries]) -> list[SeriesProgress]:
    """The public progress of each series, in a constant number of queries."""
    all_series = list(all_series)
    rows = list(
        PublishedEvent.objects.open().filter(series__in=[item.pk for item in all_series]).order_by(*IN_SERIES)
    )
    items = defaultdict(list)
    for row, item in zip(rows, items_of(rows), strict=True):
        items[row.series].append(item)
    places = PublishedPlace.objects.in_bulk() if any(item.planned_places for item in all_series) else {}
    return [
        SeriesProgress(
            items=tuple(items[series.pk]),
            planned=series.planned_number,
            places_to_come=tuple(_without_event(series, items[series.pk], places)),
        )
        for series in all_series
    ]


def _without_event(series, items, places):
    reached = set()
    for link in (link for item in items for link in item.place_links):
        place = places.get(int(link.key[1:])) if link.key else None
        while place is not None:
            reached.add(place.pk)
            place = places.get(place.parent_id)
    return (places[key] for key in series.planned_places if key in places and key not in reached)
