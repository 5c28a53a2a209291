"""Public addresses of `events`: French and English words, slugs and references that never change."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from events.views.events import EventListView, event_detail
from events.views.files import event_document, event_photo
from events.views.home import AboutView, HomeView
from events.views.recommendations import RecommendationListView
from events.views.regions import RegionDetailView, RegionListView
from events.views.series import SeriesDetailView, SeriesListView

app_name = "events"

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path(
        _("evenements/"),
        include(
            [
                path("", EventListView.as_view(), name="event_list"),
                path("<slug:reference>/", event_detail, name="event_detail"),
                path("<slug:reference>/documents/<int:pk>/", event_document, name="event_document"),
                path("<slug:reference>/photos/<int:pk>/", event_photo, name="event_photo"),
            ]
        ),
    ),
    path("series/", SeriesListView.as_view(), name="series_list"),
    path("series/<slug:slug>/", SeriesDetailView.as_view(), name="series_detail"),
    path("regions/", RegionListView.as_view(), name="region_list"),
    path("regions/<slug:slug>/", RegionDetailView.as_view(), name="region_detail"),
    path(_("recommandations/"), RecommendationListView.as_view(), name="recommendation_list"),
    path(_("a-propos/"), AboutView.as_view(), name="about"),
]
