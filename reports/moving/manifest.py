"""What an archive says of itself: its format, the program that wrote it, each member with its digest."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from reports.moving.plan import APPS

KIND = "rss-registry"
FORMAT = 1
NAME = "manifest.json"
TABLES, FILES = "tables/", "files/"
# Those whose tables go along: the archive fits the very same state of them.
_MIGRATED = (*APPS, "auth", "admin", "contenttypes")


@dataclass(frozen=True)
class Member:
    size: int
    sha256: str
    rows: int | None = None


@dataclass
class Manifest:
    written_at: str
    with_lists: bool
    migrations: Mapping[str, list[str]]
    members: dict[str, Member] = field(default_factory=dict)
    last_keys: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    missing_files: list[str] = field(default_factory=list)
    database: str = ""
    kind: str = KIND
    format: int = FORMAT

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def of_json(cls, said: dict) -> "Manifest":
        """Raises TypeError, ValueError or AttributeError where it is none."""
        members = {name: Member(**member) for name, member in said.pop("members").items()}
        found = cls(members=members, **said)
        if not (isinstance(found.with_lists, bool) and all(map(_is_sound, members.values()))):
            raise ValueError("no manifest")
        if not all(isinstance(last, int) for last in found.last_keys.values()):
            raise ValueError("no manifest")
        return found

    def tables(self) -> dict[str, Member]:
        return {name: member for name, member in self.members.items() if name.startswith(TABLES)}

    def files(self) -> dict[str, Member]:
        """By the name of the file, as rows say it."""
        return {
            name.removeprefix(FILES): member
            for name, member in self.members.items()
            if name.startswith(FILES)
        }


def _is_sound(member):
    return (
        isinstance(member.size, int)
        and member.size >= 0
        and isinstance(member.sha256, str)
        and (member.rows is None or isinstance(member.rows, int))
    )


def applied_migrations() -> dict[str, list[str]]:
    """By app, all that were applied to this database."""
    found = {app: [] for app in _MIGRATED}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        if app in found:
            found[app].append(name)
    return found


def table_member(label: str) -> str:
    return f"{TABLES}{label}.jsonl"
