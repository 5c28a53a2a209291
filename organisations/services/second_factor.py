"""The second step of a sign-in: begun, confirmed, asked, taken away."""

import os
import secrets
from base64 import b32encode
from urllib.parse import quote, urlencode

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop as _

from organisations.models import AuthenticatorApp, RecoveryCode, User
from organisations.models.second_factors import BEGUN_FOR, DIGITS, STEP_SECONDS
from organisations.services.account_links import note
from rss_registry.mails import address_of, later, send
from rss_registry.sealing import UnsealError, seal, secret_keys

ISSUER = "Registre RSS"
CODES, CODE_SIGNS = 10, 10
# Without what one mistakes for each other on paper.
_SIGNS = "23456789abcdefghjkmnpqrstvwxyz"
_SECRET_BYTES = 20


def begin(user: User, key: int | None = None) -> AuthenticatorApp:
    """The application that is being set up: the one of this key while it may be, else a new one."""
    app = AuthenticatorApp.objects.filter(user=user, confirmed=False, pk=key).first()
    if app and app.made_at > timezone.now() - BEGUN_FOR and _opens(app):
        # Of the request itself: what is confirmed is to be seen there.
        app.user = user
        return app
    with transaction.atomic():
        # Two at the same moment: one after the other.
        User.objects.select_for_update().get(pk=user.pk)
        AuthenticatorApp.objects.filter(user=user, confirmed=False).delete()
        sealed = seal(os.urandom(_SECRET_BYTES), of=f"authenticator:{user.pk}")
        return AuthenticatorApp.objects.create(user=user, name=ISSUER, confirmed=False, sealed_secret=sealed)


def key_in_words(app: AuthenticatorApp) -> str:
    """The secret as one types it where no camera is at hand."""
    letters = b32encode(app.secret).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def setup_address(app: AuthenticatorApp) -> str:
    """What the QR code says to the application."""
    label = quote(f"{ISSUER}:{app.user.get_username()}")
    query = {
        "secret": b32encode(app.secret).decode(),
        "issuer": ISSUER,
        "algorithm": "SHA1",
        "digits": DIGITS,
        "period": STEP_SECONDS,
    }
    return f"otpauth://totp/{label}?{urlencode(query, quote_via=quote)}"


@transaction.atomic
def confirm(*, begun: AuthenticatorApp, code: str) -> tuple[AuthenticatorApp, list[str]] | None:
    """After a first code: the application, in the place of the one before, and the codes on paper, once."""
    app = AuthenticatorApp.objects.select_for_update().filter(pk=begun.pk, confirmed=False).first()
    if app is None or not app.verify_token(code):
        return None
    user = begun.user
    AuthenticatorApp.objects.filter(user=user, confirmed=True).delete()
    app.confirmed = True
    app.save(update_fields=["confirmed"])
    user.second_factor_since = timezone.now()
    user.save(update_fields=["second_factor_since"])
    _told(user, by=user, told=_("Second facteur mis en place"))
    return app, _new_codes(user)


@transaction.atomic
def renew_codes(user: User) -> list[str]:
    """New codes on paper; those before open nothing any more."""
    note(user, by=user, told=_("Codes de secours renouvelés"))
    return _new_codes(user)


def codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user).count()


@transaction.atomic
def verify(*, user: User, code: str) -> AuthenticatorApp | None:
    """The application of the account, if the code is one of now, or one on paper that was not used."""
    app = AuthenticatorApp.objects.select_for_update().filter(user=user, confirmed=True).first()
    if app is None:
        return None
    typed = "".join(code.split()).replace("-", "").lower()
    try:
        right = app.verify_token(typed)
    except UnsealError:
        right = False
    if not right and not _use_paper(user, typed):
        return None
    return app


@transaction.atomic
def remove(*, user: User, by: User) -> None:
    """The account opens with its password alone again."""
    AuthenticatorApp.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    user.second_factor_since = None
    user.save(update_fields=["second_factor_since"])
    told = _("Second facteur ôté") if by == user else _("Second facteur ôté par l’administration")
    _told(user, by=by, told=told)


def _opens(app):
    try:
        return bool(app.secret)
    except UnsealError:
        return False


def _use_paper(user, typed):
    digests = [_digest(key, user, typed) for key in secret_keys()]
    used = RecoveryCode.objects.filter(user=user, digest__in=digests).delete()[0]
    if used:
        note(user, by=user, told=_("Code de secours utilisé"))
    return bool(used)


def _new_codes(user):
    codes = ["".join(secrets.choice(_SIGNS) for _sign in range(CODE_SIGNS)) for _code in range(CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    current = secret_keys()[0]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(current, user, code)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _digest(key, user, code):
    told = salted_hmac("organisations.second_factor", f"{user.pk}:{code}", secret=key, algorithm="sha256")
    return told.hexdigest()


def _told(user, *, by, told):
    """In the journal, and to the holder: whoever did it, he hears of it."""
    note(user, by=by, told=told)
    if not user.email:
        return
    is_on = user.second_factor_since is not None
    page = address_of("admin:index", language=user.language)
    named = {"to": user.email, "language": user.language, "is_on": is_on, "address": page}
    transaction.on_commit(lambda: later(send, "second_factor", username=user.get_username(), **named))
