"""What a visitor reads when the register cannot answer: pages in both languages that need no database.

Django itself answers 400, 403 and 404 with the templates of that name (docs/decisions/0013).
"""

import secrets
import sys
from errno import EDQUOT, ENOSPC

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import get_template

from rss_registry.pdf.errors import PdfBusy, PdfTooHeavy
from rss_registry.shared.away import StoreAway
from rss_registry.shared.notes import is_in_maintenance

# A locked database is free again within seconds, one that is restarted within a minute.
DATABASE_RETRY_SECONDS = 30
MAINTENANCE_RETRY_SECONDS = 300
DOCUMENT_RETRY_SECONDS = 60


def error_page(request, status: int, *, template: str = "", retry_after: int | None = None) -> HttpResponse:
    """The page of an error, in the language of the address first; no context processor is asked."""
    page = get_template(template or f"{status}.html").render({"request": request})
    response = HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def document_busy(request) -> HttpResponse:
    return error_page(request, 503, template="document_busy.html", retry_after=DOCUMENT_RETRY_SECONDS)


def server_error(request) -> HttpResponse:
    """The handler of whatever nobody caught: 503 when the database is away or locked, otherwise 500.

    So is a disk that is full. A document that hit a limit is 503 too, with what to do instead.
    """
    error = sys.exc_info()[1]
    _take_back_messages(request)
    if isinstance(error, (OperationalError, InterfaceError)):
        return error_page(request, 503, retry_after=DATABASE_RETRY_SECONDS)
    if isinstance(error, PdfBusy):
        return document_busy(request)
    if isinstance(error, PdfTooHeavy):
        return error_page(request, 503, template="document_limit.html")
    if isinstance(error, StoreAway):
        return error_page(request, 503, retry_after=DATABASE_RETRY_SECONDS)
    if isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT):
        return error_page(request, 503, retry_after=MAINTENANCE_RETRY_SECONDS)
    return error_page(request, 500)


def _take_back_messages(request):
    """The admin says « ajouté avec succès » before the commit: when that fails, no page may say so later."""
    # Without its storage, the middleware keeps what waited before this request, and nothing of it.
    request.__dict__.pop("_messages", None)


# Without letters and digits that one mistakes for each other on the telephone.
_SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ"


class RequestNumber:
    """Gives each request a number, by which its page, its log lines and its mail belong together."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        drawn = "".join(secrets.choice(_SIGNS) for _sign in range(8))
        request.number = f"{drawn[:4]}-{drawn[4:]}"
        return self.get_response(request)


class MaintenanceMiddleware:
    """Answers 503 as long as the file of `MAINTENANCE_FILE` is there, or another machine says so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_in_maintenance():
            return error_page(request, 503, retry_after=MAINTENANCE_RETRY_SECONDS)
        return self.get_response(request)
