"""What every public page does with a request, whatever it shows.

It is read, never written to; it travels compressed; a reader who already has it is told so in a
few bytes, without making it; and it is made once per version of the data. Compression is here
rather than for the whole site: staff pages hold secrets beside what a request can choose (the
BREACH attack), and files are compressed already.
"""

import gzip
from collections.abc import Iterable
from functools import partial, wraps

import brotli
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from rss_registry.data_version import one_version, version_of

# A withdrawal is real after a minute, also for those who keep pages on the way.
MAX_AGE_SECONDS = 60
_KEPT_SECONDS = 24 * 60 * 60
_KEPT_HEADERS = ("Content-Type", "Content-Language", "Content-Encoding")
_PACK = {
    "br": lambda content: brotli.compress(content, quality=6),
    "gzip": lambda content: gzip.compress(content, compresslevel=6, mtime=0),
}


def public_page(view=None, *, reads: Iterable[str] | None = ()):
    """`reads`: the parameters that the view knows. With any other the page would be made anew for each value.

    So the marks that mails and networks add (« utm_source ») lead to the address without them. None: the view
    itself says what is wrong with an address.
    """
    if view is None:
        return partial(public_page, reads=reads)
    known = None if reads is None else frozenset(reads)

    @wraps(view)
    def answer(request, *args, **kwargs):
        if known is not None and not known.issuperset(request.GET):
            return _public(HttpResponseRedirect(_without_unknown(request, known)), "")
        with one_version():
            name = version_of(request.get_host(), request.get_full_path())
            etag = f'W/"{name}"'
            response = get_conditional_response(request, etag=etag)
            if response is None:
                response = _kept_or_made(request, name, lambda: view(request, *args, **kwargs))
            return _public(response, etag)

    return require_safe(answer)


def _without_unknown(request, known):
    query = request.GET.copy()
    for name in {*query} - known:
        del query[name]
    # Two slashes would lead to another site.
    path = f"/{request.path.lstrip('/')}"
    return f"{path}?{query.urlencode()}" if query else path


def _kept_or_made(request, name, make):
    encoding = _encoding(request)
    key = f"page-{encoding}-{name}"
    kept = cache.get(key)
    if kept is not None:
        content, headers = kept
        return HttpResponse(content, headers=headers)
    response = make()
    if hasattr(response, "render"):
        response.render()
    if encoding and not response.streaming:
        response.content = _PACK[encoding](response.content)
        response["Content-Encoding"] = encoding
    # While one writes templates, their change shows at once.
    if response.status_code == 200 and not response.streaming and not settings.DEBUG:
        headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
        cache.set(key, (response.content, headers), _KEPT_SECONDS)
    return response


def _public(response, etag):
    patch_vary_headers(response, ["Accept-Encoding"])
    if response.status_code in (200, 304):
        response["ETag"] = etag
        patch_cache_control(response, public=True, max_age=MAX_AGE_SECONDS)
    return response


def _encoding(request) -> str:
    """The best that the reader accepts, or nothing."""
    accepted = set()
    for entry in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _semicolon, quality = entry.partition(";")
        if quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            accepted.add(name.strip())
    return next((name for name in _PACK if name in accepted), "")
