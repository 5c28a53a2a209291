"""How far an import is, told to whoever carries it out, who may stop it between two lines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Stopped(BaseException):
    """Whoever sent the file wants it no more. The library keeps an Exception as an error of its line."""


class Progress:
    """Counts lines and tells `tell(done, of)`, which may raise `Stopped`."""

    def __init__(self, tell: Callable[[int, int], None]):
        self._tell = tell
        self._done = self._of = 0

    def expect(self, lines: int) -> None:
        self._done, self._of = 0, lines

    def line(self) -> None:
        self._tell(self._done, self._of)
        self._done += 1

    def last_look(self) -> None:
        """All lines are read; what follows can no longer be stopped."""
        self._tell(self._of, self._of)


_current: ContextVar[Progress | None] = ContextVar("import on its way", default=None)


@contextmanager
def watched(tell: Callable[[int, int], None]) -> Iterator[None]:
    token = _current.set(Progress(tell))
    try:
        yield
    finally:
        _current.reset(token)


def progress() -> Progress:
    """That of the import that runs here; nobody hears of one that is waited for."""
    return _current.get() or Progress(_unheard)


def _unheard(_done, _of):
    pass
