"""The events of a set in the order of the list, read from the database a handful at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from pyroaring import BitMap

from events.models import Event
from publication.tally.sets import Tally

CHUNK = 500


def _as_they_are(events: QuerySet) -> QuerySet:
    return events


@dataclass(frozen=True)
class OrderedEvents:
    """What a list, a paginator and a file read: it has a length, slices and an iterator.

    Rows come through the public gate once more: whatever the sets say, nothing else is ever read.
    """

    tally: Tally
    found: BitMap
    oldest_first: bool = False
    """Those without a date come last all the same."""
    prepare: Callable[[QuerySet], QuerySet] = _as_they_are
    """What else is to be read with each event."""

    def __len__(self) -> int:
        return len(self.found)

    def count(self) -> int:
        return len(self)

    def keys(self) -> list[int]:
        return [self.tally.keys[slot] for slot in self.found]

    def held(self) -> "OrderedEvents":
        return self.within(self.tally.held)

    def not_yet_held(self) -> "OrderedEvents":
        return self.within(self.tally.not_yet_held)

    def without(self, others: "OrderedEvents") -> "OrderedEvents":
        return replace(self, found=self.found - others.found)

    def __getitem__(self, wanted: slice) -> list[Event]:
        start, stop, _step = wanted.indices(len(self))
        return self._read(self._slots(start, stop))

    def __iter__(self) -> Iterator[Event]:
        for start in range(0, len(self), CHUNK):
            yield from self[start : start + CHUNK]

    def within(self, found: BitMap) -> "OrderedEvents":
        return replace(self, found=self.found & found)

    def prepared(self, prepare: Callable[[QuerySet], QuerySet]) -> "OrderedEvents":
        """The same events, each read with still more."""
        return replace(self, prepare=lambda events: prepare(self.prepare(events)))

    def last_changed(self, start: int, stop: int) -> list[Event]:
        """A slice of them in another order: those changed last first."""
        changed_at = self.tally.changed_at
        ordered = sorted(self.found, key=lambda slot: (changed_at[slot], self.tally.keys[slot]), reverse=True)
        return self._read(ordered[start:stop])

    def _slots(self, start: int, stop: int) -> list[int]:
        if not self.oldest_first:
            return list(self.found[start:stop])
        dated = self.found & self.tally.having("dated", [True])
        number = len(dated)
        latest = list(dated[max(0, number - stop) : max(0, number - start)])
        undated = self.found - dated
        return latest[::-1] + list(undated[max(0, start - number) : max(0, stop - number)])

    def _read(self, slots: list[int]) -> list[Event]:
        keys = [self.tally.keys[slot] for slot in slots]
        events = self.prepare(Event.objects.published().filter(pk__in=keys)).order_by()
        read = {event.pk: event for event in events}
        return [read[key] for key in keys if key in read]
