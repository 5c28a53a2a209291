"""A donor's report of many events, made in the background for the one officer who asked for it."""

from hashlib import sha256

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import CostLine, Justification
from organisations.models import GrantAgreement
from organisations.permissions import coordinates
from reports.documents.donor_report.build import build
from reports.documents.donor_report.kind import KIND
from reports.documents.donor_report.scope import TooManyEventsError, scope_of
from reports.documents.donor_report.write import write
from reports.enums import DonorVersion
from reports.models import DonorReport, DonorSection, DonorTemplate, DonorText
from reports.permissions import RULES
from reports.services.kinds import DocumentKind, Reserved, SubjectGone, Written
from rss_registry.pdf.errors import PdfTooHeavy


def _report(parameters):
    return DonorReport.objects.filter(pk=parameters["report"]).first()


def _may_have(user, parameters) -> bool:
    report = _report(parameters)
    return report is not None and RULES[DonorReport].may_view(user, report)


def _state(user, parameters) -> str:
    """What no public change tells of: the team's texts, the form, costs and agreements, one's rights."""
    report = _report(parameters)
    if report is None:
        return ""
    written = (
        DonorReport.history.filter(id=report.pk),
        DonorText.history.filter(report_id=report.pk),
        DonorTemplate.history.filter(id=report.template_id),
        DonorSection.history.filter(template_id=report.template_id),
        GrantAgreement.history.all(),
        CostLine.history.all(),
        Justification.history.all(),
    )
    latest = [rows.aggregate(latest=Max("history_id"))["latest"] for rows in written]
    stated = [report.updated_at.isoformat(), *latest, user.organisation_id, coordinates(user)]
    return sha256(repr(stated).encode()).hexdigest()


def _write(user, parameters, progress) -> Written:
    report = _report(parameters)
    if report is None:
        raise SubjectGone
    try:
        scope = scope_of(report, user=user, version=DonorVersion(parameters["version"]))
    except TooManyEventsError as refused:
        # Published since one asked: the page of the report says how many.
        raise PdfTooHeavy(str(refused)) from refused
    document = build(report, scope)
    # Its pages are laid out in one go: before and after it hears whether one still waits for it.
    progress(0, 0)
    content = write(document, seconds=settings.PDF_LONG_SECONDS)
    progress(0, 0)
    # Its proof is registered with the file; a job needs the code only to offer what is out of date.
    return Written(document.filename, content, "")


def _page(parameters) -> str:
    return reverse("admin:reports_donorreport_fill_in", args=[parameters["report"]])


def _read(parameters):
    """Its figures are not compared: whoever may read them asks for the report again."""
    return None


def _for_everybody(parameters, progress):
    """Without an account it is made for nobody."""
    raise SubjectGone


DONOR_REPORT = DocumentKind(
    name=KIND,
    label=_("Rapport à un bailleur"),
    read=_read,
    write=_for_everybody,
    reserved=Reserved(may_have=_may_have, state=_state, write=_write, page=_page),
)
