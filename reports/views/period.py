"""Reports of many events: the form that asks for one, and the file."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from publication.questions.events import public_series
from reports.background import MOST_AT_ONCE
from reports.documents import period, series_synthesis
from reports.documents.period.proof import KIND
from reports.documents.period.scope import ReportRequest
from reports.enums import Section
from reports.services.kinds import from_the_start
from reports.views.documents import document, pdf_response
from reports.views.jobs import answer_in_background


@document
def period_report(request):
    """The report of whatever the query selects; a page that says what to change where it cannot be made."""
    asked = ReportRequest(request.GET)
    if asked.problems:
        return _page(request, asked, status=400)
    if not asked.count():
        return _page(request, asked, status=404)
    scope = asked.scope()
    if scope.has(Section.SHEETS) and scope.held.count() > MOST_AT_ONCE:
        return answer_in_background(request, KIND, scope.parameters, language=scope.language)
    return from_the_start(lambda: _made(period, scope))


def report_form(request):
    """The same query as a form: what is selected, then the period, the language and the chapters."""
    asked = ReportRequest(request.GET)
    return _page(request, asked, status=400 if asked.problems else 200)


@document
def series_synthesis_pdf(request, slug):
    """The final report of a public series."""
    series = get_object_or_404(public_series().select_related("programme", "organisation"), slug=slug)
    return from_the_start(lambda: _made(series_synthesis, series))


def _made(kind, subject):
    report = kind.build(subject, now=timezone.now())
    return pdf_response(kind.write(report), report.filename)


def _page(request, asked, *, status):
    count = None if asked.problems else asked.count()
    context = {
        "asked": asked,
        "listing": asked.listing,
        "form": asked.form,
        "count": count,
        "removals": asked.removals() if count == 0 else [],
        "most_sheets": MOST_AT_ONCE,
        "report_url": reverse("reports:period_report"),
    }
    return render(request, "reports/period_form.html", context, status=status)
