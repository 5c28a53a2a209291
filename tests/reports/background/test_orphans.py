"""What a dead worker leaves behind, and old files."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reports import background
from reports.background import files, orphans
from reports.background.making import make
from reports.background.orphans import delete_orphans
from reports.enums import Failure, JobState
from reports.models import DocumentJob

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(hours=1)


@pytest.fixture
def job(writer):
    return background.ask("test", language="fr", parameters={}, client="203.0.113.7")


def killed(job, attempts=1):
    """As a worker leaves it that was killed with -9 in the middle."""
    began = timezone.now() - LONG_AGO
    DBTaskResult.objects.update(status="RUNNING", started_at=began)
    DocumentJob.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, attempts=attempts, started_at=began, asked_at=began
    )


def after_cleaning(job):
    delete_orphans()
    job.refresh_from_db()
    return job


def waiting_tasks():
    return DBTaskResult.objects.filter(status="READY").count()


def test_a_document_whose_worker_is_dead_goes_back_to_the_queue_and_is_made(job):
    killed(job)
    assert after_cleaning(job).state == JobState.WAITING
    assert waiting_tasks() == 1
    assert not DBTaskResult.objects.filter(status="RUNNING").exists()
    make(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_one_that_kills_its_worker_twice_is_not_tried_again(job):
    killed(job, attempts=2)
    assert (after_cleaning(job).state, job.failure) == (JobState.FAILED, Failure.INTERRUPTED)
    assert waiting_tasks() == 0


def test_one_on_which_a_worker_is_at_work_is_left_alone(job):
    killed(job)
    with files.held(job):
        assert after_cleaning(job).state == JobState.RUNNING
    assert DBTaskResult.objects.get().status == "RUNNING"


def test_one_whose_task_was_lost_before_it_began_is_queued_again_once(job):
    killed(job)
    DocumentJob.objects.update(state=JobState.WAITING)
    delete_orphans()
    delete_orphans()
    assert waiting_tasks() == 1


def test_one_that_has_just_been_taken_is_not_taken_for_lost(job):
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())
    delete_orphans()
    assert waiting_tasks() == 0


def test_files_are_forgotten_after_a_week_with_their_jobs(job):
    make(job.pk)
    delete_orphans()
    assert files.is_there(job)
    DocumentJob.objects.update(finished_at=timezone.now() - orphans.KEPT_FOR - LONG_AGO)
    delete_orphans()
    assert not DocumentJob.objects.exists()
    assert [path.name for path in files.root().iterdir()] == []


def test_the_oldest_files_go_when_all_together_are_too_large(writer, monkeypatch):
    jobs = [
        background.ask("test", language="fr", parameters={"year": year}, client="203.0.113.7")
        for year in (1, 2)
    ]
    for each in jobs:
        make(each.pk)
    monkeypatch.setattr(orphans, "MOST_KEPT_BYTES", 15)
    delete_orphans()
    assert list(DocumentJob.objects.all()) == [jobs[1]]
    assert not files.is_there(jobs[0])


def test_what_belongs_to_no_job_is_deleted(writer):
    (files.root() / "stranger.pdf").write_bytes(b"%PDF")
    delete_orphans()
    assert not (files.root() / "stranger.pdf").exists()
