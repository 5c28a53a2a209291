"""Files that wait for the next step of whoever sent them: readable by nobody else, and not for long.

They may hold names and telephone numbers, so they go neither into the media folder, which a server may
publish, nor into the database, whose backups would keep them, nor into a cache that each worker has for
itself.
"""

import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from rss_registry.private_files import Place, place_of

_NAME = re.compile(r"[0-9a-f]{32}")


class WaitingFiles:
    """The files of one place (below the one that `setting` names), each kept `max_age` seconds at most."""

    def __init__(self, setting: str, max_age: int, folder: str = ""):
        self.setting = setting
        self.folder = folder
        self.max_age = max_age

    def keep(self, data: bytes) -> str:
        """Store the file; returns the name under which it is found again."""
        name = secrets.token_hex(16)
        self._place().write(name, data)
        return name

    def read(self, name: str) -> bytes | None:
        """The file, which stays. None when it is gone."""
        return self._fresh(name, self._place().read)

    def claim(self, name: str) -> bytes | None:
        """Take the file out of store, once: a second click finds nothing. None when it is gone."""
        return self._fresh(name, self._place().take)

    def touch(self, name: str) -> None:
        """Begin the term of the file anew, if it is still there."""
        if _NAME.fullmatch(name):
            with suppress(FileNotFoundError):
                self._place().touch(name)

    def beside(self, name: str, suffix: str) -> Path:
        """Where this machine notes something about a file."""
        return self._folder() / f"{name}{suffix}"

    def names_beside(self, suffix: str) -> list[str]:
        """Of which files this machine has noted something so."""
        return [path.stem for path in self._folder().glob(f"*{suffix}")]

    def _folder(self):
        folder = Path(getattr(settings, self.setting), self.folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def sweep(self) -> int:
        """Delete what nobody came back for; returns how many files."""
        place = self._place()
        old = [name for name, age in place.ages() if age >= self.max_age]
        for name in old:
            place.delete(name)
        return len(old)

    def forget_others(self, names: Iterable[str]) -> None:
        """Delete all but these, of which somebody still knows."""
        place, known = self._place(), set(names)
        for name, _age in list(place.ages()):
            if _NAME.fullmatch(name) and name not in known:
                place.delete(name)

    def _fresh(self, name, read):
        if not _NAME.fullmatch(name):
            return None
        try:
            data, age = read(name)
        except FileNotFoundError:
            return None
        return None if age > self.max_age else data

    def _place(self) -> Place:
        return place_of(getattr(settings, self.setting), self.folder)
