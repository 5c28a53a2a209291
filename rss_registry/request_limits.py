"""How often one address may ask for what takes the register time to make (docs/decisions/0013).

Counted where the answer is made, inside `public_page`: what is kept or unchanged costs nothing and is
never refused. Each process counts for itself, in its memory, and forgets after a minute.
"""

from functools import wraps
from ipaddress import ip_address, ip_network
from time import time

from django.conf import settings
from django.core.cache import cache

from rss_registry.client_address import client_address
from rss_registry.error_pages import error_page

SEARCHES, FILES, CODES = "searches", "files", "codes"
_WINDOW_SECONDS = 60


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


def _asked(kind, request) -> int:
    """How many times in this minute, this one included."""
    key = f"asked-{kind}-{_network(client_address(request))}-{int(time()) // _WINDOW_SECONDS}"
    cache.add(key, 0, _WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:
        # Dropped in between to make room for others.
        return 1


def _network(address: str) -> str:
    """Whoever has one IPv6 address has 2⁶⁴ of them."""
    try:
        is_long = ip_address(address).version == 6
    except ValueError:
        return "unknown"
    return str(ip_network(f"{address}/64", strict=False)) if is_long else address
