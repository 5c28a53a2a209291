"""What was typed into a form of the admin, when the register cannot take it because of who sends it: the
session has ended, or another sign-in has made the page's proof of origin worthless (docs/decisions/0034).

The fields wait on the server, for the same account alone, until it signs in again; then the form comes
back as it was, and nothing is saved before the officer says so. Files and passwords are never kept.
"""

import json
import re
from contextlib import suppress
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core import signing
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from rss_registry.waiting_files import WaitingFiles

MAX_AGE = 2 * 60 * 60  # seconds
FORMS = WaitingFiles("HELD_ROOT", MAX_AGE, "forms")
# In the form: whose page it was. In the address to which one comes back: which fields wait.
ACCOUNT, HELD = "_account", "_held"
_SALT = "rss_registry.held_forms"
_LEFT_OUT = ("csrfmiddlewaretoken", ACCOUNT)
# The copy that the browser keeps of the form, by a name of its own (static/js/typed_copies.js).
COPY, SAVED_COOKIE, SIGNED_OUT_COOKIE = "_copy", "saved_form", "signed_out"
_COPY_NAME = re.compile(r"[0-9a-f]{20}")
# In the form of a new record: which of all that were opened it is (organisations/admin/sent_once.py).
ONCE = "_once"
_ONCE_KEY = re.compile(r"[\w-]{20,32}", re.ASCII)
_MOST_UNREAD = 8
_COOKIE_SECONDS = 7 * 24 * 60 * 60


def account_mark(user) -> str:
    """Says in a form whose page it was; nobody else can write it, so nobody else can fill the disk."""
    return signing.Signer(salt=_SALT).sign(str(user.pk))


def way_back(request) -> str:
    """Hold the fields of this POST; the address that brings them back, empty where nothing can be held."""
    try:
        account = signing.Signer(salt=_SALT).unsign(request.POST.get(ACCOUNT, ""))
    except signing.BadSignature:
        return ""
    fields = {
        name: values
        for name, values in request.POST.lists()
        if name not in _LEFT_OUT and "password" not in name
    }
    FORMS.sweep()
    try:
        key = FORMS.keep(json.dumps(fields).encode())
    except OSError:
        return ""
    token = signing.dumps([key, account, request.path, bool(request.FILES)], salt=_SALT)
    query = request.GET.copy()
    query[HELD] = token
    return f"{request.path}?{query.urlencode()}"


def to_login(address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('admin:login')}?{urlencode({REDIRECT_FIELD_NAME: address})}")


def held_by_address(address: str) -> dict | None:
    """What the login page may say of the fields that wait behind `address`; None when none do."""
    fields = QueryDict(address.partition("?")[2])
    try:
        _key, _account, _path, with_files = signing.loads(fields.get(HELD, ""), salt=_SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    return {"with_files": with_files}


def fields_for(request) -> QueryDict | None:
    """The fields that wait for this request: of the same form and the same account."""
    if request.method != "GET" or HELD not in request.GET:
        return None
    try:
        key, account, path, _files = signing.loads(request.GET[HELD], salt=_SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    if account != str(request.user.pk) or path != request.path:
        return None
    content = FORMS.read(key)
    if content is None:
        return None
    fields = QueryDict(mutable=True)
    for name, values in json.loads(content).items():
        fields.setlist(name, values)
    return fields


def once_key(request) -> str:
    """The key that the form of a new record brings back; empty where it has none."""
    key = request.POST.get(ONCE, "")
    return key if _ONCE_KEY.fullmatch(key) else ""


def is_given_back(request) -> bool:
    """Whether the fields of this request come from the store: shown, never saved."""
    return getattr(request, "is_given_back", False)


def gives_back(view):
    """For a page with a form: shows what was typed before the session ended as if it had just been sent.

    `view` saves nothing when `is_given_back(request)`.
    """

    @wraps(view)
    def answer(self, request, *args, **kwargs):
        fields = fields_for(request)
        if fields is not None:
            request.POST, request.method, request.is_given_back = fields, "POST", True
            messages.info(
                request,
                _("Voici ce que vous aviez tapé. Rien n’en est encore enregistré : relisez et enregistrez."),
            )
        elif request.method == "GET" and HELD in request.GET:
            messages.warning(
                request,
                _(
                    "Ce qui avait été tapé n’est plus gardé ici, ou l’a été par un autre compte. "
                    "Une copie se trouve peut-être encore sur l’appareil où la saisie a été faite."
                ),
            )
        return view(self, request, *args, **kwargs)

    return answer


def mark_saved(request) -> None:
    """Say that the form of this request is stored: no copy of it is of use any more."""
    request.is_form_saved = True


def with_receipt(request, response):
    """The answer, and with it the word by which the browser forgets its copy of a form that is stored.

    The server says so, not the script: it alone knows, and a page that never arrives says nothing.
    """
    copy = request.POST.get(COPY, "")
    if getattr(request, "is_form_saved", False):
        _forget_held(request.GET.get(HELD, ""))
        if _COPY_NAME.fullmatch(copy):
            unread = [name for name in request.COOKIES.get(SAVED_COOKIE, "").split(".") if name]
            _tell(response, SAVED_COOKIE, ".".join([*unread, copy][-_MOST_UNREAD:]))
    return response


def with_sign_out(response, account):
    """The answer to a sign-out: the browser forgets every copy of this account."""
    _tell(response, SIGNED_OUT_COOKIE, str(account))
    return response


def _tell(response, cookie, word):
    response.set_cookie(
        cookie, word, max_age=_COOKIE_SECONDS, secure=settings.SESSION_COOKIE_SECURE, samesite="Strict"
    )


def _forget_held(token):
    with suppress(signing.BadSignature):
        FORMS.claim(signing.loads(token, salt=_SALT)[0])


def unverified(request, reason=""):
    """The answer to a form whose proof of origin (CSRF) is no longer good: filled in, for its account."""
    address = way_back(request) if request.method == "POST" else ""
    if not address:
        return csrf_failure(request, reason)
    if request.user.is_authenticated:
        return HttpResponseRedirect(address)
    return to_login(address)
