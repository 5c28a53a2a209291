"""Links of accounts: made, sent, opened, spent. Each opens one thing, once, within its term."""

import hashlib
import secrets

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from organisations.enums import LinkPurpose
from organisations.models import AccountLink, User
from rss_registry.mails import address_of, send

_TEMPLATES = {
    LinkPurpose.INVITATION: "invitation",
    LinkPurpose.RESET: "reset",
    LinkPurpose.EMAIL: "email_confirmation",
}


class SpentLinkError(Exception):
    """The link was used, replaced or withdrawn meanwhile, or its term is over."""


def make_link(*, user: User, purpose: LinkPurpose, by: User | None, email: str = "") -> str:
    """The word of a new link; the one before of this purpose is worth nothing any more."""
    token = secrets.token_urlsafe(32)
    AccountLink.objects.update_or_create(
        user=user,
        purpose=purpose,
        defaults={
            "digest": _digest(token),
            "email": email or user.email,
            "sent_at": timezone.now(),
            "sent_by": by,
        },
    )
    return token


def send_link(*, user: User, purpose: LinkPurpose, token: str, to: str = "") -> bool:
    """Whether the mail has left."""
    address = address_of("admin:account_link", token, language=user.language)
    return send(
        _TEMPLATES[purpose],
        to=to or user.email,
        language=user.language,
        address=address,
        hours=purpose.hours,
        username=user.get_username(),
    )


@transaction.atomic
def prepare_link(*, user: User, by: User) -> tuple[LinkPurpose, str]:
    """What an administrator sends: an invitation until there is a password, then the way to a new one."""
    served = user.has_usable_password()
    purpose = LinkPurpose.RESET if served else LinkPurpose.INVITATION
    token = make_link(user=user, purpose=purpose, by=by)
    told = _("Lien envoyé pour un nouveau mot de passe") if served else _("Invitation envoyée")
    note(user, by=by, told=told)
    return purpose, token


def open_link(token: str) -> AccountLink | None:
    """The link of this word, if it is good at this moment."""
    link = AccountLink.objects.select_related("user").filter(digest=_digest(token)).first()
    return link if link and is_good(link) else None


def is_good(link: AccountLink) -> bool:
    """Whether it still opens what it was sent for."""
    if not link.is_fresh() or not link.user.is_active:
        return False
    # The account has another address since: the old one is perhaps somebody else's.
    return link.purpose == LinkPurpose.EMAIL or link.email.lower() == link.user.email.lower()


@transaction.atomic
def spend_link(token: str) -> AccountLink:
    """Take the link: whoever comes second with it gets SpentLinkError."""
    link = AccountLink.objects.select_for_update().filter(digest=_digest(token)).first()
    if link is None or not is_good(link):
        raise SpentLinkError
    # Counted: where rows are not locked, the second of two finds none.
    if not AccountLink.objects.filter(pk=link.pk).delete()[0]:
        raise SpentLinkError
    return link


@transaction.atomic
def choose_password(*, token: str, password: str) -> User:
    """The account, whose password is now the one that its holder has chosen by the link of a mail."""
    link = spend_link(token)
    user = link.user
    user.set_password(password)
    user.save(update_fields=["password"])
    forget_links(user)
    note(user, by=user, told=_("Mot de passe choisi par un lien"))
    return user


def forget_links(user: User) -> None:
    """After a new password or address no link that was sent before is good any more.

    Nor the one to another address: perhaps it was asked for by whoever had the password of before.
    """
    AccountLink.objects.filter(user=user).delete()


@transaction.atomic
def withdraw_invitation(*, link: AccountLink, by: User) -> None:
    """Nobody comes in by it any more, and the account is closed."""
    user = link.user
    forget_links(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    note(user, by=by, told=_("Invitation retirée, compte fermé"))


def ask_for_email(*, user: User, email: str) -> bool:
    """Send a link to the new address, and word of it to the one of now; whether the link has left."""
    token = make_link(user=user, purpose=LinkPurpose.EMAIL, by=user, email=email)
    is_sent = send_link(user=user, purpose=LinkPurpose.EMAIL, token=token, to=email)
    if is_sent and user.email:
        tell_former_address(user, user.email, is_done=False)
    return is_sent


def confirm_email(token: str) -> User:
    """The account, which has the address from now on to which this link was sent."""
    with transaction.atomic():
        link = spend_link(token)
        user, former = link.user, link.user.email
        user.email = link.email
        user.save(update_fields=["email"])
        # Sent to the address of before.
        forget_links(user)
        note(user, by=user, told=_("Adresse de courriel changée"))
    if former and former.lower() != user.email.lower():
        tell_former_address(user, former)
    return user


def request_reset(email: str) -> None:
    """Send a link to each account of this address; beside the answer, which is the same for everybody."""
    for user in User.objects.filter(email__iexact=email, is_active=True, is_staff=True).exclude(email=""):
        token = make_link(user=user, purpose=LinkPurpose.RESET, by=None)
        send_link(user=user, purpose=LinkPurpose.RESET, token=token)


def note(user: User, *, by: User, told: str) -> None:
    """A line in the journal of the account."""
    LogEntry.objects.log_actions(by.pk, [user], CHANGE, change_message=told, single_object=True)


def tell_former_address(user: User, address: str, *, is_done: bool = True) -> None:
    """Whoever changed it: the holder hears of it where he heard of everything before."""
    page = address_of("admin:forgotten_password", language=user.language)
    named = {"username": user.get_username(), "is_done": is_done, "address": page}
    send("email_changed", to=address, language=user.language, **named)


def _digest(token):
    return hashlib.sha256(token.encode()).hexdigest()
