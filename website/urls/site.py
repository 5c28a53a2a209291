"""Addresses without a language, at the root of the site."""

from django.urls import path

from rss_registry.public_pages import public_page
from website.views.site import robots, sitemap_events, sitemap_index, sitemap_pages

app_name = "site"

urlpatterns = [
    path("robots.txt", public_page(robots), name="robots"),
    path("sitemap.xml", public_page(sitemap_index), name="sitemap"),
    path("sitemap-pages.xml", public_page(sitemap_pages), name="sitemap_pages"),
    path("sitemap-events-<int:number>.xml", public_page(sitemap_events), name="sitemap_events"),
]
