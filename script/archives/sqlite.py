"""A register in a file."""

import gzip
import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from script.archives.archive import sync


class Sqlite:
    kind, member = "sqlite", "registry.sqlite3.gz"

    def __init__(self, path: Path):
        self.path = path

    def exists(self):
        return self.path.exists()

    def copy(self, target):
        plain = target.with_suffix("")
        # SQLite's own online backup: whoever writes goes on meanwhile.
        with closing(self._open("ro")) as source, closing(sqlite3.connect(plain)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            _sound(copy)
            counts, migrations = _counts(copy), _migrations(copy)
        with plain.open("rb") as source, gzip.open(target, "wb", compresslevel=1) as packed:
            shutil.copyfileobj(source, packed, 1 << 20)
        plain.unlink()
        return counts, migrations

    def room_beside(self, stamp):
        # On the same disk, so that one renaming exchanges them.
        return f"sqlite:///{quote(str(self._named(f'restored-{stamp}').absolute()))}"

    def load(self, copy):
        with gzip.open(copy) as packed, self.path.open("xb") as plain:
            shutil.copyfileobj(packed, plain, 1 << 20)
        with closing(self._open("rw")) as loaded:
            _sound(loaded)

    def counts(self):
        if not self.path.exists():
            return {}
        with closing(self._open("ro")) as database:
            return _counts(database)

    def users(self):
        """Other processes of this account, or all where root asks."""
        return sorted({_name_of(process) for process in _processes_with(self.path)})

    def give_way(self, new, stamp):
        new._without_log()
        if self.path.exists():
            self._without_log()
            aside = self._named(f"before-{stamp}")
            aside.unlink(missing_ok=True)
            os.link(self.path, aside)
        os.replace(new.path, self.path)
        for left in new._logs():
            left.unlink(missing_ok=True)
        sync(self.path.parent)

    def erase(self):
        for path in (self.path, *self._logs()):
            path.unlink(missing_ok=True)

    def kept_before(self):
        pattern = re.compile(rf"{re.escape(self.path.stem)}\.before-(.+){re.escape(self.path.suffix)}")
        found = ((path, pattern.fullmatch(path.name)) for path in self.path.parent.iterdir())
        return [(match[1], Sqlite(path)) for path, match in found if match]

    def _named(self, what):
        return self.path.with_name(f"{self.path.stem}.{what}{self.path.suffix}")

    def _open(self, mode):
        uri = f"{self.path.absolute().as_uri()}?mode={mode}"
        try:
            return sqlite3.connect(uri, uri=True, timeout=60)
        except sqlite3.OperationalError as error:
            raise FileNotFoundError(f"{self.path}: {error}") from error

    def _without_log(self):
        """All in one file, so that one renaming moves it whole."""
        with closing(self._open("rw")) as database:
            (mode,) = database.execute("PRAGMA journal_mode=DELETE").fetchone()
        if mode != "delete":
            raise BlockingIOError(f"{self.path}: {mode}")
        with self.path.open("rb") as file:
            os.fsync(file.fileno())

    def _logs(self):
        ends = ("-wal", "-shm", "-journal", "-turn")
        return [self.path.with_name(f"{self.path.name}{end}") for end in ends]


def _sound(database):
    (verdict,) = database.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise ValueError(f"PRAGMA integrity_check: {verdict}")


def _counts(database):
    # Indexes of words and their parts are made anew.
    tables = database.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    names = sorted(name for (name,) in tables)
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _migrations(database):
    rows = database.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id")
    return [name for (name,) in rows]


def _processes_with(path):
    if not path.exists():
        return
    wanted = path.stat()
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == str(os.getpid()):
            continue
        try:
            opened = [descriptor.stat() for descriptor in (process / "fd").iterdir()]
        except OSError:
            continue
        if any(os.path.samestat(wanted, found) for found in opened):
            yield process


def _name_of(process):
    try:
        words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        words = ""
    return f"{process.name} {words[:60].strip()}"
