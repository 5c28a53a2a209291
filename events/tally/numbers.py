"""Figures of many events, kept so that their sum over any set of events takes no reading of them."""

from collections import defaultdict
from collections.abc import Iterable

from pyroaring import BitMap

from events.enums import Basis
from rss_registry.figures import UNKNOWN, Figure

# The loosest first: a sum with an estimate in it is no lower bound.
_LOOSE = (Basis.APPROXIMATE, Basis.AT_LEAST)


class Numbers:
    """One figure per event, as binary digits: digit *k* is the set of events whose number has it.

    The sum over a set is then Σ 2ᵏ · (how many of the set are in digit *k*): a dozen
    intersections, whether the set holds twenty events or a hundred thousand.
    """

    def __init__(self):
        self.known = BitMap()
        self._digits: list[BitMap] = []
        self._loose = {basis: BitMap() for basis in _LOOSE}

    def put(self, figures: Iterable[tuple[int, Figure]]):
        """Add the figures (all of them known) of events that have none here."""
        digits, loose, known = defaultdict(list), defaultdict(list), []
        for slot, figure in figures:
            known.append(slot)
            if figure.basis in self._loose:
                loose[figure.basis].append(slot)
            number, digit = figure.value, 0
            while number:
                if number & 1:
                    digits[digit].append(slot)
                number >>= 1
                digit += 1
        self.known |= BitMap(known)
        self._digits += (BitMap() for _digit in range(len(self._digits), max(digits, default=-1) + 1))
        for digit, slots in digits.items():
            self._digits[digit] |= BitMap(slots)
        for basis, slots in loose.items():
            self._loose[basis] |= BitMap(slots)

    def sum_over(self, found: BitMap) -> Figure:
        """The sum of what is known, as loose as its loosest part; unknown when nothing is known."""
        known = found & self.known
        if not known:
            return UNKNOWN
        value = sum(
            slots.intersection_cardinality(known) << digit for digit, slots in enumerate(self._digits)
        )
        basis = next((basis for basis in _LOOSE if self._loose[basis].intersect(known)), Basis.EXACT)
        return Figure(value, basis)

    def without(self, slots: BitMap) -> "Numbers":
        """A copy that knows nothing of `slots`."""
        kept = Numbers()
        kept.known = self.known - slots
        kept._digits = [digit - slots for digit in self._digits]
        kept._loose = {basis: loose - slots for basis, loose in self._loose.items()}
        return kept
