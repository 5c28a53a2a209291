"""Public addresses of organisations and programmes."""

from django.urls import path

from rss_registry.public_pages import public_page
from rss_registry.request_limits import SEARCHES, limited, searches
from website.listings.organisations import OrganisationListing
from website.views.organisations import OrganisationDetailView, OrganisationListView
from website.views.programmes import ProgrammeDetailView, ProgrammeListView

urlpatterns = [
    path(
        "organisations/",
        public_page(
            limited(SEARCHES, when=searches)(OrganisationListView.as_view()),
            reads=OrganisationListing.parameters,
        ),
        name="organisation_list",
    ),
    path(
        "organisations/<slug:slug>/",
        public_page(OrganisationDetailView.as_view()),
        name="organisation_detail",
    ),
    path("programmes/", public_page(ProgrammeListView.as_view()), name="programme_list"),
    path("programmes/<slug:slug>/", public_page(ProgrammeDetailView.as_view()), name="programme_detail"),
]
