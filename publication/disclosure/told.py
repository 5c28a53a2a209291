"""What was ever told of numbers of persons, by event and of several events together: it stays known."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from django.utils.functional import SimpleLazyObject

from publication.disclosure.merged_events import kept_of_merged, of_events_and_absorbed
from publication.disclosure.shared import ToldTotal, differences_of, leaves_few
from publication.disclosure.stored import from_json
from publication.disclosure.types import Disclosed
from publication.models import CoarseInSeries, DisclosedVersion


@dataclass(frozen=True)
class Told:
    """The first version first."""

    own: defaultdict[int, list[Disclosed]] = field(default_factory=lambda: defaultdict(list))
    totals: list[ToldTotal] = field(default_factory=list)
    coarse_series: frozenset[int] = frozenset()
    """Series in which an event was once told by its region and month."""

    def add(self, event: int, disclosed: Disclosed) -> None:
        self.own[event].append(disclosed)

    def beside(self, event: int) -> Iterator[tuple[ToldTotal, Sequence[Sequence[Disclosed]]]]:
        """Each total once told of this event and others, and what follows from two of them."""
        totals = [total for total in self.totals if self._chained(total, event)]
        for total in (*totals, *differences_of(totals)):
            if event in total.events:
                yield total, self.versions(total.events - {event})

    def _chained(self, total, event):
        return any(total.events & other.events for other in self.totals if event in other.events)

    def leaves_few_beside(self, new: ToldTotal) -> bool:
        """Whether what is to be told now would, with all that was told of these events, tell few people."""
        wholes = [
            total for total in (*self.totals, new) if new.events <= total.events and len(total.events) > 1
        ]
        known = [*self.totals, *_counts_of(new)]
        for event in {event for whole in wholes for event in whole.events}:
            for disclosed in self.own.get(event, ()):
                known += _counts_of(ToldTotal(frozenset({event}), disclosed))
        return any(leaves_few(whole, known) for whole in wholes)

    def is_beside_total(self, event: int) -> bool:
        """Whether a total of this event and others was ever told."""
        return any(event in total.events for total in self.totals)

    def versions(self, events: Collection[int]) -> list[Sequence[Disclosed]]:
        return [self.own.get(event, []) for event in events]


def _counts_of(told):
    """What was said of these people in numbers: as many as came, and at least as many as wrote a test."""
    yield told
    for table in told.disclosed.tables.values():
        if table.is_subset:
            for figure in (table.total, *table.cells.values()):
                yield ToldTotal(told.events, Disclosed(figure))


def told_of(events: Collection[int]) -> Told:
    """What was told of these events, of totals that they share, and of the others in those."""
    rows = _versions(events)
    others = {event for _event, together, _numbers in rows for event in together or ()} - set(events)
    if others:
        rows += _versions(others)
    # Asked when an event stands in a series, as most do not.
    told, seen = Told(coarse_series=cast(frozenset, SimpleLazyObject(CoarseInSeries.series_told))), set()
    for event, together, numbers in rows:
        if together is None:
            told.own[event].append(from_json(numbers))
        elif (said := (frozenset(together), repr(numbers))) not in seen:
            seen.add(said)
            told.totals.append(ToldTotal(frozenset(together), from_json(numbers)))
    return told


def _versions(events):
    """What was told of a record that was made one with another was told of the people of the other."""
    standing = DisclosedVersion.objects.filter(of_events_and_absorbed("event", events)).order_by("pk")
    rows = list(standing.values_list("event", "together", "numbers"))
    if all(event in events and together is None for event, together, _numbers in rows):
        return rows
    kept = kept_of_merged()
    return [
        (
            kept.get(event, event),
            together and sorted({kept.get(key, key) for key in together}),
            numbers,
        )
        for event, together, numbers in rows
    ]
