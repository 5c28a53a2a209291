"""Asking for a long document, and giving it up."""

import json
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from reports.background import files, reserved
from reports.background.tasks import make_document
from reports.enums import Failure, JobState
from reports.models import DocumentJob, DocumentProof
from reports.services.kinds import Parameters
from reports.services.withdrawals import protected_since
from rss_registry.public_pages import MAX_AGE_SECONDS

# One person waits for three documents at most, and the machine for twenty.
MOST_PER_CLIENT = 3
MOST_IN_QUEUE = 20
# Officers go on working: who has just waited for a minute may take what was made meanwhile. No longer than
# a page may be kept on the way: a funder or a photo may have been taken back (docs/decisions/0017).
GRACE = timedelta(seconds=MAX_AGE_SECONDS)


class TooManyDocuments(Exception):
    """The same client waits for as many documents as one may ask for."""


class QueueIsFull(Exception):
    """More documents are waited for than can be made in reasonable time."""


def ask(kind: str, *, language: str, parameters: Parameters, client: str, asked_by=None) -> DocumentJob:
    """The job that makes, or has made, this document. Asked twice, it is the same one."""
    key = _key(kind, language, parameters, asked_by)
    job = DocumentJob.objects.filter(key=key).first()
    if job and (job.is_active or is_offered(job)):
        return job
    with transaction.atomic():
        job, is_new = DocumentJob.objects.select_for_update().get_or_create(
            key=key,
            defaults={
                "kind": kind,
                "language": language,
                "parameters": dict(parameters),
                "asked_by": asked_by,
                "asked_at": timezone.now(),
                "state": JobState.CANCELLED,
            },
        )
        # Another request may have started it while this one waited for the row.
        if not (job.is_active or (not is_new and is_offered(job))):
            _start(job, _client_digest(client))
    return job


def renewed(job: DocumentJob, *, client: str) -> DocumentJob:
    """The same document again, after it failed, was given up or is out of date."""
    return ask(
        job.kind, language=job.language, parameters=job.parameters, client=client, asked_by=job.asked_by
    )


def may_cancel(job: DocumentJob, *, client: str) -> bool:
    """Whoever started it; others may wait for the same file, and nobody gives it up for them."""
    return job.is_active and (job.asked_by_id is not None or job.client == _client_digest(client))


def cancel(job: DocumentJob) -> None:
    """Give it up; whoever works on it stops at the next event."""
    with transaction.atomic():
        job = DocumentJob.objects.select_for_update().get(pk=job.pk)
        if job.is_active:
            job.state, job.client, job.finished_at = JobState.CANCELLED, "", timezone.now()
            job.save()


def is_offered(job: DocumentJob) -> bool:
    """Whether its file may be taken: nothing has changed, or it is fresh and tells nothing withdrawn."""
    if job.state != JobState.DONE or not files.is_there(job):
        return False
    if reserved.is_over(job):
        return False
    if job.version == reserved.version_for(job):
        return True
    # What is for one account tells more than a proof compares: it gets no grace.
    if job.asked_by_id or not job.proof_code or timezone.now() - job.finished_at > GRACE:
        return False
    proof = DocumentProof.objects.filter(code=job.proof_code).first()
    return proof is not None and not protected_since(proof.events)


def waiting_before(job: DocumentJob) -> int:
    return DocumentJob.objects.active().filter(asked_at__lt=job.asked_at).count()


def _start(job, client):
    active = DocumentJob.objects.active()
    if active.filter(client=client).count() >= MOST_PER_CLIENT:
        raise TooManyDocuments
    if active.count() >= MOST_IN_QUEUE:
        raise QueueIsFull
    files.remove(job)
    job.client, job.asked_at = client, timezone.now()
    job.state, job.failure = JobState.WAITING, Failure.NONE
    job.done_steps = job.all_steps = job.attempts = job.size = 0
    job.version = job.proof_code = job.filename = ""
    job.started_at = job.finished_at = None
    job.save()
    make_document.enqueue(job.pk)


def _key(kind, language, parameters, asked_by):
    stated = [kind, language, parameters, asked_by.pk if asked_by else None]
    return sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()


def _client_digest(address):
    """Who asks, for a day and without saying it: the address is not kept."""
    return salted_hmac("reports.client", f"{address} {timezone.localdate()}", algorithm="sha256").hexdigest()[
        :32
    ]
