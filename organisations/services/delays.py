"""How long one waits after wrong passwords and codes (docs/decisions/0059).

Five in a row are free; then half a minute, doubled with each, a quarter of an hour at most. Counted

- of a browser that has signed in to this account before (a signed cookie): for itself;
- from a network from which this account has signed in before: for the pair of both;
- from anywhere else: for the account and for the network, each alone.

So whoever guesses waits, and nobody can make another wait who comes from where the account is known. Names
that nobody has are counted like others. An attempt is counted before the password is looked at, and taken
back when it was right: a hundred at the same moment are a hundred.
"""

import math
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from organisations.models import AttemptCounter, KnownNetwork, User
from organisations.models.sign_ins import QUIET
from rss_registry.client_address import client_network

FREE = 5
FIRST, LONGEST = timedelta(seconds=30), timedelta(minutes=15)
NETWORK = "network"
_DEVICE_DAYS = 180
_SALT = "organisations.delays"
# Not a sign of the words of browsers: begins that of one that a link has made known.
_BY_LINK = "~"
_PASSWORD, _CODE = "password", "code"


def delay_after(count: int) -> timedelta:
    """How long one waits after so many wrong words in a row."""
    if count < FREE:
        return timedelta()
    return min(FIRST * 2 ** min(count - FREE, 16), LONGEST)


def in_words(seconds: int) -> str:
    """« Réessayez dans 30 secondes. »"""
    if seconds <= 90:
        told = ngettext("Réessayez dans %(count)d seconde.", "Réessayez dans %(count)d secondes.", seconds)
        return told % {"count": seconds}
    minutes = math.ceil(seconds / 60)
    told = ngettext("Réessayez dans %(count)d minute.", "Réessayez dans %(count)d minutes.", minutes)
    return told % {"count": minutes}


def digest_of(*parts: object) -> str:
    return salted_hmac(_SALT, "\0".join(map(str, parts)), algorithm="sha256").hexdigest()


@transaction.atomic
def seconds_to_wait(counters: Iterable[str]) -> int:
    """0 where one may try: then this attempt is counted already, as a wrong one."""
    digests = sorted(set(counters))
    # Whoever waits adds no row.
    if wait := _longest_wait(AttemptCounter.objects.filter(digest__in=digests)):
        return wait
    for digest in digests:
        AttemptCounter.objects.get_or_create(digest=digest)
    rows = list(AttemptCounter.objects.select_for_update().filter(digest__in=digests).order_by("digest"))
    # Others tried meanwhile.
    if wait := _longest_wait(rows):
        return wait
    now = timezone.now()
    for row in rows:
        row.count = 1 if now - row.last_at > QUIET else row.count + 1
        row.last_at = now
        row.until = now + delay_after(row.count) if row.count >= FREE else None
        row.save()
    return 0


def _longest_wait(rows):
    now = timezone.now()
    waits = [(row.until - now).total_seconds() for row in rows if row.until and row.until > now]
    return math.ceil(max(waits, default=0))


@transaction.atomic
def take_back(counters: dict[str, str]) -> None:
    """The attempt was right. A network stays as it was before it: its holder may guess at others."""
    for kind, digest in counters.items():
        if kind != NETWORK:
            AttemptCounter.objects.filter(digest=digest).delete()
            continue
        for row in AttemptCounter.objects.select_for_update().filter(digest=digest):
            row.count, row.until = max(row.count - 1, 0), None
            row.save()


def sign_in_counters(request, username: str) -> dict[str, str]:
    """By kind: what a password for this name is counted against."""
    user = User.objects.filter(username=username).first()
    return _counters(request, _PASSWORD, user, username)


def code_counters(request, user: User) -> dict[str, str]:
    """The same for the code of the second step, of which nobody hears who does not know the password."""
    return _counters(request, _CODE, user, user.get_username())


def confirmation_counters(user: User) -> dict[str, str]:
    """For the password that a page asks once more of whoever is signed in."""
    return {"account": digest_of("confirmation", user.pk)}


def reset_counters(request) -> dict[str, str]:
    return {NETWORK: digest_of("reset", client_network(request))}


def new_address_counters(user: User) -> dict[str, str]:
    """How many links to new addresses one account has sent."""
    return {"account": digest_of("new-address", user.pk)}


def address_counters(email: str) -> dict[str, str]:
    """How many links one address is sent."""
    return {"address": digest_of("reset-address", email.strip().lower())}


def forget_attempts(user: User, *, of_codes: bool) -> None:
    """Nobody waits any more for this account: an administrator says so, or there is a new password.

    A new password frees no codes: whoever reads the mails of an account has as many as he likes.
    """
    words = (_PASSWORD, _CODE) if of_codes else (_PASSWORD,)
    digests = [digest_of(what, "account", user.get_username()) for what in words]
    known = KnownNetwork.objects.filter(user=user).values_list("digest", flat=True)
    pairs = [(what, network) for what in words for network in known]
    digests += [digest_of(what, "pair", user.pk, network) for what, network in pairs]
    AttemptCounter.objects.filter(digest__in=digests).delete()


def _counters(request, what, user, username):
    # The same questions for a name that nobody has: how long the answer takes tells nothing.
    account = user.pk if user else 0
    device, network = known_device(request, account), network_digest(request)
    if device and not (what == _CODE and _is_by_link(device)):
        return {"device": digest_of(what, "device", account, device)}
    if KnownNetwork.objects.filter(user_id=account, digest=network).exists():
        return {"pair": digest_of(what, "pair", account, network)}
    return {
        "account": digest_of(what, "account", username),
        NETWORK: digest_of(what, NETWORK, client_network(request)),
    }


def network_digest(request) -> str:
    return digest_of("known", client_network(request))


def known_device(request, account: int) -> str:
    """The word of this browser if it has signed in to the account of this key before, else nothing."""
    for known, device in _devices(request):
        if known == account:
            return device
    return ""


def with_known_device(response, request, user: User, *, by_link: bool = False):
    """The answer, by which the browser is known from now on; of several accounts on one machine too.

    `by_link`: nobody has signed in there yet, somebody has read a mail. To codes it is not known then: each
    link would bring more of them.
    """
    device = known_device(request, user.pk)
    if not device or (_is_by_link(device) and not by_link):
        device = f"{_BY_LINK if by_link else ''}{secrets.token_urlsafe(12)}"
    others = [pair for pair in _devices(request) if pair[0] != user.pk]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([*others[-4:], (user.pk, device)], salt=_SALT, compress=True),
        max_age=timedelta(days=_DEVICE_DAYS),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _is_by_link(device):
    return device.startswith(_BY_LINK)


def _devices(request):
    try:
        told = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
        return [tuple(pair) for pair in signing.loads(told, salt=_SALT, max_age=_DEVICE_DAYS * 86400)]
    except (signing.BadSignature, ValueError):
        return []
