"""The public events as sets: what each filter value finds, counted and summed without reading rows.

A bitmap of *slots* stands for a set of events. Slots follow the order of the list, newest first, so
that a page of a list is a slice of a bitmap; they leave gaps, so that an event that is added or
moved finds a place between its neighbours without moving the others.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import itemgetter

from pyroaring import BitMap

from events.enums import Outcome
from events.tally.numbers import Numbers
from publication.shared_totals import SharedTotal
from publication.shares import Share, add_shares
from publication.suppression_splits import is_withheld
from publication.totals import Totals
from rss_registry.figures import UNKNOWN, Coverage, Figure, add

_FIRST, _GAP, _LAST = 1 << 31, 8, (1 << 32) - 1

PARTICIPANTS, WOMEN, MEN = "participants", "women", "men"
SHARE_WOMEN, SHARE_BASE, MASKED = "share women", "share base", "masked"
ASKED, ANSWERED, DONE = "asked", "answered", "done"


def category_of(key: str) -> str:
    """The name under which the tally keeps the numbers of one category."""
    return f"category {key}"


def masked_in(name: str) -> str:
    """The name under which the events are counted of which such a number is withheld."""
    return f"masked {name}"


class NoRoom(Exception):
    """Between two neighbours there is no slot left: the sets are to be made anew."""


@dataclass(frozen=True)
class EventEntry:
    """What the tally knows of one event."""

    key: int
    place: tuple
    """Its place in the list: entries sort by it."""
    visible_from: date
    changed_at: datetime
    values: dict[str, Collection[Hashable]]
    """What it is found by: for each filter its values."""
    figures: dict[str, Figure]
    """Its public figures; one that is not shown is not here."""


@dataclass(frozen=True)
class _Shared:
    """A shared total, and the slots of the events that have it in common."""

    slots: BitMap
    total: SharedTotal


@dataclass
class Tally:
    """All events that enter public totals on `day`; never changed, only made anew or `updated`."""

    day: date
    slots: dict[int, int] = field(default_factory=dict)
    keys: dict[int, int] = field(default_factory=dict)
    changed_at: dict[int, datetime] = field(default_factory=dict)
    _shared: dict[int, list[_Shared]] = field(default_factory=lambda: defaultdict(list))
    _order: list[tuple[tuple, int]] = field(default_factory=list)
    _waiting: dict[int, date] = field(default_factory=dict)
    _all: BitMap = field(default_factory=BitMap)
    _sets: dict[str, dict[Hashable, BitMap]] = field(default_factory=dict)
    _numbers: dict[str, Numbers] = field(default_factory=dict)

    # -- making -----------------------------------------------------------------------

    @classmethod
    def of(cls, entries: Iterable[EventEntry], shared: Iterable[SharedTotal], day: date) -> "Tally":
        tally = cls(day)
        entries = sorted(entries, key=lambda entry: entry.place)
        numbered = [(_FIRST + _GAP * rank, entry) for rank, entry in enumerate(entries)]
        tally._order = [(entry.place, slot) for slot, entry in numbered]
        tally._take(numbered)
        for total in shared:
            slots = tally.slots_of((event.pk for event in total.events), all_days=True)
            for slot in slots:
                tally._shared[slot].append(_Shared(slots, total))
        return tally

    def updated(self, keys: Collection[int], entries: Iterable[EventEntry], day: date) -> "Tally":
        """The tally with what is now known of the events `keys`; raises NoRoom.

        Not for events that share a total: what is left of it concerns others too.
        """
        gone = self.slots_of(keys, all_days=True)
        tally = copy(self)
        tally.day = day
        tally.slots = {**self.slots}
        tally.keys = {**self.keys}
        tally.changed_at = {**self.changed_at}
        tally._order = [*self._order]
        for slot in gone:
            del tally.slots[tally.keys.pop(slot)]
            del tally._order[bisect_left(tally._order, slot, key=itemgetter(1))]
        tally._waiting = {slot: first for slot, first in self._waiting.items() if slot not in gone}
        tally._all = self._all - gone
        tally._sets = {
            name: {value: slots - gone for value, slots in sets.items()} for name, sets in self._sets.items()
        }
        tally._numbers = {name: numbers.without(gone) for name, numbers in self._numbers.items()}
        tally._take([(tally._slot_for(entry.place), entry) for entry in entries])
        return tally

    def _slot_for(self, place: tuple) -> int:
        """A free slot between the neighbours of `place`, now taken."""
        rank = bisect_left(self._order, (place,))
        before = self._order[rank - 1][1] if rank else None
        after = self._order[rank][1] if rank < len(self._order) else None
        if before is None and after is None:
            slot = _FIRST
        elif before is None:
            slot = after - _GAP
        elif after is None:
            slot = before + _GAP
        else:
            slot = (before + after) // 2
        if slot == before or not 0 <= slot <= _LAST:
            raise NoRoom
        insort(self._order, (place, slot))
        return slot

    def _take(self, numbered: list[tuple[int, EventEntry]]):
        sets, numbers = defaultdict(lambda: defaultdict(list)), defaultdict(list)
        for slot, entry in numbered:
            self.slots[entry.key] = slot
            self.keys[slot] = entry.key
            self.changed_at[slot] = entry.changed_at
            if entry.visible_from > self.day:
                self._waiting[slot] = entry.visible_from
            for name, values in entry.values.items():
                for value in values:
                    sets[name][value].append(slot)
            for name, figure in entry.figures.items():
                numbers[name].append((slot, figure))
        self._all |= BitMap([slot for slot, _entry in numbered])
        for name, found in sets.items():
            kept = self._sets.setdefault(name, {})
            for value, slots in found.items():
                kept[value] = kept.get(value, BitMap()) | BitMap(slots)
        for name, figures in numbers.items():
            self._numbers.setdefault(name, Numbers()).put(figures)
        self._waiting = {slot: first for slot, first in self._waiting.items() if first > self.day}
        self.counted = self._all - BitMap(self._waiting)
        self.published = self.counted & self.having("page", [True])

    # -- sets -------------------------------------------------------------------------

    def having(self, name: str, values: Iterable[Hashable]) -> BitMap:
        """Events that have any of `values` in the filter `name`; some may not be public."""
        sets = self._sets.get(name, {})
        return BitMap.union(*([BitMap()] + [sets[value] for value in values if value in sets]))

    @property
    def held(self) -> BitMap:
        return self.having("outcome", [Outcome.HELD])

    @property
    def not_yet_held(self) -> BitMap:
        return self.having("outcome", Outcome.not_yet_held())

    def slots_of(self, keys: Iterable[int], *, all_days: bool = False) -> BitMap:
        """The set of the events `keys`, as far as they enter public totals (on some day)."""
        slots = self.slots
        found = BitMap([slots[key] for key in keys if key in slots])
        return found if all_days else found & self.counted

    def shares_a_total(self, keys: Iterable[int]) -> bool:
        return any(slot in self._shared for slot in self.slots_of(keys, all_days=True))

    def values(self, name: str, found: BitMap) -> set:
        """The values of a filter that some event of `found` has."""
        return {value for value, slots in self._sets.get(name, {}).items() if slots.intersect(found)}

    # -- counts and sums --------------------------------------------------------------

    def counts(self, name: str, found: BitMap) -> dict[Hashable, int]:
        """How many events of `found` have each value of a filter, those that none has left out."""
        sets = self._sets.get(name, {})
        counted = ((value, slots.intersection_cardinality(found)) for value, slots in sets.items())
        return {value: number for value, number in counted if number}

    def organisations(self, roles: Collection[str], found: BitMap) -> dict[int, int]:
        """In how many events of `found` each organisation held one of `roles`, those of none left out."""
        numbers = {
            key: self.having("role", [(key, role) for role in roles]).intersection_cardinality(found)
            for key in self.values("organisation", found)
        }
        return {key: number for key, number in numbers.items() if number}

    def sum_over(self, name: str, found: BitMap) -> Figure:
        return self._numbers[name].sum_over(found) if name in self._numbers else Figure()

    def totals(self, found: BitMap) -> Totals:
        """Sums over `found`, each shared total counted once, even where some of its events are not in it.

        They add up only what each event's own page shows, so that no sum can give back by subtraction a
        number that a page withholds; how many are left out for that is in their coverage.
        """
        shared = self._shared_in(found)
        own = found - BitMap.union(*([BitMap()] + [item.slots for item in shared]))
        # Each with as many events as the set holds of it, whose people are counted once.
        scopes = [(item.total.summary, item.slots.intersection_cardinality(found)) for item in shared]
        participants = self._covered(PARTICIPANTS, own, [(item.total, number) for item, number in scopes])
        share = self._women_share(own, scopes, participants)
        return Totals(
            events=len(found),
            participants=participants,
            women=self._covered(WOMEN, own, [(item.women, number) for item, number in scopes]),
            men=self._covered(MEN, own, [(item.men, number) for item, number in scopes]),
            events_without_total=len(own) - self._known(PARTICIPANTS, own),
            events_without_sex=share.coverage.unknown + share.coverage.masked,
            events_masked=share.coverage.masked,
            women_share=share,
            shared=tuple(item.total for item in shared),
        )

    def _covered(self, name: str, own: BitMap, shared: list[tuple[Figure, int]]) -> Figure:
        """The sum of what is shown, with how many events it takes in and leaves out."""
        covered, masked = self._known(name, own), self._known(masked_in(name), own)
        coverage = Coverage(covered, len(own) - covered - masked, masked)
        for figure, number in shared:
            coverage += Coverage(figure.is_shown, not figure.is_known, is_withheld(figure)).times(number)
        shown = [self.sum_over(name, own), *(figure for figure, _number in shared if figure.is_shown)]
        return replace(add(shown), coverage=coverage)

    def _women_share(self, own, scopes, participants) -> Share:
        covered, masked = self._known(SHARE_BASE, own), self._known(MASKED, own)
        events = Coverage(covered, len(own) - covered - masked, masked)
        shares = [Share(self.sum_over(SHARE_WOMEN, own), self.sum_over(SHARE_BASE, own), events)]
        shares += [
            replace(summary.women_share, coverage=summary.women_share.coverage.times(number))
            for summary, number in scopes
        ]
        return replace(add_shares(shares), known=participants)

    def category_sum(self, category: str, found: BitMap) -> Figure:
        """Participations of one category over `found`, each shared total once."""
        shared = self._shared_in(found)
        own = found - BitMap.union(*([BitMap()] + [item.slots for item in shared]))
        figures = []
        for item in shared:
            cells = {cell.key: cell.figure for cell in item.total.summary.categories}
            figures.append((cells.get(category, UNKNOWN), item.slots.intersection_cardinality(found)))
        return self._covered(category_of(category), own, figures)

    def _shared_in(self, found) -> list[_Shared]:
        telling = found & self.having("every fact", [True]) & BitMap(self._shared)
        met = {item.total.group.pk: item for slot in telling for item in self._shared[slot]}
        return list(met.values())

    def _known(self, name: str, found: BitMap) -> int:
        return self._numbers[name].known.intersection_cardinality(found) if name in self._numbers else 0
