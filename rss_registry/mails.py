"""Mails to people: plain text from `templates/mails/`, whose first line is the subject.

No mail names a participant of an event. An address in one is of PUBLIC_URL, never of the request: its
« Host » is whatever the visitor wrote.
"""

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connections
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

_LOG = logging.getLogger(__name__)


def address_of(name: str, *arguments, language: str) -> str:
    """The address of a page as it stands in a mail."""
    with override(language):
        return f"{settings.PUBLIC_URL}{reverse(name, args=arguments)}"


def send(template: str, *, to: str, language: str, **context) -> bool:
    """Whether the mail server took it; why not is a line in the log, without the address."""
    with override(language):
        text = render_to_string(f"mails/{template}.txt", {**context, "register": settings.PUBLIC_URL})
    subject, _end, body = text.strip().partition("\n")
    mail = EmailMessage(f"{settings.EMAIL_SUBJECT_PREFIX}{subject.strip()}", f"{body.strip()}\n", to=[to])
    try:
        return bool(mail.send())
    except OSError as error:
        # Of smtplib too: all its errors are of this kind.
        _LOG.warning("A mail « %s » could not be sent: %s", template, type(error).__name__)
        return False


def later(task, *arguments, **named) -> None:
    """Do it beside the answer, so that how long it takes tells nothing, and holds up nobody."""
    _threads(os.getpid()).submit(_done, task, arguments, named)


@cache
def _threads(_process):
    # Of each worker its own: threads do not come along when a process divides.
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="mails")


def _done(task, arguments, named):
    try:
        task(*arguments, **named)
    except Exception:
        _LOG.exception("What was to be done beside the answer failed: %s", task.__name__)
    finally:
        connections.close_all()
