"""Sign-ins: what begins with one, what ends it, and from where an account is known afterwards."""

import time
from importlib import import_module

import django_otp
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from organisations.models import AuthenticatorApp, KnownNetwork, SignIn, User
from organisations.models.sign_ins import IDLE, LONGEST_SESSION, SEEN_EVERY
from organisations.services import delays
from organisations.services.account_links import forget_links, note
from rss_registry.browsers import browser_in_words, network_in_words
from rss_registry.mails import address_of, later, send

_BACKEND = "django.contrib.auth.backends.ModelBackend"
# In the session: since when it goes on, and when it was seen last.
_BEGAN, _SEEN = "began", "seen"


def sign_in(request, user: User, response, app: AuthenticatorApp | None = None):
    """The answer with which the session of this account begins; `app` did the second step, if any."""
    network = delays.network_digest(request)
    is_known = (
        user.last_login is None
        or delays.known_device(request, user.pk)
        or KnownNetwork.objects.filter(user=user, digest=network).exists()
    )
    # Whoever was signed in here is not any more.
    signed_out(request)
    login(request, user, backend=_BACKEND)
    if app is not None:
        django_otp.login(request, app)
    KnownNetwork.objects.update_or_create(
        user=user, digest=network, defaults={"last_seen_at": timezone.now()}
    )
    if request.session.session_key is None:
        # Somebody else was signed in here: the session is empty, and has no key before it is saved.
        request.session.save()
    began, _is_new = SignIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "browser": browser_in_words(request),
            "network": network_in_words(request),
            "began_at": timezone.now(),
            "seen_at": timezone.now(),
        },
    )
    if not is_known and user.told_of_sign_ins and user.email:
        _tell(user, began)
    return delays.with_known_device(response, request, user)


def sign_in_again(request, app: AuthenticatorApp) -> None:
    """The session goes on, under a key of its own: what was known of it before knows no second step."""
    former_key = request.session.session_key
    request.session.cycle_key()
    SignIn.objects.filter(session_key=former_key).update(session_key=request.session.session_key)
    django_otp.login(request, app)


def clock() -> dict[str, int]:
    """What a session holds that begins now."""
    now = int(time.time())
    return {_BEGAN: now, _SEEN: now}


def stamp(sender, request, user, **kwargs) -> None:
    """Every session says since when it goes on, whatever way it began."""
    request.session.update(clock())


def follow_sign_ins() -> None:
    user_logged_in.connect(stamp, dispatch_uid="organisations.sign_ins")


def began_at(request) -> float:
    return request.session.get(_BEGAN, 0)


def end_if_over(request) -> None:
    """After an hour of rest, or twelve in all, nobody is signed in any more (docs/decisions/0059)."""
    if not request.user.is_authenticated:
        return
    now, began, seen = int(time.time()), request.session.get(_BEGAN, 0), request.session.get(_SEEN, 0)
    if now - began > LONGEST_SESSION.total_seconds() or now - seen > IDLE.total_seconds():
        signed_out(request)
        request.session.flush()
        request.user = AnonymousUser()
    elif now - seen > SEEN_EVERY.total_seconds():
        request.session[_SEEN] = now
        SignIn.objects.filter(session_key=request.session.session_key).update(seen_at=timezone.now())


def signed_out(request) -> None:
    SignIn.objects.filter(session_key=request.session.session_key).delete()


def sessions_of(user: User) -> list[SignIn]:
    return list(SignIn.objects.going_on().filter(user=user))


def end_session(sign_in: SignIn) -> None:
    _store()(sign_in.session_key).delete()
    sign_in.delete()


def end_sessions(user: User, *, but: str = "") -> int:
    """How many there were besides the one of this key."""
    ended = SignIn.objects.filter(user=user).exclude(session_key=but)
    for each in ended:
        end_session(each)
    return len(ended)


def password_changed(request, former_key: str) -> None:
    """By its holder, who stays signed in here alone: Django ends every session of the old password."""
    # The session goes on under a key of its own.
    SignIn.objects.filter(session_key=former_key).update(session_key=request.session.session_key)
    end_sessions(request.user, but=request.session.session_key)
    forget_links(request.user)
    note(request.user, by=request.user, told=_("Mot de passe changé"))


def _store():
    return import_module(settings.SESSION_ENGINE).SessionStore


def _tell(user, began):
    later(
        send,
        "new_sign_in",
        to=user.email,
        language=user.language,
        username=user.get_username(),
        when=timezone.localtime(began.began_at).strftime("%d/%m/%Y %H:%M"),
        browser=began.browser or "?",
        network=began.network or "?",
        address=address_of("admin:account", language=user.language),
    )
