"""Turns of the writers of one SQLite file.

Whoever waits for SQLite's only write lock asks for it again ever more seldom, so that of many writers some
are passed over for seconds. Each first waits for a lock beside the database, which all ask for equally often,
and which the kernel takes from a process however it dies (`flock`).

It decides nothing: SQLite's own lock follows it. Who has waited too long goes on without a turn, so that
nobody waits for ever.
"""

import os
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from time import monotonic, sleep

# Seconds; then SQLite's own waiting begins.
PATIENCE = 10
# A save takes ten times as long.
_INTERVAL = 0.003


class Turn:
    """That of one connection."""

    def __init__(self, database: str, *, patience: float = PATIENCE):
        self._path = f"{database}-turn"
        self._patience = patience
        self._file: int | None = None

    @property
    def is_taken(self) -> bool:
        return self._file is not None

    def take(self) -> None:
        """Wait for it, at most as long as `patience`."""
        if self.is_taken:
            return
        # On a full disk, or in a folder that one may only read, SQLite says it better, if it matters at all.
        with suppress(OSError):
            # Whoever may read it may wait: commands are not always run by the user that serves pages.
            file = os.open(self._path, os.O_RDONLY | os.O_CREAT, 0o644)
            try:
                if self._is_ours(file):
                    self._file = file
            finally:
                if not self.is_taken:
                    os.close(file)

    def give_up(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            # A process that was started meanwhile may hold the file too: closing alone would not do.
            flock(file, LOCK_UN)
            os.close(file)

    def _is_ours(self, file):
        end = monotonic() + self._patience
        while True:
            try:
                flock(file, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                if monotonic() > end:
                    return False
                sleep(_INTERVAL)
            else:
                return True
