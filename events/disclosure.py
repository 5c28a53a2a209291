"""Small cells: a public count of 1 to 4 could point at a person, so it is shown as « < 5 ».

One function serves every page, file and report (`domain.md`, « Protecting people », 4). A further
cell is hidden where the total would give the first away by subtraction.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from events.figures import UNKNOWN, Figure, Shield

THRESHOLD = 5

Key = TypeVar("Key", bound=Hashable)
# The part of a total that has no name: what all the named ones leave of it.
_REST = object()


def is_small(figure: Figure) -> bool:
    """Whether a known figure could point at a person."""
    return figure.is_known and 0 < figure.value < THRESHOLD


def protect(
    cells: Mapping[Key, Figure],
    *,
    total: Figure = UNKNOWN,
    as_published: Collection[Key] = (),
    total_as_published: bool = False,
) -> dict[Key, Figure]:
    """Return the cells of one split with the small ones hidden, and what would betray them.

    `cells`: the parts of one public total, each a known or unknown figure.
    `total`: where it is more than its parts, what they leave of it is a part as well, though it has
    no name: 27 women of 30 people tell of three others.
    `as_published`: keys whose number the organiser published in a named source; they stay, unless one
    of them and a total that the organiser did not publish (`total_as_published`) would betray a cell.
    Empty when nothing can protect the split: each of its parts is one single person.
    """
    told = total_as_published and all(key in as_published for key in cells if cells[key].is_known)
    parts = {**cells, **({} if told else _rest(cells, total))}
    small = [key for key, figure in parts.items() if is_small(figure) and key not in as_published]
    if not small:
        return dict(cells)
    hidden = dict.fromkeys(small, Shield.SMALL)
    if total.shield is Shield.SMALL:
        # From a total that is itself not told nothing can be subtracted.
        return _shielded(cells, hidden)
    if _REST in parts and small != [_REST]:
        # Nobody is told how much it is, small or not.
        hidden[_REST] = Shield.COMPLEMENT
    # Smallest first, so that what is lost to the reader stays small. A zero tells nobody anything, so
    # it comes after every number but the published ones.
    free = [key for key, figure in cells.items() if figure.is_known and key not in {*small, *as_published}]
    last = [] if total_as_published else [key for key in as_published if key in cells and cells[key].value]
    candidates = [*_smallest_first(free, cells), *_smallest_first(last, cells)]
    # Whether a second cell is hidden hangs on how many there are, never on what they hold: who knows
    # the rule would otherwise read the numbers from it.
    if len(hidden) == 1 and candidates:
        hidden[candidates.pop(0)] = Shield.COMPLEMENT
    if len(hidden) > 1 and _is_certain(hidden, parts, candidates):
        hidden = _without_bounds(hidden, parts, candidates)
    return _shielded(cells, hidden) if hidden else {}


def _shielded(cells, hidden):
    return {key: replace(figure, shield=hidden.get(key, Shield.NONE)) for key, figure in cells.items()}


def _without_bounds(hidden, parts, candidates):
    """The same cells without the bound that « < 5 » tells: which of them is the small one stays open.

    Empty when this opens nothing either: nothing may then be told of the split.
    """
    if _REST in hidden:
        # Hiding another cell would tell that there is a rest, and how small it is.
        return {}
    small = [key for key, shield in hidden.items() if shield is Shield.SMALL]
    beside = [key for key in hidden if key not in small] or candidates[:1]
    if beside:
        # With all that are as large: which of them was hidden would tell where the small one is.
        ties = [key for key in candidates if parts[key].value == parts[beside[0]].value]
        return dict.fromkeys([*small, *beside, *ties], Shield.COMPLEMENT)
    if [parts[key].value for key in hidden] == [THRESHOLD - 1] * 2:
        # Two fours read as three beside five.
        return {small[0]: Shield.SMALL, small[1]: Shield.COMPLEMENT}
    return {}


def _rest(cells, total):
    """What the cells leave of an exact total, as one more part."""
    known = [figure for figure in cells.values() if figure.is_known]
    if not known or not total.is_shown or not all(figure.is_exact for figure in (total, *known)):
        return {}
    rest = total.value - sum(figure.value for figure in known)
    return {_REST: Figure(rest)} if rest > 0 else {}


def _smallest_first(keys, cells):
    return sorted(keys, key=lambda key: (not cells[key].value, cells[key].value, str(key)))


def _is_certain(hidden, parts, shown):
    """Whether the sum of the hidden parts, known from the total, leaves one number for a small one.

    A small one is known to be 1 to 4. The one that is hidden beside it is not small and below the next
    that is shown, or a zero where there is no other number; of the rest one knows that it is there.
    """
    others = sum(shield is Shield.SMALL for shield in hidden.values()) - 1
    left = sum(parts[key].value for key in hidden)
    beside = next(
        (key for key, shield in hidden.items() if shield is Shield.COMPLEMENT and key is not _REST), None
    )
    above = next((parts[key].value for key in shown if parts[key].value), None)
    has_rest = hidden.get(_REST) is Shield.COMPLEMENT

    def fits(number):
        if has_rest:
            return number >= 1
        if beside is None:
            return number == 0
        return number >= THRESHOLD and (above is None or number < above) or number == 0 and above is None

    sums = range(others, others * (THRESHOLD - 1) + 1)
    return sum(any(fits(left - number - more) for more in sums) for number in range(1, THRESHOLD)) < 2


# -- totals that several events share --------------------------------------------------------------


@dataclass(frozen=True)
class SharedCount:
    """A total that belongs to several events together; the lower its key, the earlier it was entered."""

    key: int
    events: frozenset
    as_published: bool = False


def may_be_told(mine: SharedCount, others: Iterable[SharedCount]) -> bool:
    """Whether a shared total may be told beside `others` that may be told too.

    {A, B} = 30 and {A, B, C} = 33 tell of three people at C. So no event is in two totals that are
    told, and no sum of them can be taken apart. The one entered first stays: a number once public
    does not leave because of a later one, and is not to be compared with it. What the organiser
    published is known anyway.
    """
    return mine.as_published or not any(
        rival.as_published or rival.key < mine.key for rival in _overlapping(mine, others)
    )


def may_be_split(mine: SharedCount, others: Iterable[SharedCount]) -> bool:
    """Whether the parts of a shared total that is told may be told: no overlapping one is."""
    return not any(rival.as_published for rival in _overlapping(mine, others))


def _overlapping(mine, others):
    return [other for other in others if other.key != mine.key and other.events & mine.events]


# -- events that enter totals only -------------------------------------------------------------------

# One alone would be the difference between two totals, and so would each that comes after.
COMPANY = 5


def in_company(candidates: Iterable[tuple[Key, Hashable]]) -> set[Key]:
    """Which events without a page enter a public total: whole groups of five that tell the same.

    `candidates`: (event, what its headcount tells), in an order in which a new one comes last. Whoever
    compares the total with the sum of the pages, or with the total of another day, learns of five
    together and never of one.
    """
    kinds: dict[Hashable, list[Key]] = {}
    for key, told in candidates:
        kinds.setdefault(told, []).append(key)
    return {key for keys in kinds.values() for key in keys[: len(keys) - len(keys) % COMPANY]}
