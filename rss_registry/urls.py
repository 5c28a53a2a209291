"""Root addresses: every page carries its language (`/fr/…`, `/en/…`); `/` leads to French."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from rss_registry.health.views import health

handler500 = "rss_registry.error_pages.server_error"

urlpatterns = [
    path("", RedirectView.as_view(url="/fr/")),
    path("admin/", RedirectView.as_view(url="/fr/admin/")),
    path("sante", health, name="health"),
    path("", include("website.urls.site")),
    *i18n_patterns(
        path("admin/", include("reports.urls.staff")),
        path("admin/", admin.site.urls),
        path("", include("reports.urls")),
        path("", include("website.urls")),
    ),
]
