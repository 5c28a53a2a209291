"""From a report to its file: the front, its chapters, a fragment for each event, the annexes."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.documents.chapters import fragments_of, report_fragment
from reports.documents.period.event_fragments import event_fragments_of
from reports.documents.period.files import attached_files
from reports.documents.period.types import PeriodReport
from reports.services.proof import register
from rss_registry.pdf import RunningHeaders, write_merged_document

BACK = "reports/period/back.html"


def write(report: PeriodReport, *, on_progress: Callable[[int, int], None] | None = None) -> bytes:
    """The PDF, with its figures inside; `on_progress(done, of)` may stop it by raising.

    The register knows it before it leaves.
    """
    events = report.scope.held.oldest_first() if report.has_event_fragments else ()
    with override(report.scope.language):
        back = report_fragment(BACK, {"report": report}, _("Méthode, définitions et sources"), "methode")
        content = write_merged_document(
            language=report.scope.language,
            title=report.heading.title,
            created_at=report.created_at,
            running_headers=RunningHeaders(
                head=report.heading.title, foot=report.scope.url, number=_("Page {page} / {pages}")
            ),
            **fragments_of(report, report.heading.title, event_fragments_of(events), back),
            attachments=attached_files(report),
            on_progress=on_progress,
        )
        register(report.proof, content)
        return content
