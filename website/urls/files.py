"""Public addresses of files and feeds: the address of a page, with the suffix of the file."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from rss_registry.public_pages import public_page
from rss_registry.request_limits import FILES, limited
from website.datasets.breakdowns import chart_table
from website.listings.events import EventListing, RecommendationListing
from website.listings.organisations import OrganisationListing
from website.listings.statistics import Statistics
from website.views.data import data_page, datapackage
from website.views.datasets import WRITERS, WRITTEN_HOW, event_file, list_file, table_file
from website.views.feeds import (
    event_bibtex,
    event_calendar,
    event_list_atom,
    event_list_calendar,
    event_ris,
)

# A file tells what the list beside it shows, in the way that one asks for.
_READS = {
    *EventListing.parameters,
    *RecommendationListing.parameters,
    *OrganisationListing.parameters,
    *Statistics.parameters,
    *WRITTEN_HOW,
}


def _file(view):
    return public_page(limited(FILES)(view), reads=_READS)


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
            ]
        ),
    ),
    path(
        _("evenements/"),
        include(
            [
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
    path("programmes", include(_files("programme_list"))),
    path(_("indicateurs"), include(_files("indicator_list"))),
    path(_("composition-des-ccs"), include(_files("committee_composition_list"))),
    path("series", include(_files("series_list"))),
    path("regions", include(_files("region_list"))),
    path(_("personnes"), include(_files("person_list"))),
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
]
