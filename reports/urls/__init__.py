"""Public addresses of `reports`: the address of a page, with the suffix of the file."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from reports.datasets.breakdowns import chart_table
from reports.views.committees import committee_pdf
from reports.views.data import data_page, datapackage
from reports.views.datasets import WRITERS, event_file, list_file, table_file
from reports.views.documents import event_list_pdf, event_pdf
from reports.views.feeds import (
    event_bibtex,
    event_calendar,
    event_list_atom,
    event_list_calendar,
    event_ris,
)
from reports.views.jobs import job_file, job_page
from reports.views.period import period_report, report_form, series_synthesis_pdf
from reports.views.verification import verification, verification_form
from rss_registry.public_pages import public_page
from rss_registry.request_limits import FILES, REPORTS, document_limit, limited, merged_document_limit, orders

app_name = "reports"


def _file(view):
    return public_page(limited(FILES)(view))


def _printed(view):
    """A document of a few pages, made while one waits."""
    return limited(FILES)(document_limit(view))


def _bound(view):
    """A report of many events: seconds of work, and a row for each new question."""
    return limited(REPORTS)(merged_document_limit(view))


def _files(name):
    """The table of one list in every format."""
    return [path(f".{suffix}", _file(list_file(name, suffix)), name=f"{name}_{suffix}") for suffix in WRITERS]


def _chart(code, word):
    """The table of one chart of the page of statistics in every format."""
    files = [
        path(f".{suffix}", _file(table_file(chart_table(code), suffix)), name=f"chart_{code}_{suffix}")
        for suffix in WRITERS
    ]
    return path(word, include(files))


def _of_event(suffix, view):
    return path(f"<slug:reference>.{suffix}", _file(view), name=f"event_{suffix}")


urlpatterns = [
    path(
        _("evenements"),
        include(
            [
                *_files("event_list"),
                path(".atom", _file(event_list_atom), name="event_list_atom"),
                path(".ics", _file(event_list_calendar), name="event_list_ics"),
                path(".pdf", _printed(event_list_pdf), name="event_list_pdf"),
            ]
        ),
    ),
    path(
        _("evenements/"),
        include(
            [
                path(_("rapport.pdf"), _bound(period_report), name="period_report"),
                path(_("rapport/"), public_page(report_form), name="report_form"),
                path("<slug:reference>.pdf", _printed(event_pdf), name="event_pdf"),
                *(_of_event(suffix, event_file(suffix)) for suffix in WRITERS),
                _of_event("ics", event_calendar),
                _of_event("bib", event_bibtex),
                _of_event("ris", event_ris),
            ]
        ),
    ),
    path(_("effectifs"), include(_files("headcount_list"))),
    path(_("recommandations"), include(_files("recommendation_list"))),
    path("organisations", include(_files("organisation_list"))),
    path("organisations/<slug:slug>.pdf", _printed(committee_pdf), name="committee_pdf"),
    path("programmes", include(_files("programme_list"))),
    path(_("indicateurs"), include(_files("indicator_list"))),
    path(_("composition-des-ccs"), include(_files("committee_composition_list"))),
    path("series", include(_files("series_list"))),
    path("regions", include(_files("region_list"))),
    path("series/<slug:slug>.pdf", _bound(series_synthesis_pdf), name="series_synthesis"),
    path(_("statistiques"), include(_files("key_figures"))),
    path(
        _("statistiques/"),
        include(
            [
                path(_("repartitions"), include(_files("breakdowns"))),
                _chart("year", _("annees")),
                _chart("region", "regions"),
                _chart("category", "categories"),
                _chart("kind", "types"),
                _chart("theme", _("themes")),
                _chart("organiser", _("organisateurs")),
            ]
        ),
    ),
    path(
        _("donnees/"),
        include(
            [
                path("", public_page(data_page), name="data"),
                path("datapackage.json", public_page(datapackage), name="datapackage"),
            ]
        ),
    ),
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
