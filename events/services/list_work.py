"""A list between its file and the register: the file, and what somebody has said of it so far.

It holds names and telephones, so it waits where no backup takes it (rss_registry/waiting_files.py),
for a week at most; the database knows only where.
"""

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.models import ListImport
from events.services.list_import import Imported
from events.services.same_people import forget_merges, sweep_merges
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


class Superseded(Exception):
    """A colleague has sent another file, imported this one or given it up since it was read."""


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


def open_work(event):
    """The file that waits for `event` and what is known of it; None and None where there is none any more."""
    waiting = event.list_imports.filter(finished_at=None).first()
    if waiting is None:
        return None, None
    work = read_work(waiting)
    if work is None:
        # Unless a colleague has kept something else in its place since the lines above.
        _unchanged(waiting).delete()
        return None, None
    return waiting, work


def open_import(event):
    """The file that waits for `event`; None when there is none, or its week is over."""
    return open_work(event)[0]


def read_work(waiting):
    """What is known of the list; None when it has been erased."""
    data = WAITING.read(waiting.work)
    return None if data is None else msgspec.json.decode(data, type=ListWork)


def keep_work(waiting, work):
    """Keep `work` in the place of what was known; Superseded where that is no longer what was read."""
    _put(waiting, work)


def give_up(waiting):
    """Forget the file, or what would take an import back."""
    waiting.delete()
    _forget([waiting.work])


def hold(waiting):
    """Within a transaction: nobody else imports or changes the file; Superseded if somebody has."""
    if _unchanged(waiting).select_for_update().first() is None or WAITING.read(waiting.work) is None:
        raise Superseded


def finish(waiting, *, imported):
    """Everybody of the file is in the list, or was left out on purpose: keep only what would take it back."""
    _put(waiting, imported, added=len(imported.added), finished_at=timezone.now())


def last_import(event):
    """The last import of `event` that can still be taken back; None when there is none."""
    done = event.list_imports.exclude(finished_at=None).first()
    return done if done is not None and WAITING.read(done.work) is not None else None


def what_it_did(done):
    """What `finish` kept; None when its time is over."""
    data = WAITING.read(done.work)
    return None if data is None else msgspec.json.decode(data, type=Imported)


def forget_imports(*, events):
    """Files that wait for these events, and what would take imports and merges back: all name people."""
    events = list(events)
    forget_merges(events=events)
    rows = ListImport.objects.filter(event__in=[event.pk for event in events])
    works = list(rows.values_list("work", flat=True))
    rows.delete()
    _forget(works)


def sweep_imports():
    """Delete what nobody came back for, and the rows of which nothing waits any more."""
    sweep_merges()
    WAITING.sweep()
    rows = ListImport.objects.values_list("pk", "work")
    ListImport.objects.filter(pk__in=[key for key, work in rows if WAITING.read(work) is None]).delete()


def _unchanged(waiting):
    return ListImport.objects.filter(pk=waiting.pk, work=waiting.work, finished_at=waiting.finished_at)


def _put(waiting, content, **columns):
    before, key = waiting.work, WAITING.keep(msgspec.json.encode(content))
    if not _unchanged(waiting).update(work=key, **columns):
        WAITING.claim(key)
        raise Superseded
    waiting.work = key
    for name, value in columns.items():
        setattr(waiting, name, value)
    _forget([before])


def _forget(works):
    """Once it is certain: what is taken back with its transaction must find its file again."""

    def forget():
        for work in works:
            WAITING.claim(work)

    transaction.on_commit(forget, robust=True)
