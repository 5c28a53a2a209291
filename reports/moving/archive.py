"""An archive that somebody brings: looked through from end to end before anything of it is believed."""

import json
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _

from reports.moving.errors import CannotMove
from reports.moving.manifest import (
    FILES,
    FORMAT,
    KIND,
    NAME,
    TABLES,
    Manifest,
    applied_migrations,
    table_member,
)
from reports.moving.names import is_safe
from reports.moving.plan import columns_of, moved_models

_PIECE = 256 * 1024
_LONGEST_MANIFEST = 256 * 1024 * 1024
_LONGEST_LINE = 64 * 1024 * 1024
# Texts of a register shrink to a tenth; what shrinks a thousandfold is made to fill a disk.
_MOST_PACKED, _ALWAYS_ALLOWED = 300, 16 * 1024 * 1024
_FLAG_ENCRYPTED = 0x1
_DAMAGE = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError)


class Archive:
    """An opened archive whose members are all what its manifest says."""

    def __init__(self, zipped: ZipFile, manifest: Manifest):
        self._zipped = zipped
        self.manifest = manifest

    def lines(self, label: str) -> Iterator[bytes]:
        """Of one table, without the names of its columns."""
        with self._zipped.open(table_member(label)) as member:
            lines = _lines(member)
            next(lines)
            yield from lines

    @contextmanager
    def file(self, name: str):
        with self._zipped.open(FILES + name) as member:
            yield member


@contextmanager
def opened(path: Path, *, room: Path) -> Iterator[Archive]:
    """The archive once everything in it was checked; `room` is where its files are to go.

    Raises CannotMove for whatever is wrong with it.
    """
    try:
        zipped = ZipFile(path)
    except FileNotFoundError as problem:
        raise CannotMove(_("« %(path)s » n’existe pas.") % {"path": path}) from problem
    except OSError as problem:
        raise CannotMove(_("« %(path)s » ne peut pas être lu.") % {"path": path}) from problem
    except _DAMAGE as problem:
        raise _not_whole() from problem
    with zipped:
        try:
            manifest = _manifest(zipped)
            _check_members(zipped, manifest, room)
            _check_tables(manifest)
            for name, member in manifest.members.items():
                _check_content(zipped, name, member)
        except _DAMAGE as problem:
            raise _not_whole() from problem
        yield Archive(zipped, manifest)


def _not_whole():
    return CannotMove(_("Ce fichier est abîmé ou incomplet : copiez-le de nouveau, ou refaites l’export."))


def _foreign():
    return CannotMove(_("Ce fichier n’est pas un export de registre (export_register)."))


def _manifest(zipped):
    if NAME not in zipped.namelist():
        raise _foreign()
    if zipped.getinfo(NAME).file_size > _LONGEST_MANIFEST:
        raise _foreign()
    _check_packing(zipped.getinfo(NAME))
    try:
        said = json.loads(zipped.read(NAME))
    except (ValueError, RecursionError) as problem:
        raise _not_whole() from problem
    if not isinstance(said, dict) or said.get("kind") != KIND or not isinstance(said.get("format"), int):
        raise _foreign()
    if said["format"] > FORMAT:
        raise CannotMove(
            _(
                "Cet export est d’un format plus récent (%(theirs)d ; ce registre lit le %(ours)d) : "
                "mettez ce registre à jour."
            )
            % {"theirs": said["format"], "ours": FORMAT}
        )
    try:
        return Manifest.of_json(said)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise _foreign() from problem


def _check_members(zipped, manifest, room):
    """Each member is named once, leads nowhere else, and unpacks to what was said."""
    infos = [info for info in zipped.infolist() if info.filename != NAME]
    names = [info.filename for info in infos]
    for name in (*names, *manifest.members):
        if not (is_safe(name) and name.startswith((TABLES, FILES))):
            raise CannotMove(_("Nom de fichier refusé dans l’archive : %(name)r.") % {"name": name[:100]})
    if len(zipped.infolist()) != len(set(zipped.namelist())) or set(names) != set(manifest.members):
        raise _not_whole()
    for info in infos:
        if info.file_size != manifest.members[info.filename].size:
            raise _not_whole()
        _check_packing(info)
    free = shutil.disk_usage(_existing(room)).free
    if sum(info.file_size for info in infos) > free:
        raise CannotMove(_("Il n’y a pas assez de place sur le disque pour cet export."))


def _check_packing(info):
    if info.flag_bits & _FLAG_ENCRYPTED or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _foreign()
    if info.file_size > _ALWAYS_ALLOWED and info.file_size > _MOST_PACKED * max(info.compress_size, 1):
        raise CannotMove(_("Archive refusée : ce qu’elle contient gonfle démesurément en la dépliant."))


def _existing(folder):
    while not folder.exists():
        folder = folder.parent
    return folder


def _check_tables(manifest):
    """The archive was written by a register in the very state of this one."""
    ours, theirs = applied_migrations(), manifest.migrations
    if ours != theirs:
        known = {(app, name) for app, names in ours.items() for name in names}
        newer = [f"{app}.{name}" for app in theirs for name in theirs[app] if (app, name) not in known]
        if newer:
            raise CannotMove(
                _(
                    "Cet export vient d’une version plus récente (%(names)s) : "
                    "mettez ce registre à jour, puis importez."
                )
                % {"names": ", ".join(newer[:3])}
            )
        raise CannotMove(
            _(
                "Cet export vient d’une version plus ancienne : mettez d’abord à jour le registre d’origine, "
                "puis refaites l’export."
            )
        )
    moved = moved_models(with_lists=manifest.with_lists)
    if set(manifest.tables()) != {table_member(model._meta.label) for model in moved}:
        raise _foreign()


def _check_content(zipped, name, said):
    digest, size, number = sha256(), 0, 0
    with zipped.open(name) as member:
        pieces = _lines(member) if name.startswith(TABLES) else iter(lambda: member.read(_PIECE), b"")
        for piece in pieces:
            if not number and name.startswith(TABLES):
                _check_columns(name, piece)
            digest.update(piece)
            size, number = size + len(piece), number + 1
    if (size, digest.hexdigest()) != (said.size, said.sha256):
        raise _not_whole()
    if name.startswith(TABLES) and number - 1 != said.rows:
        raise _not_whole()


def _check_columns(name, line):
    model = next(model for model in moved_models(with_lists=True) if table_member(model._meta.label) == name)
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise _not_whole() from problem
    if said != [column.attname for column in columns_of(model)]:
        raise _foreign()


def _lines(member):
    while line := member.readline(_LONGEST_LINE):
        yield line
