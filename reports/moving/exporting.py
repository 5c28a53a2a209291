"""The whole register into one ZIP file, row by row and file by file: many take no more memory than few."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.moving.errors import CannotMove
from reports.moving.files import named_files
from reports.moving.manifest import FILES, NAME, Manifest, Member, applied_migrations, table_member
from reports.moving.names import is_safe
from reports.moving.plan import moved_models, reasons_left_out
from reports.moving.rows import lines_of
from reports.moving.sequences import last_keys

_PIECE = 256 * 1024
Tell = Callable[[str], object]


def export_register(path: Path, *, with_lists: bool = False, tell: Tell = lambda line: None) -> Manifest:
    """Write the archive `path`: it has its name when it is complete and on the disk."""
    if path.exists():
        raise CannotMove(_("« %(path)s » existe déjà : donnez un autre nom.") % {"path": path})
    aside = path.with_name(f"{path.name}.part")
    aside.unlink(missing_ok=True)
    try:
        # Nobody else may read what is private of the register.
        with os.fdopen(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as target:
            with ZipFile(target, "w") as archive, one_state_of_the_register():
                manifest = _write(archive, with_lists, tell)
            target.flush()
            os.fsync(target.fileno())
        aside.rename(path)
        _sync_folder(path.parent)
    except OSError as problem:
        raise CannotMove(
            _("L’export ne peut pas être écrit : %(problem)s.") % {"problem": problem.strerror or problem}
        ) from problem
    finally:
        aside.unlink(missing_ok=True)
    return manifest


@contextmanager
def one_state_of_the_register() -> Iterator[None]:
    """All that is read within stands as of one moment, and nobody waits for it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Django's own transactions take the lock of writers at their beginning.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _write(archive, with_lists, tell):
    manifest = Manifest(
        written_at=timezone.now().isoformat(),
        with_lists=with_lists,
        migrations=applied_migrations(),
        last_keys=last_keys(moved_models(with_lists=True)),
        left_out=reasons_left_out(with_lists=with_lists),
        database=connection.vendor,
    )
    for model in moved_models(with_lists=with_lists):
        name = table_member(model._meta.label)
        member = _add(archive, name, lines_of(model, with_lists=with_lists), counts=True)
        manifest.members[name] = member
        tell(f"{model._meta.label}: {member.rows}")
    for name in named_files(with_lists=with_lists):
        if (content := _opened(name)) is None:
            manifest.missing_files.append(name)
            continue
        with content:
            pieces = iter(lambda: content.read(_PIECE), b"")  # noqa: B023
            manifest.members[FILES + name] = _add(archive, FILES + name, pieces)
    tell(_("Fichiers : %(number)d") % {"number": len(manifest.files())})
    _add(archive, NAME, [json.dumps(manifest.as_json(), ensure_ascii=False, indent=1).encode()])
    return manifest


def _opened(name):
    """The file of that name; None where it is not there, as that of a former version of a row may be."""
    if not is_safe(name):
        return None
    try:
        return default_storage.open(name, "rb")
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation):
        return None


def _add(archive, name, pieces, *, counts=False) -> Member:
    info = ZipInfo(name, timezone.localtime().timetuple()[:6])
    # Photos and documents are compressed already.
    info.compress_type = ZIP_STORED if name.startswith(FILES) else ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    digest, size, number = sha256(), 0, 0
    with archive.open(info, "w", force_zip64=True) as target:
        for piece in pieces:
            target.write(piece)
            digest.update(piece)
            size, number = size + len(piece), number + 1
    # The first line names the columns.
    return Member(size, digest.hexdigest(), number - 1 if counts else None)


def _sync_folder(folder):
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
