"""The files of long documents, and the locks by which one sees that a worker is alive.

A lock is the kernel's: when its process dies, however it dies, nobody holds it any more.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from time import monotonic, sleep

from django.conf import settings

# A document, its parts beside it, and the database next to them need some air.
LEAST_FREE_BYTES = 100 * 1024 * 1024
_WORKERS = "workers.lock"


def root() -> Path:
    settings.DOCUMENT_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.DOCUMENT_ROOT


def path_of(job) -> Path:
    return root() / f"{job.token}.pdf"


def write(job, content: bytes) -> None:
    """Whole or not at all: a full disk leaves nothing behind."""
    partial = root() / f"{job.token}.partial"
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path_of(job))
    finally:
        partial.unlink(missing_ok=True)


def require_space() -> None:
    """Said before a minute of work rather than after it."""
    if shutil.disk_usage(root()).free < LEAST_FREE_BYTES:
        raise OSError(ENOSPC, os.strerror(ENOSPC))


def remove(job) -> None:
    path_of(job).unlink(missing_ok=True)


@contextmanager
def held(job) -> Iterator[bool]:
    """Hold the job while it is made; says False when another process does."""
    # Whoever only looks holds it for an instant.
    with _lock(_lock_of(job), fcntl.LOCK_EX, patience=1) as is_ours:
        yield is_ours


def is_held(job) -> bool:
    """Whether a process is at work on it at this moment."""
    with _lock(_lock_of(job), fcntl.LOCK_SH) as nobody_works:
        return not nobody_works


@contextmanager
def at_work() -> Iterator[None]:
    """Hold, with every other worker, the lock that says that there is one."""
    with _lock(root() / _WORKERS, fcntl.LOCK_SH, patience=1):
        yield


def has_worker() -> bool:
    with _lock(root() / _WORKERS, fcntl.LOCK_EX) as nobody_else:
        return not nobody_else


def delete_unknown_files(tokens) -> None:
    """Delete the files that belong to none of these jobs."""
    for path in root().iterdir():
        if path.name != _WORKERS and path.stem not in tokens:
            path.unlink(missing_ok=True)


def _lock_of(job):
    return root() / f"{job.token}.lock"


@contextmanager
def _lock(path, how, *, patience=0):
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "wb") as file:
        end = monotonic() + patience
        while not (is_ours := _taken(file, how)) and monotonic() < end:
            sleep(0.02)
        yield is_ours


def _taken(file, how):
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
