"""An event that a file tells in one line: the first page of its record, and all that a column adds."""

from events.forms.first_page import FirstPageForm
from rss_registry.row_choices import FoundRows


class EventLineForm(FirstPageForm):
    """What the line names was found, and the record was read and locked, once for the whole file."""

    # Rows of their own sheets, and those that no rule of the form concerns.
    version = audience = audience_words = where = organisers = sources = None
    shared_with = shared_label = shared_total = shared_women = shared_men = None
    funders = FoundRows(required=False)

    def told_about(self):
        """The dates come understood."""

    def _stored(self, event):
        # The line says what it changes.
        return {}

    def _check_nobody_saved_meanwhile(self):
        """Nobody could."""
