"""Public addresses of `organisations`."""

from django.urls import path

from organisations.views.organisations import OrganisationDetailView, OrganisationListView
from organisations.views.programmes import ProgrammeDetailView, ProgrammeListView

app_name = "organisations"

urlpatterns = [
    path("organisations/", OrganisationListView.as_view(), name="organisation_list"),
    path("organisations/<slug:slug>/", OrganisationDetailView.as_view(), name="organisation_detail"),
    path("programmes/", ProgrammeListView.as_view(), name="programme_list"),
    path("programmes/<slug:slug>/", ProgrammeDetailView.as_view(), name="programme_detail"),
]
