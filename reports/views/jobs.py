"""Long documents: from the address that asks for one to its progress and its file."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from publication import guard
from reports import background
from reports.background import files
from reports.background.orphans import recover_job
from reports.background.reserved import may_have
from reports.documents.kinds import kind_named
from reports.enums import JobState
from reports.models import DocumentJob
from rss_registry.client_address import client_network
from rss_registry.locks import has_worker

# Seconds between two looks at the progress of a document.
LOOK_AGAIN = 3
_FULL_QUEUE_SECONDS = 300


class SeeOther(HttpResponseRedirect):
    """What was asked for is at another address, to be got there."""

    status_code = 303


def answer_in_background(request, kind: str, parameters, *, language=None, asked_by=None):
    """The file, when it is there and nothing has changed; otherwise the page that waits for it.

    A GET that starts work, and may: it is asked for once however often, changes nothing that anybody
    sees, and needs no cookie (docs/decisions/0017). A HEAD starts none.
    """
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    return _asked(
        request,
        lambda: background.ask(
            kind,
            language=language or get_language(),
            parameters=parameters,
            client=client_network(request),
            asked_by=asked_by,
        ),
    )


@csrf_exempt
@never_cache
def job_page(request, token):
    """How far the document is; a POST gives it up or asks for it again.

    Nobody's cookie stands behind that POST, only an address that cannot be guessed: there is no
    authority that another site could borrow, hence no token of ours and no cookie for one.
    """
    job = _job(request, token)
    if request.method == "POST":
        return _ordered(request, job)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if job.is_active:
        recover_job(job)
        job.refresh_from_db()
    response = render(request, "reports/job.html", _context(request, job))
    if job.is_active and "fixe" not in request.GET:
        response["Refresh"] = str(LOOK_AGAIN)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@never_cache
def job_file(request, token):
    """The file, as long as it is offered; afterwards its page says why it is no more."""
    job = _job(request, token)
    return _file(request, job) if background.is_offered(job) else SeeOther(_page_of(job))


def _job(request, token):
    """What was made for one account is nobody else's; the session is read for nothing but that."""
    job = get_object_or_404(DocumentJob, token=token)
    if job.asked_by_id:
        # From here on the answer is no public one.
        guard.leave()
        if not may_have(job, request.user):
            raise Http404
    return job


def _ordered(request, job):
    if request.POST.get("faire") == "annuler":
        if background.may_cancel(job, client=client_network(request)):
            background.cancel(job)
        return SeeOther(_page_of(job))
    return _asked(request, lambda: background.renewed(job, client=client_network(request)), wait=True)


def _asked(request, ask, *, wait=False):
    try:
        job = ask()
    except background.TooManyDocuments:
        return _not_now(request, status=429)
    except background.QueueIsFull:
        return _not_now(request, status=503)
    return _file(request, job) if background.is_offered(job) and not wait else SeeOther(_page_of(job))


def _not_now(request, *, status):
    response = render(request, "reports/too_many_documents.html", status=status)
    response["Retry-After"] = str(_FULL_QUEUE_SECONDS)
    return response


def _page_of(job):
    return reverse("reports:job", args=[job.token])


def _file(request, job):
    try:
        content = files.opened(job)
    except FileNotFoundError:
        # Asked for anew, or swept, since one looked.
        return SeeOther(_page_of(job))
    is_reserved = bool(job.asked_by_id)
    response = FileResponse(
        content, filename=job.filename, content_type="application/pdf", as_attachment=is_reserved
    )
    if is_reserved and request.method == "GET":
        # Taken once: what is open is sent to its end, and nothing stays on the disk.
        files.remove(job)
    # It may be out of date in a minute, and only we know.
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _context(request, job):
    kind = kind_named(job.kind)
    is_waiting = job.state == JobState.WAITING
    return {
        "job": job,
        "label": kind.label,
        "back": kind.reserved.page(job.parameters) if job.asked_by_id and kind.reserved else "",
        "is_offered": background.is_offered(job),
        "may_cancel": background.may_cancel(job, client=client_network(request)),
        "before": background.waiting_before(job) if is_waiting else 0,
        "has_worker": has_worker() if is_waiting else True,
        "file_url": reverse("reports:job_file", args=[job.token]),
        "stands_still": "fixe" in request.GET,
        "look_again": LOOK_AGAIN,
    }
