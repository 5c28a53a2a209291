"""The database of a register: copied while it is in use, filled anew beside the old one, exchanged."""

from pathlib import Path
from typing import Protocol


class Database(Protocol):
    """What both databases can do. Counts are rows by table."""

    kind: str
    member: str

    def exists(self) -> bool:
        """Whether this place is there."""

    def copy(self, target: Path) -> tuple[dict[str, int], list[str]]:
        """Write a consistent copy; its counts and its migrations."""

    def room_beside(self, stamp: str) -> str:
        """The address of a new, empty place for this database."""

    def load(self, copy: Path) -> None:
        """Fill this new place from a copy."""

    def counts(self) -> dict[str, int]:
        """The rows of each table."""

    def users(self) -> list[str]:
        """Who has it open, in words; it can be exchanged when there is nobody."""

    def give_way(self, new: "Database", stamp: str) -> None:
        """Put `new` in the place of this one, which is kept. In one step: it is either."""

    def erase(self) -> None:
        """Remove this place with all that it holds."""

    def kept_before(self) -> list[tuple[str, "Database"]]:
        """The databases that gave way, each with its stamp."""


def database_of(config: dict, root: Path) -> Database:
    """The database of a parsed `DATABASE_URL`."""
    if config["ENGINE"].endswith("sqlite3"):
        from script.archives.sqlite import Sqlite

        return Sqlite(root / config["NAME"])
    from script.archives.postgresql import Postgresql

    return Postgresql.of(config)
