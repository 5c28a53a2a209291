"""What a worker that died leaves behind, and files that nobody asks for any more."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reports.background import files
from reports.background.reserved import remove_old_files
from reports.background.tasks import make_document
from reports.enums import Failure, JobState
from reports.models import DocumentJob

# A document that takes its worker with it twice would do it a third time.
MOST_ATTEMPTS = 2
KEPT_FOR = timedelta(days=7)
MOST_KEPT_BYTES = 1024 * 1024 * 1024
# Between the moment a worker takes a task and the moment it holds the job.
_HANDOVER = timedelta(seconds=30)


def delete_orphans() -> None:
    """Everything that is out of order; safe at any time, in any number of processes."""
    for job in DocumentJob.objects.active():
        recover_job(job)
    _close_dead_tasks()
    remove_old_files()
    _forget_old_jobs()
    files.delete_unknown_files(set(DocumentJob.objects.values_list("token", flat=True)))


def recover_job(job: DocumentJob) -> None:
    """Give a job back to the queue whose worker is gone, or whose task is lost."""
    if job.state == JobState.RUNNING and not files.is_held(job):
        _give_back(job)
    elif job.state == JobState.WAITING and _is_forgotten(job):
        make_document.enqueue(job.pk)


def _give_back(job):
    with transaction.atomic():
        job = DocumentJob.objects.select_for_update().get(pk=job.pk)
        # It may have ended, or another worker have taken it, since it was read.
        if job.state != JobState.RUNNING or files.is_held(job):
            return
        if job.attempts < MOST_ATTEMPTS:
            job.state = JobState.WAITING
            make_document.enqueue(job.pk)
        else:
            job.state, job.failure = JobState.FAILED, Failure.INTERRUPTED
            job.client, job.finished_at = "", timezone.now()
        job.save()


def _is_forgotten(job):
    """No task will come to it: its worker died between taking the task and starting the job."""
    long_ago = timezone.now() - _HANDOVER
    tasks = DBTaskResult.objects.filter(task_path=make_document.module_path, args_kwargs__args=[job.pk])
    coming = tasks.ready() | tasks.running().filter(started_at__gt=long_ago)
    return job.asked_at < long_ago and not coming.exists()


def _close_dead_tasks():
    """Tasks that stand as running for ever; what their job came to stands in its own row."""
    running = set(DocumentJob.objects.filter(state=JobState.RUNNING).values_list("pk", flat=True))
    for task in DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - _HANDOVER):
        if not running.intersection(task.args_kwargs["args"]):
            # Not deleted: a worker that is still at it, for nothing, will write its end there.
            task.set_failed(RuntimeError("its worker is gone"))
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT_FOR).delete()


def _forget_old_jobs():
    ended = DocumentJob.objects.exclude(state__in=JobState.active())
    for job in ended.filter(finished_at__lt=timezone.now() - KEPT_FOR):
        _forget(job)
    kept = 0
    for job in ended.order_by("-finished_at"):
        kept += job.size
        if kept > MOST_KEPT_BYTES:
            _forget(job)


def _forget(job):
    files.remove(job)
    job.delete()
