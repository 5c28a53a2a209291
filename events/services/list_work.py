"""A list between its file and the register: the file, and what somebody has said of it so far.

It holds names and telephones, so it waits where no backup takes it (rss_registry/waiting_files.py),
for a week at most; the database knows only where.
"""

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.models import ListImport
from events.services.list_import import Imported
from rss_registry.waiting_files import WaitingFiles

MAX_AGE = 7 * 24 * 60 * 60  # seconds
WAITING = WaitingFiles("HELD_ROOT", MAX_AGE, "lists")


class ListWork(msgspec.Struct):
    """The file, and the answers to what the pages ask.

    Sheets are named by their position in the file, columns by theirs in the sheet, lines by
    « sheet-line ». `uses` are values of `Use`, with the half-day after a colon where it is a presence.
    """

    file: bytes
    name: str
    sheets: list[int] = []
    header_lines: dict[int, int] = {}
    uses: dict[int, dict[int, str]] = {}
    typed: dict[str, dict[str, str]] = {}
    answers: dict[str, str] = {}


def begin(*, event, work, by):
    """Keep the file for `event`; IntegrityError where one already waits for it."""
    WAITING.sweep()
    key = WAITING.keep(msgspec.json.encode(work))
    try:
        with transaction.atomic():
            return ListImport.objects.create(event=event, work=key, created_by=by)
    except IntegrityError:
        WAITING.claim(key)
        raise


def open_import(event):
    """The file that waits for `event`; None when there is none, or its week is over."""
    waiting = event.list_imports.filter(finished_at=None).first()
    if waiting is not None and WAITING.read(waiting.work) is None:
        waiting.delete()
        return None
    return waiting


def read_work(waiting):
    """What is known of the list; None when it has been erased."""
    data = WAITING.read(waiting.work)
    return None if data is None else msgspec.json.decode(data, type=ListWork)


def keep_work(waiting, work):
    """Keep `work` in the place of what was known."""
    before, waiting.work = waiting.work, WAITING.keep(msgspec.json.encode(work))
    waiting.save(update_fields=["work"])
    WAITING.claim(before)


def give_up(waiting):
    """Forget the file; nothing of it was imported."""
    WAITING.claim(waiting.work)
    waiting.delete()


def finish(waiting, *, imported):
    """Everybody of the file is in the list, or was left out on purpose: keep only what would take it back."""
    WAITING.claim(waiting.work)
    waiting.work = WAITING.keep(msgspec.json.encode(imported))
    waiting.added, waiting.finished_at = len(imported.added), timezone.now()
    waiting.save(update_fields=["work", "added", "finished_at"])


def last_import(event):
    """The last import of `event` that can still be taken back; None when there is none."""
    done = event.list_imports.exclude(finished_at=None).first()
    return done if done is not None and WAITING.read(done.work) is not None else None


def what_it_did(done):
    """What `finish` kept; None when its time is over."""
    data = WAITING.read(done.work)
    return None if data is None else msgspec.json.decode(data, type=Imported)
