"""What may be told of how many persons came, and came again: of batches of lists, to ten.

Whoever compares two figures, of two days or of an organisation and its programme, learns of a whole batch
of lists, and neither that all of its people were new nor that all had come before (docs/decisions/0054).
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass

from rss_registry.figures import THRESHOLD, Basis, Figure, rounded_to_ten

# Lists that enter a figure together: fewer would be the difference between two figures.
SMALLEST_BATCH = 5
# A list of fewer people is in no figure.
SMALLEST_LIST = THRESHOLD
_STEP = 10


@dataclass(frozen=True)
class Cell:
    """What the lists of one batch have in common, so that every figure is of whole batches."""

    owner: int
    key_id: str
    """Lists of two keys are never compared."""
    programmes: tuple[int, ...] = ()
    series: int | None = None


@dataclass(frozen=True)
class Told:
    """What a figure says, each number to ten."""

    participations: int
    persons: int
    once: int


def in_batches(waiting: Iterable[tuple[Hashable, Cell]]) -> Iterator[tuple[Cell, tuple]]:
    """New batches of lists that stand in none, in the order in which they are given; the rest waits on."""
    cells = defaultdict(list)
    for key, cell in waiting:
        cells[cell].append(key)
    for cell, keys in cells.items():
        for start in range(0, len(keys) - SMALLEST_BATCH + 1, SMALLEST_BATCH):
            yield cell, tuple(keys[start : start + SMALLEST_BATCH])


def told_of(persons: int, once: int, *, participations: int, beside: Collection[tuple[Told, int]]) -> Told:
    """The numbers to ten, held to what may be told beside other figures.

    `beside`: what is told of other sets of lists, and how many participations these and this one have not in
    common. Rounded apart, two figures could differ by more than all of those people are.
    """
    rounded = _rounded(persons)
    shown = _held(rounded, [(told.persons, apart) for told, apart in beside])
    shown = max(0, min(shown, _whole_tens(participations)))
    shown_once = _held(_rounded(once), [(told.once, apart) for told, apart in beside])
    return Told(_rounded(participations), shown, max(0, min(shown_once, shown)))


def _held(number, others):
    for other, apart in others:
        room = _whole_tens(apart)
        number = min(max(number, other - room), other + room)
    return number


def _rounded(number):
    return rounded_to_ten(Figure(number)).value


def _whole_tens(number):
    return number // _STEP * _STEP


@dataclass(frozen=True)
class Persons:
    """How many persons stand behind the participations of some lists."""

    participations: Figure
    persons: Figure
    once: Figure
    """Unknown where few came once, or few came again: it is not told then."""
    returned: Figure
    lists: int
    of_organisation: str = ""
    """The slug of whoever keeps the lists."""


def persons_told(told: Told, lists: int, organisation: str = "") -> Persons:
    returned = told.persons - told.once
    is_split = min(told.once, returned) >= _STEP
    return Persons(
        participations=_about(told.participations),
        persons=_about(told.persons),
        once=_about(told.once) if is_split else Figure(),
        returned=_about(returned) if is_split else Figure(),
        lists=lists,
        of_organisation=organisation,
    )


def _about(number):
    return Figure(number, Basis.APPROXIMATE)
