"""Public addresses of documents: reports of what one sees, their verification, their preparation."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from reports.views.committees import committee_pdf
from reports.views.documents import event_list_pdf, event_pdf
from reports.views.jobs import job_file, job_page
from reports.views.period import period_report, report_form, series_synthesis_pdf
from reports.views.verification import verification, verification_form
from rss_registry.public_pages import public_page
from rss_registry.request_limits import FILES, REPORTS, document_limit, limited, merged_document_limit, orders

app_name = "reports"


def _printed(view):
    """A document of a few pages, made while one waits."""
    return limited(FILES)(document_limit(view))


def _bound(view):
    """A report of many events: seconds of work, and a row for each new question."""
    return limited(REPORTS)(merged_document_limit(view))


urlpatterns = [
    path(_("evenements"), include([path(".pdf", _printed(event_list_pdf), name="event_list_pdf")])),
    path(
        _("evenements/"),
        include(
            [
                path(_("rapport.pdf"), _bound(period_report), name="period_report"),
                path(_("rapport/"), public_page(report_form, reads=None), name="report_form"),
                path("<slug:reference>.pdf", _printed(event_pdf), name="event_pdf"),
            ]
        ),
    ),
    path("organisations/<slug:slug>.pdf", _printed(committee_pdf), name="committee_pdf"),
    path("series/<slug:slug>.pdf", _bound(series_synthesis_pdf), name="series_synthesis"),
    path(
        _("verifier/"),
        include(
            [
                path("", verification_form, name="verification_form"),
                path("<str:code>", verification, name="verification"),
            ]
        ),
    ),
    path(
        "preparation/",
        include(
            [
                path("<slug:token>.pdf", job_file, name="job_file"),
                path("<slug:token>/", limited(REPORTS, when=orders)(job_page), name="job"),
            ]
        ),
    ),
]
