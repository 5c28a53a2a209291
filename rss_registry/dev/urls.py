"""The addresses of the register, and those of the toolbar."""

from debug_toolbar.toolbar import debug_toolbar_urls

from rss_registry.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [*urlpatterns, *debug_toolbar_urls()]
