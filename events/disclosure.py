"""Small cells: a public count of 1 to 4 could point at a person, so it is shown as « < 5 ».

One function serves every page, file and report (`domain.md`, « Protecting people », 4). A further
cell is hidden where the total would give the first away by subtraction.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace
from typing import TypeVar

from events.figures import Figure, Shield

THRESHOLD = 5

Key = TypeVar("Key", bound=Hashable)


def is_small(figure: Figure) -> bool:
    """Whether a known figure could point at a person."""
    return figure.is_known and 0 < figure.value < THRESHOLD


def protect(
    cells: Mapping[Key, Figure], *, as_published: Collection[Key] = (), total_as_published: bool = False
) -> dict[Key, Figure]:
    """Return the cells of one split with the small ones hidden, and what would betray them.

    `cells`: the parts of one total, each a known or unknown figure; the total itself is public.
    `as_published`: keys whose number the organiser published in a named source; they stay, unless one
    of them and a total that the organiser did not publish (`total_as_published`) would betray a cell.
    Empty when nothing can protect the split: each of its parts is one single person.
    """
    hidden = {
        key: Shield.SMALL for key, figure in cells.items() if is_small(figure) and key not in as_published
    }
    # Smallest first: what is lost to the reader stays as small as possible.
    settled = {*hidden, *as_published}
    free = [key for key, figure in cells.items() if figure.is_known and key not in settled]
    last = [] if total_as_published else [key for key in as_published if key in cells and cells[key].value]
    # A zero tells nobody anything, so it is hidden after every number but the published ones.
    candidates = [*_smallest_first(free, cells), *_smallest_first(last, cells)]
    while hidden and candidates and _can_be_solved(hidden, cells):
        hidden[candidates.pop(0)] = Shield.COMPLEMENT
    if len(hidden) > 1 and _can_be_solved(hidden, cells):
        if all(cells[key].value <= 1 for key in hidden):
            return {}
        # Nothing more to hide: what is hidden is better left without the bound that « < 5 » tells.
        bounded = [key for key, shield in hidden.items() if shield is Shield.SMALL]
        if len(bounded) == len(hidden):
            bounded = bounded[-1:]
        hidden |= dict.fromkeys(bounded, Shield.COMPLEMENT)
    return {
        key: replace(figure, shield=hidden[key]) if key in hidden else figure for key, figure in cells.items()
    }


def _smallest_first(keys, cells):
    return sorted(keys, key=lambda key: (not cells[key].value, cells[key].value, str(key)))


def _can_be_solved(hidden, cells):
    """Whether the sum of the hidden cells, known from the total, leaves one solution only.

    A small one is known to be 1 to 4. One that is hidden as a complement is not small, as whoever
    knows this rule knows too, unless it is a zero.
    """
    numbers = [cells[key].value for key, shield in hidden.items() if shield is Shield.COMPLEMENT]
    others = len(hidden) - len(numbers) - 1
    rest = sum(cells[key].value for key in hidden)
    least = others + THRESHOLD * sum(number >= THRESHOLD for number in numbers)
    most = rest if numbers else others * (THRESHOLD - 1)
    return sum(least <= rest - number <= most for number in range(1, THRESHOLD)) == 1
