"""From a report to its file: the front, a sheet for each event, the annexes."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from events.lines import lines_of, with_lines
from events.models import Event
from reports.documents import event_report
from reports.documents.chapters import STYLESHEETS, opening, report_part
from reports.documents.period.files import attached_files
from reports.documents.period.register import in_order
from reports.documents.period.types import PeriodReport
from reports.services.proof import register
from rss_registry.data_version import version_of
from rss_registry.pdf import Part, Running, print_assets, write_book

SHEET, BACK = "reports/period/sheet.html", "reports/period/back.html"
# How many events are in memory at once, with all their facts.
CHUNK = 50
# A longer table of contents is not read: it then has one line for each year, and so have the bookmarks.
MOST_LISTED = 100


def write(report: PeriodReport, *, on_progress: Callable[[int, int], None] | None = None) -> bytes:
    """The PDF, with its figures inside; `on_progress(done, of)` may stop it by raising.

    The register knows it before it leaves.
    """
    with override(report.scope.language):
        content = write_book(
            language=report.scope.language,
            title=report.heading.title,
            created_at=report.created_at,
            running=Running(
                head=report.heading.title, foot=report.scope.url, number=_("Page {page} / {pages}")
            ),
            **opening(report, report.heading.title),
            sections=list(sheets_of(report.scope.held)) if report.has_sheets else [],
            back=report_part(BACK, {"report": report}, _("Méthode, définitions et sources"), "methode"),
            attachments=attached_files(report),
            on_progress=on_progress,
        )
        register(report.proof, content)
        return content


def sheets_of(events) -> Iterator[Part]:
    """One for each of these public events, in the order of the register: the same in every report."""
    version = version_of(get_language(), SHEET)  # before the data: what is kept is never older than its name
    found = list(in_order(with_lines(events)))
    facts = FactsOnDemand([event.pk for event in found])
    for event, line in zip(found, lines_of(found), strict=True):
        yield Part(
            SHEET,
            partial(facts.context, event.pk),
            title=line.title,
            anchor=event.reference,
            group=_year(event) if len(found) > MOST_LISTED else "",
            details=line,
            assets=partial(facts.assets, event.pk),
            stylesheets=STYLESHEETS,
            known_as=f"{version} {event.pk}",
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
        return self._chunk[key]
