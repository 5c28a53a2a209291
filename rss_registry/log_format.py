"""Log lines that tell what failed and not whose row it was."""

import logging
import re

# PostgreSQL quotes the refused row under its message: names and telephones, for an attendance list.
_QUOTED_ROW = re.compile(r"^DETAIL:.*?(?=^\s*$|^Traceback|^The above|\Z)", re.MULTILINE | re.DOTALL)


class DiscreetFormatter(logging.Formatter):
    """Formats as usual, with the rows that the database quotes left out."""

    def format(self, record):
        return _QUOTED_ROW.sub("DETAIL: …\n", super().format(record))
