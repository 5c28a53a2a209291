"""Files that wait for the next step of whoever sent them: readable by nobody else, and not for long.

They may hold names and telephone numbers, so they go neither into the media folder, which a server may
publish, nor into the database, whose backups would keep them, nor into a cache that each worker has for
itself.
"""

import os
import re
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[0-9a-f]{32}")


class WaitingFiles:
    """The files of one folder (below the one that `setting` names), each kept `max_age` seconds at most."""

    def __init__(self, setting: str, max_age: int, folder: str = ""):
        self.setting = setting
        self.folder = folder
        self.max_age = max_age

    def keep(self, data: bytes) -> str:
        """Store the file; returns the name under which it is found again."""
        name = secrets.token_hex(16)
        folder = self._folder()
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
        except OSError:
            # A full disk leaves no half of a file behind.
            (folder / name).unlink(missing_ok=True)
            raise
        return name

    def read(self, name: str) -> bytes | None:
        """The file, which stays. None when it is gone."""
        if not _NAME.fullmatch(name):
            return None
        try:
            return self._fresh(self._folder() / name)
        except FileNotFoundError:
            return None

    def claim(self, name: str) -> bytes | None:
        """Take the file out of store, once: a second click finds nothing. None when it is gone."""
        if not _NAME.fullmatch(name):
            return None
        stored = self._folder() / name
        # Renaming is atomic between workers; a process killed after it leaves the file to `sweep`.
        claimed = stored.with_suffix(".claimed")
        try:
            os.rename(stored, claimed)
            return self._fresh(claimed)
        except FileNotFoundError:
            return None
        finally:
            claimed.unlink(missing_ok=True)

    def touch(self, name: str) -> None:
        """Begin the term of the file anew, if it is still there."""
        if _NAME.fullmatch(name):
            with suppress(FileNotFoundError):
                os.utime(self._folder() / name)

    def beside(self, name: str, suffix: str) -> Path:
        """Where something is noted about a file; it goes with the files."""
        return self._folder() / f"{name}{suffix}"

    def names_beside(self, suffix: str) -> list[str]:
        """Of which files something is noted so."""
        return [path.stem for path in self._folder().glob(f"*{suffix}")]

    def sweep(self) -> int:
        """Delete what nobody came back for; returns how many files."""
        deleted = 0
        limit = time.time() - self.max_age
        for path in self._folder().iterdir():
            try:
                if path.stat().st_mtime <= limit:
                    path.unlink()
                    deleted += 1
            except FileNotFoundError:  # another worker sweeps too
                continue
        return deleted

    def forget_others(self, names: Iterable[str]) -> None:
        """Delete all but these, of which somebody still knows."""
        known = set(names)
        for path in self._folder().iterdir():
            if _NAME.fullmatch(path.name) and path.name not in known:
                path.unlink(missing_ok=True)

    def _fresh(self, path):
        return None if time.time() - path.stat().st_mtime > self.max_age else path.read_bytes()

    def _folder(self) -> Path:
        folder = Path(getattr(settings, self.setting), self.folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder
