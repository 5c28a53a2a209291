"""Why what is public is changed, said once by who saves and printed; and what staff are told in return."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from events.enums import Sensitivity
from events.models import Event
from rss_registry.text import without_nul

# One line beside the correction on the public page.
LONGEST_REASON = 200


@dataclass
class Saving:
    """What one saving by staff says to the public, and what has to be said to staff of it."""

    reason: str = ""
    no_longer_shown: set[str] = field(default_factory=set)
    """Numbers that the public page showed and shows no more, by their names."""


_saving: ContextVar[Saving | None] = ContextVar("saving by staff", default=None)


@contextmanager
def correcting(reason: str) -> Iterator[Saving]:
    """For the changes that are committed within: `reason` in words that the public may read, "" for none."""
    saving = Saving(" ".join(without_nul(reason).split()))
    token = _saving.set(saving)
    try:
        yield saving
    finally:
        _saving.reset(token)


def current_saving() -> Saving | None:
    """None where no member of staff is waiting for an answer."""
    return _saving.get()


def asks_reason(event: Event) -> bool:
    """Whether a correction of it is told, and so asks why: once it had a page, and unless it tells no day."""
    return bool(event.reference) and event.sensitivity in Sensitivity.in_full()
