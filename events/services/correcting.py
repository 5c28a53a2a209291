"""Why what is public is changed: said once by who saves, and printed beside the correction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

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
