"""Private files under names that are given to them: in a folder of this machine or, where several machines
share one (STORE_URL), in its private part. Both know the same few acts.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings


class Place(Protocol):
    def write(self, name: str, content: bytes) -> None:
        """Whole or not at all; in the place of a file of that name."""

    def open(self, name: str) -> BinaryIO:
        """Raises FileNotFoundError; what is open can be read to its end, whatever becomes of the file."""

    def read(self, name: str) -> tuple[bytes, float]:
        """The file and how many seconds old it is; raises FileNotFoundError."""

    def take(self, name: str) -> tuple[bytes, float]:
        """The same, once: whoever comes second gets FileNotFoundError."""

    def exists(self, name: str) -> bool: ...

    def touch(self, name: str) -> None:
        """Begin its age anew, if it is there."""

    def delete(self, name: str) -> None: ...

    def ages(self) -> Iterator[tuple[str, float]]:
        """The names of all files, each with its age in seconds."""


def place_of(root: Path | str, folder: str = "") -> Place:
    """The place of private files whose folder would be `root`/`folder` on a machine that is alone."""
    if "private" in settings.STORAGES:
        from rss_registry.shared.private_store import StorePlace

        return StorePlace("/".join(part for part in (Path(root).name, folder) if part))
    return FolderPlace(Path(root, folder))


class FolderPlace:
    def __init__(self, path: Path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path

    def write(self, name, content):
        partial = self.path / f"{name}.partial"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self.path / name)
        finally:
            # A full disk leaves no half of a file behind.
            partial.unlink(missing_ok=True)

    def open(self, name):
        return (self.path / name).open("rb")

    def read(self, name):
        path = self.path / name
        return path.read_bytes(), time.time() - path.stat().st_mtime

    def take(self, name):
        # Renaming is atomic between workers; a process killed after it leaves the file to who sweeps.
        taken = self.path / f"{name}.claimed"
        try:
            os.rename(self.path / name, taken)
            return taken.read_bytes(), time.time() - taken.stat().st_mtime
        finally:
            taken.unlink(missing_ok=True)

    def exists(self, name):
        return (self.path / name).exists()

    def touch(self, name):
        with suppress(FileNotFoundError):
            os.utime(self.path / name)

    def delete(self, name):
        (self.path / name).unlink(missing_ok=True)

    def ages(self):
        for path in self.path.iterdir():
            with suppress(FileNotFoundError):  # another worker sweeps too
                yield path.name, time.time() - path.stat().st_mtime
