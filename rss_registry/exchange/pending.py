"""The file between preview and confirmation: kept for an hour at most, readable by nobody else.

It may hold names and telephone numbers (attendance lists), so it goes neither into the media
folder, which a server may publish, nor into the database, whose backups would keep it, nor into a
cache that each worker has for itself. See docs/decisions/0010.
"""

import os
import re
import secrets
import time
from pathlib import Path

from django.conf import settings

MAX_AGE = 60 * 60  # seconds
_NAME = re.compile(r"[0-9a-f]{32}")


def keep(data: bytes) -> str:
    """Store the file; returns the name under which `claim` gives it back."""
    name = secrets.token_hex(16)
    folder = _folder()
    descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    except OSError:
        # A full disk leaves no half of a list behind.
        (folder / name).unlink(missing_ok=True)
        raise
    return name


def claim(name: str) -> bytes | None:
    """Take the file out of store, once: a second click finds nothing. None when it is gone."""
    if not _NAME.fullmatch(name):
        return None
    stored = _folder() / name
    # Renaming is atomic between workers; a process killed after it leaves the file to `sweep`.
    claimed = stored.with_suffix(".claimed")
    try:
        os.rename(stored, claimed)
        if time.time() - claimed.stat().st_mtime > MAX_AGE:
            return None
        return claimed.read_bytes()
    except FileNotFoundError:
        return None
    finally:
        claimed.unlink(missing_ok=True)


def sweep(older_than: int = MAX_AGE) -> int:
    """Delete what nobody confirmed; returns how many files."""
    deleted = 0
    limit = time.time() - older_than
    for path in _folder().iterdir():
        try:
            if path.stat().st_mtime <= limit:
                path.unlink()
                deleted += 1
        except FileNotFoundError:  # another worker sweeps too
            continue
    return deleted


def _folder() -> Path:
    folder = Path(settings.IMPORT_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
