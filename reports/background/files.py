"""The files of long documents, and the locks by which one sees that a worker is at one of them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path

from django.conf import settings

from rss_registry.locks import WORKERS, locked

# A document, its parts beside it, and the database next to them need some air.
LEAST_FREE_BYTES = 100 * 1024 * 1024


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
    with locked(_lock_of(job), patience=1) as is_ours:
        yield is_ours


def is_held(job) -> bool:
    """Whether a process is at work on it at this moment."""
    with locked(_lock_of(job), shared=True) as nobody_works:
        return not nobody_works


def delete_unknown_files(tokens) -> None:
    """Delete the files that belong to none of these jobs."""
    for path in root().iterdir():
        if path.name != WORKERS and path.stem not in tokens:
            path.unlink(missing_ok=True)


def _lock_of(job):
    return root() / f"{job.token}.lock"
