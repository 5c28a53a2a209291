"""Events without a page in the totals of the whole register: batches that never change.

What a total says beyond the pages that everyone can add up is what these events hold. So they enter it
in batches of at least five, each rounded to ten, made once and stored; a batch never gains or loses an
event, so that two totals of different days differ by whole batches (docs/decisions/0014).
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from rss_registry.figures import UNKNOWN, Figure, add, rounded_to_ten

# One alone would be the difference between two totals, and so would each that comes after.
SMALLEST_BATCH = 5


@dataclass(frozen=True)
class Candidate:
    """An event that the public knows from totals only."""

    key: Hashable
    participants: Figure = UNKNOWN
    """As its page would show it, if it had one."""
    had_a_page: bool = False
    """Whether it has a page, or ever had one: its number would be known."""


@dataclass(frozen=True)
class Batch:
    """Events that entered together, and how many people they stand for, to ten."""

    events: tuple[Hashable, ...]
    participants: Figure


def in_batches_of_five(existing: Iterable[Batch], candidates: Iterable[Candidate]) -> tuple[Batch, ...]:
    """The existing batches, untouched, and a new one for each five candidates that wait.

    `candidates`: in an order in which a new one comes last. Only those of which a number is shown keep
    each other company: four without one beside one that has one would tell that number.
    """
    batches = list(existing)
    entered = {key for batch in batches for key in batch.events}
    waiting = [item for item in candidates if not item.had_a_page and item.key not in entered]
    for has_number in (True, False):
        kind = [item for item in waiting if item.participants.is_shown is has_number]
        for start in range(0, len(kind) - SMALLEST_BATCH + 1, SMALLEST_BATCH):
            members = kind[start : start + SMALLEST_BATCH]
            total = add(item.participants for item in members if item.participants.is_shown)
            batches.append(Batch(tuple(item.key for item in members), rounded_to_ten(total)))
    return tuple(batches)
