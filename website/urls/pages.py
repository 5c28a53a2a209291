"""Public addresses of pages: French and English words, slugs and references that never change."""

from django.urls import include, path, register_converter
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from rss_registry.converters import MonthConverter, YearConverter
from rss_registry.public_pages import public_page
from rss_registry.request_limits import SEARCHES, limited, searches
from website.listings.events import EventListing, RecommendationListing
from website.listings.statistics import Statistics
from website.views.calendar import PARAMETERS as CALENDAR_PARAMETERS
from website.views.calendar import CalendarView
from website.views.committees import CommitteeListView
from website.views.events import EventListView, event_detail
from website.views.files import event_document, event_photo
from website.views.home import AboutView, HomeView
from website.views.recommendations import RecommendationListView
from website.views.regions import RegionDetailView, RegionListView
from website.views.series import SeriesDetailView, SeriesListView
from website.views.statistics import StatisticsView

register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")

urlpatterns = [
    path("", public_page(HomeView.as_view()), name="home"),
    path(
        _("evenements/"),
        include(
            [
                path(
                    "",
                    public_page(
                        limited(SEARCHES, when=searches)(EventListView.as_view()),
                        reads=EventListing.parameters,
                    ),
                    name="event_list",
                ),
                path("<slug:reference>/", public_page(event_detail), name="event_detail"),
                path(
                    "<slug:reference>/documents/<int:pk>/",
                    require_safe(event_document),
                    name="event_document",
                ),
                path("<slug:reference>/photos/<int:pk>/", require_safe(event_photo), name="event_photo"),
            ]
        ),
    ),
    path("series/", public_page(SeriesListView.as_view()), name="series_list"),
    path("series/<slug:slug>/", public_page(SeriesDetailView.as_view()), name="series_detail"),
    path("regions/", public_page(RegionListView.as_view()), name="region_list"),
    path("regions/<slug:slug>/", public_page(RegionDetailView.as_view()), name="region_detail"),
    path("ccs/", public_page(CommitteeListView.as_view()), name="committee_list"),
    path(
        _("calendrier/"),
        include(
            [
                path("", public_page(CalendarView.as_view(), reads=CALENDAR_PARAMETERS), name="calendar"),
                path(
                    "<year:year>/<month:month>/",
                    public_page(CalendarView.as_view(), reads=CALENDAR_PARAMETERS),
                    name="calendar_month",
                ),
            ]
        ),
    ),
    path(
        _("statistiques/"),
        public_page(StatisticsView.as_view(), reads=Statistics.parameters),
        name="statistics",
    ),
    path(
        _("recommandations/"),
        public_page(RecommendationListView.as_view(), reads=RecommendationListing.parameters),
        name="recommendation_list",
    ),
    path(_("a-propos/"), public_page(AboutView.as_view()), name="about"),
]
