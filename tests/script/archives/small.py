"""An installation with one table and a few files: enough for whatever does not ask the register itself."""

import sqlite3
from contextlib import closing

from script.archives.installation import Installation


def small_installation(root, *, titles=("Atelier",), files=(("photos/a.jpg", b"photo"),)) -> Installation:
    var = root / "var"
    var.mkdir(parents=True, exist_ok=True)
    path = var / "registry.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE event (title)")
        database.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app, name)")
        database.execute("INSERT INTO django_migrations (app, name) VALUES ('events', '0001_initial')")
        database.executemany("INSERT INTO event VALUES (?)", [(title,) for title in titles])
        database.commit()
    for name, content in files:
        write(var / "media" / name, content)
    return Installation(root, var, f"sqlite:///{path}")


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def titles_of(installation) -> list[str]:
    with closing(sqlite3.connect(installation.database.path)) as database:
        return [title for (title,) in database.execute("SELECT title FROM event ORDER BY rowid")]


def media_of(installation) -> dict[str, bytes]:
    media = installation.media
    return {str(path.relative_to(media)): path.read_bytes() for path in media.rglob("*") if path.is_file()}
