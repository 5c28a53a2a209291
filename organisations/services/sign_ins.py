"""Sign-ins: what begins with one, and from where an account is known afterwards."""

from django.contrib.auth import login
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from organisations.models import KnownNetwork, User
from organisations.services import delays
from organisations.services.account_links import forget_links, note

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(request, user: User, response):
    """The answer with which the session of this account begins."""
    login(request, user, backend=_BACKEND)
    KnownNetwork.objects.update_or_create(
        user=user, digest=delays.network_digest(request), defaults={"last_seen_at": timezone.now()}
    )
    return delays.with_known_device(response, request, user)


def password_changed(request) -> None:
    """By its holder, who stays signed in here alone: Django ends every session of the old password."""
    forget_links(request.user)
    note(request.user, by=request.user, told=_("Mot de passe changé"))
