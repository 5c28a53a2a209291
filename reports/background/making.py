"""Making one long document, in a worker."""

import logging
from collections.abc import Callable
from errno import EDQUOT, ENOSPC
from time import monotonic

from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import override

from reports.background import files
from reports.background.reserved import version_for
from reports.documents.kinds import kind_named
from reports.enums import Failure, JobState
from reports.models import DocumentJob
from reports.services.kinds import SubjectGone
from rss_registry.data_version import one_version
from rss_registry.pdf.errors import PdfTooHeavy

_LOG = logging.getLogger(__name__)
# A page looks every few seconds; a row written more often would only wear the disk.
_SECONDS_BETWEEN_UPDATES = 1.0


class GivenUp(Exception):
    """Nobody wants the document any more."""


class Stopping(Exception):
    """The worker was told to stop: the document is for another one, or for later."""


def _never() -> bool:
    return False


# What says that this process is to stop; the worker's command sets it.
must_stop: Callable[[], bool] = _never


def stop_when(asked: Callable[[], bool]) -> None:
    global must_stop
    must_stop = asked


def make(job_id: int) -> bool:
    """Make the document, unless it is made or given up; says whether it must be asked for again."""
    job = DocumentJob.objects.filter(pk=job_id).first()
    if job is None:
        return False
    with files.held(job) as is_ours:
        if is_ours and _claimed(job):
            _make(job)
    job.refresh_from_db(fields=["state"])
    return is_ours and job.state == JobState.WAITING


def _claimed(job):
    """Whether it still waited; counted as an attempt before anything can go wrong."""
    job.refresh_from_db()
    waiting = DocumentJob.objects.filter(pk=job.pk, state=JobState.WAITING)
    changes = {"state": JobState.RUNNING, "attempts": job.attempts + 1, "started_at": timezone.now()}
    changes |= {"done_steps": 0, "all_steps": 0}
    return bool(waiting.update(**changes))


def _make(job):
    try:
        with one_version(), override(job.language):
            files.require_space()
            # Read before the data: the file is never older than what it claims to be made of.
            version = version_for(job)
            written = _written(job)
            files.write(job, written.content)
        _end(
            job,
            JobState.DONE,
            version=version,
            proof_code=written.code,
            filename=written.filename,
            size=len(written.content),
        )
    except GivenUp:
        files.remove(job)
    except Stopping:
        # It was not at fault: the attempt does not count.
        _running(job).update(state=JobState.WAITING, attempts=job.attempts)
    except SubjectGone:
        _end(job, JobState.FAILED, failure=Failure.WITHDRAWN)
    except (PdfTooHeavy, MemoryError):
        _end(job, JobState.FAILED, failure=Failure.TOO_LARGE)
    except Exception as error:
        full = isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT)
        _LOG.exception("Document %s could not be made", job)
        _end(job, JobState.FAILED, failure=Failure.DISK_FULL if full else Failure.FAULT)


def _written(job):
    kind = kind_named(job.kind)
    if not job.asked_by or not kind.reserved:
        return kind.write(job.parameters, _Progress(job))
    if not kind.reserved.may_have(job.asked_by, job.parameters):
        raise SubjectGone
    return kind.reserved.write(job.asked_by, job.parameters, _Progress(job))


def _running(job):
    """Its row, unless it was given up meanwhile."""
    return DocumentJob.objects.filter(pk=job.pk, state=JobState.RUNNING)


def _end(job, state, **changes):
    if not _running(job).update(state=state, client="", finished_at=timezone.now(), **changes):
        files.remove(job)


class _Progress:
    """Writes into the row how far the document is, and stops it when nobody waits for it any more."""

    def __init__(self, job):
        self._job = job
        self._next = 0.0

    def __call__(self, done: int, of: int) -> None:
        if must_stop():
            raise Stopping
        if monotonic() < self._next and done < of:
            return
        self._next = monotonic() + _SECONDS_BETWEEN_UPDATES
        try:
            is_wanted = _running(self._job).update(done_steps=min(done, of), all_steps=of)
        except OperationalError:
            # The database is busy: this update is lost, the document is not.
            return
        if not is_wanted:
            raise GivenUp
