"""One long document being made: its progress, its end, and every way in which it does not end well."""

import errno

import pytest
from django.db import OperationalError
from django.utils.translation import get_language

from reports import background
from reports.background import files, making
from reports.background.making import make
from reports.enums import Failure, JobState
from reports.models import DocumentJob
from reports.services.kinds import SubjectGone, Written
from rss_registry.pdf.errors import PdfTooHeavy

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return background.ask("test", language="fr", parameters={"year": 2024}, client="203.0.113.7")


def made(job):
    make(job.pk)
    job.refresh_from_db()
    return job


def test_a_document_is_made_once_and_its_file_kept_for_its_owner_alone(writer, job):
    made(job)
    assert (job.state, job.attempts, job.done_steps, job.all_steps) == (JobState.DONE, 1, 3, 3)
    with files.opened(job) as kept:
        assert kept.read() == b"%PDF essai"
    assert (files.root() / f"{job.token}.pdf").stat().st_mode & 0o777 == 0o600
    made(job)
    assert writer.made == 1


def test_who_asked_is_forgotten_once_it_is_made(writer, job):
    assert job.client and "203.0.113.7" not in job.client
    assert made(job).client == ""


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (PdfTooHeavy("too long"), Failure.TOO_LARGE),
        (MemoryError(), Failure.TOO_LARGE),
        (OSError(errno.ENOSPC, "No space left on device"), Failure.DISK_FULL),
        (SubjectGone(), Failure.WITHDRAWN),
        (ValueError("a fault"), Failure.FAULT),
    ],
)
def test_what_goes_wrong_is_told_by_its_cause_and_leaves_no_file(writer, job, error, failure):
    def fail(parameters, progress):
        raise error

    writer.write = fail
    made(job)
    assert (job.state, job.failure) == (JobState.FAILED, failure)
    assert not files.is_there(job)


def test_a_full_disk_is_found_before_the_work(writer, job, monkeypatch):
    monkeypatch.setattr(files, "LEAST_FREE_BYTES", 1 << 60)
    assert made(job).failure == Failure.DISK_FULL
    assert writer.made == 0


def test_a_disk_that_fills_up_while_writing_leaves_no_half_of_a_file(writer, job, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    assert made(job).failure == Failure.DISK_FULL
    assert {path.suffix for path in files.root().iterdir()} <= {".lock"}


def test_it_stops_at_the_next_event_once_it_is_given_up(writer, job):
    reached = []

    def write(parameters, progress):
        progress(1, 3)
        background.cancel(job)
        progress(3, 3)
        reached.append("the end")
        return Written("essai.pdf", b"%PDF", "")

    writer.write = write
    assert made(job).state == JobState.CANCELLED
    assert reached == []


def test_what_was_given_up_at_its_very_end_is_not_offered(writer, job):
    def write(parameters, progress):
        background.cancel(job)
        return Written("essai.pdf", b"%PDF", "")

    writer.write = write
    assert made(job).state == JobState.CANCELLED
    assert not files.is_there(job)


def test_what_was_given_up_before_its_turn_is_never_begun(writer, job):
    background.cancel(job)
    made(job)
    assert writer.made == 0


def test_a_worker_that_is_told_to_stop_leaves_it_to_the_next_without_counting_the_attempt(
    writer, job, monkeypatch
):
    monkeypatch.setattr(making, "must_stop", lambda: True)
    assert make(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)


def test_a_busy_database_loses_an_update_and_not_the_document(writer, job, monkeypatch):
    real = making._running
    answers = iter([OperationalError("database is locked")])

    def sometimes_locked(job):
        if error := next(answers, None):
            raise error
        return real(job)

    monkeypatch.setattr(making, "_running", sometimes_locked)
    assert made(job).state == JobState.DONE


def test_two_workers_do_not_make_the_same_document(writer, job):
    with files.held(job):
        assert make(job.pk) is False
    assert writer.made == 0


def test_a_job_that_was_forgotten_meanwhile_is_no_error(writer):
    assert make(4_000_000) is False


def test_it_is_made_in_its_own_language(writer, job):
    seen = []

    def write(parameters, progress):
        seen.append(get_language())
        return Written("essai.pdf", b"%PDF", "")

    writer.write = write
    DocumentJob.objects.filter(pk=job.pk).update(language="en")
    made(job)
    assert seen == ["en"]
