"""The sheets of events as parts of a book, each known while nothing that it tells has changed."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Event
from publication.project.facts import event_dates_text
from reports.documents import event_report
from reports.documents.chapters import STYLESHEETS
from reports.documents.period.sheet_changes import SheetChanges
from reports.services.kinds import DataMoved
from rss_registry.pdf import Part, print_assets

SHEET = "reports/period/sheet.html"
# How many events are in memory at once, with all their facts.
CHUNK = 50
# A longer table of contents is not read: it then has one line for each year, and so have the bookmarks.
MOST_LISTED = 100


def sheets_of(events: Iterable[Event]) -> Iterator[Part]:
    """One for each of these public events, in their order: the same in every report."""
    found = list(events)
    changes = SheetChanges.read()  # before the facts: what is kept is never older than its stamp
    facts = FactsOnDemand([event.pk for event in found])
    by_year = len(found) > MOST_LISTED
    for event in found:
        yield Part(
            SHEET,
            partial(facts.context, event.pk),
            title=event.title,
            anchor=event.reference,
            group=_year(event) if by_year else "",
            details="" if by_year else event_dates_text(event),
            assets=partial(facts.assets, event.pk),
            stylesheets=STYLESHEETS,
            known=changes.known(event.pk, get_language()),
        )


def _year(event) -> str:
    return str(event.starts_on.year) if event.starts_on else str(_("sans date"))


class FactsOnDemand:
    """The facts of many events, read for a few dozen at once, and only of those whose sheet must be made."""

    def __init__(self, keys: Sequence[int]):
        self._keys = keys
        self._chunk: dict[int, event_report.EventReport] = {}

    def context(self, key: int) -> dict[str, object]:
        report = self._report(key)
        return {"report": report, "facts": report.facts}

    def assets(self, key: int) -> dict[str, bytes]:
        pictures = {photo.asset: photo.content for photo in self._report(key).photos if photo.asset}
        return {**print_assets(), **pictures}

    def _report(self, key):
        if key not in self._chunk:
            start = self._keys.index(key)
            wanted = Event.objects.published().filter(pk__in=self._keys[start : start + CHUNK])
            self._chunk = {event.pk: event_report.build(event) for event in wanted.with_facts()}
        if key not in self._chunk:
            # Withdrawn since the list was read, which the rest of the document was made of.
            raise DataMoved
        return self._chunk[key]
