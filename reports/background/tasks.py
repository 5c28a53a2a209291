"""What the queue calls."""

from django_tasks import task

from reports.background.making import make


@task()
def make_document(job_id: int) -> None:
    """Safe to run twice: what is made, given up or in other hands is left alone."""
    if make(job_id):
        make_document.enqueue(job_id)
