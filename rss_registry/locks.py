"""Locks by which one sees that a process lives: when it dies, however it dies, nobody holds them any more.

Those of the kernel here; where several machines may share the work, the database's (databases/advisory.py).
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from django.conf import settings

from rss_registry.databases import advisory

WORKERS = "workers.lock"


@contextmanager
def locked(path: Path, *, shared: bool = False, patience: float = 0) -> Iterator[bool]:
    """Hold the lock of this file; says False when another process does."""
    how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "wb") as file:
        end = monotonic() + patience
        while not (is_ours := _taken(file, how)) and monotonic() < end:
            sleep(0.02)
        yield is_ours


@contextmanager
def at_work() -> Iterator[None]:
    """Hold, with every other worker of the queue, the lock that says that there is one."""
    lock = (
        advisory.held_together("workers")
        if advisory.is_offered()
        else locked(_of_workers(), shared=True, patience=1)
    )
    with lock:
        yield


def has_worker() -> bool:
    if advisory.is_offered():
        return advisory.is_held("workers")
    with locked(_of_workers()) as nobody_else:
        return not nobody_else


def _of_workers():
    settings.DOCUMENT_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.DOCUMENT_ROOT / WORKERS


def _taken(file, how):
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
