"""Mails to the administrators (`ADMINS`): what failed and where in the program, never on whose data."""

import logging
import time
import traceback
from collections import deque
from pathlib import Path

from django.conf import settings
from django.core.mail import mail_admins

_MOST, _IN_SECONDS = 10, 3600
_FRAMES = 8


class ErrorMails(logging.Handler):
    """One mail for an error, ten in an hour at most; the log has all of them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._sent = deque(maxlen=_MOST)

    def emit(self, record):
        # An answer that says « later » is none of them.
        if not record.exc_info or not settings.ADMINS or not self._may_send():
            return
        request = getattr(record, "request", None)
        number = getattr(request, "number", "–")
        route = getattr(getattr(request, "resolver_match", None), "route", "–")
        kind, _error, trace = record.exc_info
        lines = [f"Numéro : {number}", f"Adresse : {route}", f"Erreur : {kind.__name__}", *_places(trace)]
        lines += ["", f"journalctl -u rss-registry | grep {number}"]
        mail_admins(f"Erreur {number}", "\n".join(lines), fail_silently=True)

    def _may_send(self):
        now = time.monotonic()
        if len(self._sent) == _MOST and now - self._sent[0] < _IN_SECONDS:
            return False
        self._sent.append(now)
        return True


def _places(trace):
    """Files and lines, the last ones; values and messages may hold a name."""
    for frame in traceback.extract_tb(trace)[-_FRAMES:]:
        yield f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
