"""Mails of a register that is only tried: kept instead of sent, for a page of administrators (KEPT_MAILS).

Whoever reads them can open the account of anybody: the settings refuse this beside HTTPS, unless every event
is invented.
"""

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from rss_registry.private_files import place_of

_MOST = 50
_NANOSECONDS = 1_000_000_000


@dataclass(frozen=True)
class KeptMail:
    sent_at: datetime
    to: str
    subject: str
    text: str


class KeptMails(BaseEmailBackend):
    def send_messages(self, messages):
        place = _place()
        for message in messages:
            place.write(f"{time.time_ns():020d}-{secrets.token_hex(4)}", message.message().as_bytes())
        for name in _names(place)[_MOST:]:
            place.delete(name)
        return len(messages)


def kept_mails() -> list[KeptMail]:
    """The latest first."""
    place, found = _place(), []
    for name in _names(place):
        try:
            content, _age = place.read(name)
        except FileNotFoundError:
            # Another process has made room.
            continue
        mail = message_from_bytes(content, policy=policy.default)
        sent_at = datetime.fromtimestamp(int(name.partition("-")[0]) / _NANOSECONDS, tz=UTC)
        found.append(KeptMail(sent_at, mail["To"] or "", mail["Subject"] or "", mail.get_content()))
    return found


def _names(place):
    return sorted((name for name, _age in place.ages() if "." not in name), reverse=True)


def _place():
    return place_of(settings.MAIL_ROOT)
