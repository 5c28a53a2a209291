"""Log lines that tell what failed, under which number, and not whose row it was."""

import logging
import re
import time

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError

# PostgreSQL quotes the refused row under its message: names and telephones, for an attendance list.
_QUOTED_ROW = re.compile(r"^DETAIL:.*?(?=^\s*$|^Traceback|^The above|\Z)", re.MULTILINE | re.DOTALL)
# The word of a link that opens an account: a request that is refused names its address.
_LINK = re.compile(r"(/admin/lien/)[^/\s]+")
_SECONDS_BETWEEN = 60


class DiscreetFormatter(logging.Formatter):
    """With the number of the request; without rows that the database quotes, and words that open accounts.

    What the register refused on purpose is one line: where in the program it did so tells nobody anything.
    """

    def format(self, record):
        if record.exc_info and isinstance(record.exc_info[1], (PermissionDenied, SuspiciousOperation)):
            record.exc_info = record.exc_text = None
        line = _QUOTED_ROW.sub("DETAIL: …\n", super().format(record))
        line = _LINK.sub(r"\1…", line)
        number = getattr(getattr(record, "request", None), "number", "")
        return f"[{number}] {line}" if number else line


class OutageFilter(logging.Filter):
    """A database that is away is one line a minute, not a trace for each reader."""

    def __init__(self, name=""):
        super().__init__(name)
        self._told_at, self._since = None, 0

    def filter(self, record):
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, (OperationalError, InterfaceError)):
            return True
        now = time.monotonic()
        if self._told_at is not None and now - self._told_at < _SECONDS_BETWEEN:
            self._since += 1
            return False
        record.msg = "The database does not answer (%s); %d like this since the last line."
        record.args = (type(error).__name__, self._since)
        record.exc_info = record.exc_text = None
        self._told_at, self._since = now, 0
        return True
