from django.urls import path

from script.benchmark.peer import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("evenements/", views.EventList.as_view(), name="event_list"),
    path("evenements/<slug:reference>/", views.EventDetail.as_view(), name="event_detail"),
    path("organisations/<slug:slug>/", views.OrganisationDetail.as_view(), name="organisation_detail"),
    path("statistiques/", views.Statistics.as_view(), name="statistics"),
]
