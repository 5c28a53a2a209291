"""Why what is public is changed: said once by who saves, and printed beside the correction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from events.enums import Sensitivity
from events.models import Event

_reason: ContextVar[str] = ContextVar("reason of a correction", default="")


@contextmanager
def correcting(reason: str) -> Iterator[None]:
    """For the changes that are committed within: `reason` in words that the public may read, "" for none."""
    token = _reason.set(" ".join(reason.split()))
    try:
        yield
    finally:
        _reason.reset(token)


def current_reason() -> str:
    return _reason.get()


def asks_reason(event: Event) -> bool:
    """Whether a correction of it is told, and so asks why: once it had a page, and unless it tells no day."""
    return bool(event.reference) and event.sensitivity in (Sensitivity.PUBLIC, Sensitivity.DELAYED)
