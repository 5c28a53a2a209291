"""An archive into an empty installation: all of it or nothing."""

import os
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, models, transaction
from django.utils.translation import gettext as _

from reports.moving.archive import Archive, opened
from reports.moving.errors import CannotMove
from reports.moving.exporting import Tell
from reports.moving.manifest import Manifest
from reports.moving.plan import GIVEN_TO_NEW, HISTORY, LEFT_OUT, LISTS, all_models, moved_models
from reports.moving.rows import write_rows
from reports.moving.sequences import set_last_keys

_PIECE = 256 * 1024


def import_register(path: Path, *, tell: Tell = lambda line: None) -> Manifest:
    """Store the rows and files of the archive `path`; none is public before it is published again."""
    check_emptiness()
    with opened(path, room=Path(settings.MEDIA_ROOT)) as archive:
        tell(_("Archive vérifiée : %(number)d membres.") % {"number": len(archive.manifest.members)})
        with _files_of(archive, tell):
            try:
                with transaction.atomic():
                    # Somebody may have begun to work meanwhile.
                    check_emptiness()
                    _store(archive, tell)
            except DatabaseError as problem:
                raise CannotMove(
                    _("La base refuse une ligne de cet export ; rien n’a été importé : %(problem)s")
                    % {"problem": problem}
                ) from problem
        return archive.manifest


def check_emptiness() -> None:
    """Raises CannotMove where anybody has entered anything, or has an account."""
    found = [model._meta.label for model in all_models() if _must_be_empty(model) and _has_rows(model)]
    if found:
        raise CannotMove(
            _(
                "Ce registre n’est pas vide (%(tables)s) : l’import ne se fait que dans une installation "
                "neuve, avant le premier compte. Rien n’a été importé."
            )
            % {"tables": ", ".join(found[:5])}
        )


def _must_be_empty(model):
    label = model._meta.label
    if label in HISTORY or label in LISTS or label == "events.ListImport":
        return True
    return label not in GIVEN_TO_NEW and label not in LEFT_OUT


def _has_rows(model):
    return models.QuerySet(model).order_by().exists()


def _store(archive, tell):
    with connection.cursor() as cursor:
        for model in all_models():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    for model in moved_models(with_lists=archive.manifest.with_lists):
        label = model._meta.label
        tell(f"{label}: {write_rows(model, archive.lines(label))}")
    set_last_keys(moved_models(with_lists=True), archive.manifest.last_keys)
    # Here rather than at the commit, where nobody could say it in words.
    connection.check_constraints()


@contextmanager
def _files_of(archive: Archive, tell: Tell):
    """The files of the archive; those that were not there before go again where what follows fails."""
    written = []
    try:
        for name, member in archive.manifest.files().items():
            if _store_file(archive, name, member):
                written.append(name)
        # On the disk before the rows that name them.
        os.sync()
        tell(_("Fichiers : %(number)d") % {"number": len(archive.manifest.files())})
        yield
    except BaseException as problem:
        for name in written:
            default_storage.delete(name)
        if isinstance(problem, OSError):
            raise CannotMove(
                _("Un fichier ne peut pas être écrit ; rien n’a été importé : %(problem)s.")
                % {"problem": problem.strerror or problem}
            ) from problem
        raise


def _store_file(archive, name, member) -> bool:
    """Says whether it had to be written. What stands in its place belongs to no row of an empty register."""
    if default_storage.exists(name):
        with default_storage.open(name, "rb") as standing:
            if _digest(standing) == member.sha256:
                return False
        default_storage.delete(name)
    with archive.file(name) as content:
        stored = default_storage.save(name, File(content, name))
    if stored != name:
        default_storage.delete(stored)
        raise CannotMove(_("Le fichier %(name)s ne peut pas garder son nom.") % {"name": name})
    return True


def _digest(file):
    digest = sha256()
    for piece in iter(lambda: file.read(_PIECE), b""):
        digest.update(piece)
    return digest.hexdigest()
