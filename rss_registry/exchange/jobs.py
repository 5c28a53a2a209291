"""Imports that take longer than one waits for: done by the worker, seen and stopped by whoever sent them.

How far an import is cannot stand in the database, where its one transaction is not over and, on SQLite, holds
the lock. So it stands in a file beside the one that was sent, and a lock says whether a process is at it
(docs/decisions/0053).
"""

import json
import logging
import os
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from enum import StrEnum
from time import monotonic
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import get_language, override
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from rss_registry.exchange import pending
from rss_registry.exchange.progress import Stopped, watched
from rss_registry.locks import locked

_LOG = logging.getLogger(__name__)
# A page looks every few seconds.
_SECONDS_BETWEEN_UPDATES = 0.5
# Between the moment a worker takes a task and the moment it holds the import.
_HANDOVER = timedelta(seconds=10)
# Somebody waits for it: before long documents.
_PRIORITY = 50


class ImportState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    # Another writer held the database, or its disk is full.
    BUSY = "busy"
    REFUSED = "refused"
    FAULT = "fault"
    # The worker died.
    LOST = "lost"


@dataclass
class ImportJob:
    """A preview or an import: of `file`, by the import named `kind` of the admin of `model`."""

    name: str
    user: int
    model: str
    kind: str
    file: str
    asked: dict[str, Any]
    # What the preview showed; None for a preview itself.
    expected: str | None = None
    language: str = "fr"
    asked_at: str = ""
    state: str = ImportState.WAITING
    done: int = 0
    of: int = 0
    outcome: dict[str, Any] = field(default_factory=dict)

    @property
    def is_active(self):
        return self.state in (ImportState.WAITING, ImportState.RUNNING)

    @property
    def is_stopping(self):
        return _stop_file(self.name).exists()


class AlreadyImporting(Exception):
    """The user has an import on its way: one at a time."""

    def __init__(self, job: ImportJob):
        self.job = job
        super().__init__(job.name)


def start(*, user, model: str, kind: str, data: bytes, asked: dict, expected: str | None = None) -> ImportJob:
    """Ask the worker for it. OSError where the disk is full."""
    with locked(pending.beside(f"user-{user.pk}", ".lock"), patience=5):
        if running := running_of(user):
            raise AlreadyImporting(running)
        file = pending.keep(data)
        job = ImportJob(file, user.pk, model, kind, file, asked, expected, get_language())
        job.asked_at = timezone.now().isoformat()
        _write(job)
    carry_out_import.enqueue(job.name)
    return job


def running_of(user) -> ImportJob | None:
    """What the user waits for."""
    for name in pending.names_beside(".json"):
        job = job_of(user, name)
        if job and job.is_active:
            return job
    return None


def job_of(user, name: str) -> ImportJob | None:
    """The import as it stands; None to anybody but the one who sent it."""
    job = _read(name)
    if job is None or job.user != user.pk:
        return None
    return _lost(job) if job.is_active and _is_abandoned(job) else job


def stop(job: ImportJob) -> None:
    """Between two lines, or at once where nobody is at it."""
    _stop_file(job.name).touch(mode=0o600)
    with locked(_lock_file(job.name)) as nobody_works:
        if nobody_works and (job := _read(job.name)) and job.is_active:
            pending.claim(job.file)
            _end(job, ImportState.STOPPED)


def forget(job: ImportJob) -> None:
    """What it came to was said."""
    for path in (_state_file(job.name), _stop_file(job.name), _lock_file(job.name)):
        path.unlink(missing_ok=True)


@task(priority=_PRIORITY)
def carry_out_import(name: str) -> None:
    """Safe to run twice: what is over, given up or in other hands is left alone."""
    with locked(_lock_file(name), patience=1) as is_ours:
        job = _read(name) if is_ours else None
        if job and job.state == ImportState.WAITING:
            job.state = ImportState.RUNNING
            _write(job)
            _carry_out(job)


def _carry_out(job):
    state, outcome = ImportState.FAULT, {}
    user = get_user_model()._default_manager.filter(pk=job.user, is_active=True).first()
    read = pending.read if job.expected is None else pending.claim
    try:
        with override(job.language), watched(_teller(job)):
            data = read(job.file)
            if user is None or data is None:
                state = ImportState.LOST
                return
            outcome = import_of(job).outcome(user, job.asked, data, job.expected)
            if outcome["goes_on"] and job.expected is not None:
                job.file = pending.keep(data)
            state = ImportState.DONE
    except Stopped:
        state = ImportState.STOPPED
    except ValidationError as error:
        state, outcome = ImportState.REFUSED, {"said": " ".join(error.messages)}
    except OperationalError:
        state = ImportState.BUSY
    except Exception as error:
        # Only its kind: the sentence of a database quotes the row.
        _LOG.error("import %s stopped by %s", job.name, type(error).__name__)
    finally:
        if not outcome.get("goes_on"):
            pending.claim(job.file)
        _end(job, state, outcome)


def import_of(job: ImportJob):
    """The import of the admin that the job names."""
    model_admin: Any = admin.site.get_model_admin(apps.get_model(job.model))
    return model_admin.file_imports[job.kind](model_admin)


def _teller(job):
    next_update = 0.0

    def tell(done, of):
        nonlocal next_update
        if _stop_file(job.name).exists():
            raise Stopped
        if monotonic() >= next_update or done == of:
            next_update = monotonic() + _SECONDS_BETWEEN_UPDATES
            job.done, job.of = done, of
            _write(job)

    return tell


def _is_abandoned(job):
    """Whether no process is at it, and no task will come to it."""
    with locked(_lock_file(job.name), shared=True) as nobody_works:
        if not nobody_works:
            return False
    if job.state == ImportState.RUNNING:
        return True
    long_ago = timezone.now() - _HANDOVER
    tasks = DBTaskResult.objects.filter(task_path=carry_out_import.module_path, args_kwargs__args=[job.name])
    coming = tasks.ready() | tasks.running().filter(started_at__gt=long_ago)
    return job.asked_at < long_ago.isoformat() and not coming.exists()


def _lost(job):
    """Written down under the lock, so that a worker that wakes up leaves it alone."""
    with locked(_lock_file(job.name)) as nobody_works:
        now = _read(job.name) or job
        if nobody_works and now.is_active:
            pending.claim(now.file)
            _end(now, ImportState.LOST)
    return now


def _end(job, state, outcome=None):
    job.state, job.outcome = state, outcome or {}
    _write(job)


def _write(job):
    """Whole or not at all."""
    partial = pending.beside(job.name, ".part")
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(job), file, cls=DjangoJSONEncoder)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(_state_file(job.name))


def _read(name):
    try:
        return ImportJob(**json.loads(_state_file(name).read_text()))
    except (FileNotFoundError, ValueError):
        return None


def _state_file(name):
    return pending.beside(name, ".json")


def _lock_file(name):
    return pending.beside(name, ".lock")


def _stop_file(name):
    return pending.beside(name, ".stop")
