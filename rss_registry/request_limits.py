"""How often one address may ask for what takes the register time to make, and how much is made at once
(docs/decisions/0013).

Counted where the answer is made, inside `public_page`: what is kept or unchanged costs nothing and is
never refused. Each process counts for itself, in its memory, or all machines together (CACHE_URL); after a
minute it is forgotten.
"""

from functools import wraps
from threading import BoundedSemaphore
from time import time

from django.conf import settings
from django.core.cache import cache

from rss_registry.client_address import client_network
from rss_registry.error_pages import document_busy, error_page

SEARCHES, FILES, REPORTS, CODES = "searches", "files", "reports", "codes"
_WINDOW_SECONDS = 60
# Longer, a reader rather comes back.
_MOST_PATIENT_SECONDS = 20


def limited(kind: str, *, when=None):
    """For a view: so many answers of one kind a minute for each address, then 429.

    `when(request)` says which requests count; all of them unless given.
    """

    def wrap(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if when is None or when(request):
                rest = _WINDOW_SECONDS - int(time()) % _WINDOW_SECONDS
                if _asked(kind, request) > settings.REQUESTS_PER_MINUTE[kind]:
                    return error_page(request, 429, retry_after=rest)
            return view(request, *args, **kwargs)

        return answer

    return wrap


def searches(request) -> bool:
    return bool(request.GET.get("q", "").strip())


def orders(request) -> bool:
    return request.method == "POST"


class ConcurrencyLimit:
    """For views that keep a thread for seconds: so many running, so many that wait; the next gets a 503.

    A process has a dozen threads (deploy/gunicorn.conf.py): ten long reports would leave none for pages.
    """

    def __init__(self, *, running: int, waiting: int):
        self._admitted = BoundedSemaphore(running + waiting)
        self._running = BoundedSemaphore(running)

    def __call__(self, view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if not self._admitted.acquire(blocking=False):
                return document_busy(request)
            try:
                if not self._running.acquire(timeout=_MOST_PATIENT_SECONDS):
                    return document_busy(request)
                try:
                    return view(request, *args, **kwargs)
                finally:
                    self._running.release()
            finally:
                self._admitted.release()

        return answer


# Apart from each other, so that the long ones hold up no short one, and the public nobody of the staff.
document_limit = ConcurrencyLimit(running=2, waiting=2)
merged_document_limit = ConcurrencyLimit(running=1, waiting=1)
staff_document_limit = ConcurrencyLimit(running=1, waiting=2)


def _asked(kind, request) -> int:
    """How many times in this minute, this one included."""
    key = f"asked-{kind}-{client_network(request)}-{int(time()) // _WINDOW_SECONDS}"
    cache.add(key, 0, _WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:
        # Dropped in between to make room for others.
        return 1
