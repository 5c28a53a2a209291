"""The files of long documents, and the locks by which one sees that a worker is at one of them.

A lock is the database's where several machines may share it, otherwise the kernel's: when its process dies,
however it dies, nobody holds it any more.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from rss_registry.databases import advisory
from rss_registry.locks import WORKERS, locked
from rss_registry.private_files import place_of

# A document, its parts beside it, and the database next to them need some air.
LEAST_FREE_BYTES = 100 * 1024 * 1024


def root() -> Path:
    settings.DOCUMENT_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.DOCUMENT_ROOT


def write(job, content: bytes) -> None:
    """Whole or not at all: a full disk leaves nothing behind."""
    _place().write(_name_of(job), content)


def is_there(job) -> bool:
    return _place().exists(_name_of(job))


def opened(job) -> BinaryIO:
    """The file, to be read to its end even if it is removed meanwhile; raises FileNotFoundError."""
    return _place().open(_name_of(job))


def require_space() -> None:
    """Said before a minute of work rather than after it."""
    if shutil.disk_usage(root()).free < LEAST_FREE_BYTES:
        raise OSError(ENOSPC, os.strerror(ENOSPC))


def remove(job) -> None:
    _place().delete(_name_of(job))


@contextmanager
def held(job) -> Iterator[bool]:
    """Hold the job while it is made; says False when another process does."""
    # Whoever only looks holds a file for an instant.
    lock = advisory.held(f"job {job.token}") if advisory.is_offered() else locked(_lock_of(job), patience=1)
    with lock as is_ours:
        yield is_ours


def is_held(job) -> bool:
    """Whether a process is at work on it at this moment."""
    if advisory.is_offered():
        return advisory.is_held(f"job {job.token}")
    with locked(_lock_of(job), shared=True) as nobody_works:
        return not nobody_works


def delete_unknown_files(tokens) -> None:
    """Delete the files that belong to none of these jobs."""
    place = _place()
    for name, _age in list(place.ages()):
        if name != WORKERS and Path(name).stem not in tokens:
            place.delete(name)


def _place():
    return place_of(settings.DOCUMENT_ROOT)


def _name_of(job):
    return f"{job.token}.pdf"


def _lock_of(job):
    return root() / f"{job.token}.lock"
