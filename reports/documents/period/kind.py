"""The report of a period as a kind of document: read again to verify it, made in the background when long."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.documents.period.proof import KIND
from reports.documents.period.report import build, content_of
from reports.documents.period.scope import ReportRequest
from reports.documents.period.writing import write
from reports.services.kinds import Content, DocumentKind, SubjectGone, Written, from_the_start


def _scope(parameters):
    """None where the register no longer has what the report was about."""
    asked = ReportRequest.of(parameters)
    return None if asked.problems else asked.scope()


def _read(parameters) -> Content | None:
    scope = _scope(parameters)
    return None if scope is None else content_of(scope, now=timezone.now())


def _write(parameters, progress) -> Written:
    return from_the_start(lambda: _written(parameters, progress))


def _written(parameters, progress):
    scope = _scope(parameters)
    if scope is None:
        raise SubjectGone
    report = build(scope, now=timezone.now())
    return Written(report.filename, write(report, on_progress=progress), report.proof.code)


COLLECTION = DocumentKind(name=KIND, label=_("Rapport d’activité d’une période"), read=_read, write=_write)
