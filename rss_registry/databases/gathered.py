"""Work that many rows ask for, done once for all of them.

Whoever touches thousands of rows in one piece of work opens `gathering`; who listens to each row asks for its
work by `do_for`, which then waits for the end of that piece.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Work = Callable[[set[int]], None]

_waiting: ContextVar[dict[Work, set[int]] | None] = ContextVar("waiting", default=None)


@contextmanager
def gathering() -> Iterator[None]:
    """Until its end, what rows ask for waits; of a piece of work that fails nothing is done."""
    if is_gathering():
        yield
        return
    token = _waiting.set({})
    try:
        yield
        for work, keys in (_waiting.get() or {}).items():
            work(keys)
    finally:
        _waiting.reset(token)


def is_gathering() -> bool:
    return _waiting.get() is not None


def do_for(work: Work, keys: Iterable[int]) -> None:
    """Have `work` done for the rows with these keys: at once, or at the end of what is being gathered."""
    waiting = _waiting.get()
    if waiting is None:
        work(set(keys))
    else:
        waiting.setdefault(work, set()).update(keys)
