"""From a report to its file: the front, a sheet for each event, the annexes."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.documents import event_report
from reports.documents.period.files import attached_files
from reports.documents.period.register import in_order
from reports.documents.period.types import PeriodReport
from reports.services.proof import register
from rss_registry.pdf import BOOK_STYLESHEETS, Part, Running, print_assets, write_book

FRONT, SHEET, BACK = (f"reports/period/{name}.html" for name in ("front", "sheet", "back"))
STYLESHEETS = (*BOOK_STYLESHEETS, "print/reports.css")
# How many events are in memory at once, with all their facts.
CHUNK = 50


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
            front=_part(FRONT, {"report": report}, report.heading.title),
            sections=list(sheets_of(report.scope.held)) if report.has_sheets else [],
            back=_part(BACK, {"report": report}, _("Méthode, définitions et sources"), "methode"),
            attachments=attached_files(report),
            on_progress=on_progress,
        )
        register(report.proof, content)
        return content


def sheets_of(events) -> Iterator[Part]:
    """One for each of these public events, in the order of the register."""
    events = in_order(events.with_facts())
    return (sheet(event_report.build(event)) for event in events.iterator(chunk_size=CHUNK))


def sheet(report: event_report.EventReport) -> Part:
    """The sheet of one event, the same in every report that holds it."""
    facts = report.facts
    pictures = {photo.asset: photo.content for photo in report.photos if photo.asset}
    return Part(
        SHEET,
        {"report": report, "facts": facts},
        title=facts.title,
        anchor=facts.reference,
        details=facts,
        assets={**print_assets(), **pictures},
        stylesheets=STYLESHEETS,
    )


def _part(template, context, title, anchor=""):
    return Part(template, context, title=title, anchor=anchor, assets=print_assets(), stylesheets=STYLESHEETS)
