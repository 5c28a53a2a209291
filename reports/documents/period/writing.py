"""From a report to its file: the front, its chapters, a sheet for each event, the annexes."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.documents.chapters import opening, report_part
from reports.documents.period.files import attached_files
from reports.documents.period.sheets import sheets_of
from reports.documents.period.types import PeriodReport
from reports.services.proof import register
from rss_registry.pdf import Running, write_book

BACK = "reports/period/back.html"


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
            sections=list(sheets_of(report.scope.held.oldest_first())) if report.has_sheets else [],
            back=report_part(BACK, {"report": report}, _("Méthode, définitions et sources"), "methode"),
            attachments=attached_files(report),
            on_progress=on_progress,
        )
        register(report.proof, content)
        return content
