"""Files for one account: private to it, and kept for as short a time as can be (docs/decisions/0017)."""

from datetime import timedelta

from django.utils import timezone

from reports.background import files
from reports.documents.kinds import kind_named
from reports.enums import JobState
from reports.models import DocumentJob
from rss_registry.data_version import version_of

KEPT_FOR = timedelta(hours=1)


def version_for(job: DocumentJob) -> str:
    """What the file is made of: the public data, and what its account alone knows of them."""
    reserved = kind_named(job.kind).reserved
    if not job.asked_by_id or not reserved:
        return version_of("document")
    return version_of("document", reserved.state(job.asked_by, job.parameters))


def may_have(job: DocumentJob, user) -> bool:
    """Whoever asked for it, as long as he may: rights are looked at each time."""
    if not job.asked_by_id:
        return True
    reserved = kind_named(job.kind).reserved
    return job.asked_by_id == user.pk and (not reserved or reserved.may_have(user, job.parameters))


def is_over(job: DocumentJob) -> bool:
    return bool(job.asked_by_id and job.finished_at and timezone.now() - job.finished_at > KEPT_FOR)


def remove_old_files() -> None:
    """Those that nobody came for; their rows stay, and say so."""
    ended = DocumentJob.objects.filter(asked_by__isnull=False).exclude(state__in=JobState.active())
    for job in ended.filter(finished_at__lt=timezone.now() - KEPT_FOR):
        files.remove(job)
