"""Public addresses of the site: pages, and beside them the same content as files and feeds."""

from website.urls import bodies, files, pages

app_name = "website"

urlpatterns = [*bodies.urlpatterns, *files.urlpatterns, *pages.urlpatterns]
