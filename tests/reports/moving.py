"""What tests of a move ask of an archive, and an installation without a register."""

import json
from contextlib import contextmanager
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.storage import default_storage
from django.db import connection, models

from reports.moving.manifest import NAME, TABLES
from reports.moving.plan import all_models


def tables_of(path) -> dict[str, list[str]]:
    """By table its rows as text, the same for the same values: a database may order the keys of JSON."""
    with ZipFile(path) as archive:
        return {
            name: [json.dumps(json.loads(line), sort_keys=True) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
            if name.startswith(TABLES)
        }


def files_of(path) -> dict[str, str]:
    with ZipFile(path) as archive:
        return {
            name: sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
            if not name.startswith(TABLES) and name != NAME
        }


def manifest_of(path) -> dict:
    with ZipFile(path) as archive:
        return json.loads(archive.read(NAME))


def empty_installation() -> None:
    """As after the first start: no row and no key given, and no file."""
    with connection.cursor() as cursor:
        for model in all_models():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence")
    folder = default_storage.path("")
    for name in list(_names(default_storage, "")):
        default_storage.delete(name)
    assert not list(_names(default_storage, "")), folder


def _names(storage, folder):
    if not storage.exists(folder or "."):
        return
    folders, files = storage.listdir(folder)
    yield from (f"{folder}/{name}".lstrip("/") for name in files)
    for name in folders:
        yield from _names(storage, f"{folder}/{name}".lstrip("/"))


def stored_files() -> set[str]:
    return set(_names(default_storage, ""))


def row_counts() -> dict[str, int]:
    """Of the tables that hold anything."""
    counts = {model._meta.label: models.QuerySet(model).order_by().count() for model in all_models()}
    return {label: number for label, number in counts.items() if number}


@contextmanager
def rewritten(path, target):
    """Yields (members by name, manifest) of the archive; what is left of them is written to `target`."""
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != NAME}
        manifest = json.loads(archive.read(NAME))
    yield members, manifest
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr(NAME, json.dumps(manifest))


def said_of(content: bytes, rows=None) -> dict:
    return {"size": len(content), "sha256": sha256(content).hexdigest(), "rows": rows}
