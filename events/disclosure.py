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


def protect(cells: Mapping[Key, Figure], *, as_published: Collection[Key] = ()) -> dict[Key, Figure]:
    """Return the cells of one split with the small ones hidden, and what would betray them.

    `cells`: the parts of one total, each a known or unknown figure; the total itself is public.
    `as_published`: keys whose number the organiser published in a named source; they stay.
    """
    hidden = {
        key: Shield.SMALL for key, figure in cells.items() if is_small(figure) and key not in as_published
    }
    # Smallest first: what is lost to the reader stays as small as possible.
    settled = {*hidden, *as_published}
    candidates = sorted(
        (key for key, figure in cells.items() if figure.value and key not in settled),
        key=lambda key: (cells[key].value, str(key)),
    )
    while hidden and candidates and _can_be_solved(hidden, cells):
        hidden[candidates.pop(0)] = Shield.COMPLEMENT
    return {
        key: replace(figure, shield=hidden[key]) if key in hidden else figure for key, figure in cells.items()
    }


def _can_be_solved(hidden, cells):
    """Whether the sum of the hidden cells, known from the total, leaves one solution only.

    A cell hidden as a complement may hold anything, so one of them beside a small one suffices.
    """
    if Shield.COMPLEMENT in hidden.values():
        return False
    numbers = [cells[key].value for key in hidden]
    lowest, highest = len(numbers), len(numbers) * (THRESHOLD - 1)
    return len(numbers) == 1 or sum(numbers) in (lowest, highest)
