"""The settings of the register with Django's own admin over the same models, and nothing published."""

from rss_registry.settings import *  # noqa: F403
from rss_registry.settings import INSTALLED_APPS as _APPS
from rss_registry.settings import TEMPLATES as _TEMPLATES
from script.benchmark.peer.settings import MIDDLEWARE as _MIDDLEWARE

ROOT_URLCONF = "script.benchmark.peer.staff_urls"
_OURS = {"rss_registry.admin_site.RegistryAdminConfig", "publication", "website", "reports"}
# Without the admin's search for our own pages.
INSTALLED_APPS = ["django.contrib.admin.apps.SimpleAdminConfig", *(app for app in _APPS if app not in _OURS)]
# The same history of each row is written.
MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *_MIDDLEWARE,
    "simple_history.middleware.HistoryRequestMiddleware",
]
TEMPLATES = [_TEMPLATES[0] | {"DIRS": []}]
