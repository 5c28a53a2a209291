"""The settings of `script/dev`: those of the register, and django-debug-toolbar.

https://django-debug-toolbar.readthedocs.io/en/stable/installation.html
"""

from django.core.exceptions import ImproperlyConfigured

from rss_registry.settings import *  # noqa: F403
from rss_registry.settings import DEBUG, INSTALLED_APPS, MIDDLEWARE

if not DEBUG:
    raise ImproperlyConfigured("rss_registry.dev.settings is for script/dev, in debug mode.")

ROOT_URLCONF = "rss_registry.dev.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "debug_toolbar"]
MIDDLEWARE = [
    "rss_registry.dev.middleware.uncompressed",
    "debug_toolbar.middleware.DebugToolbarMiddleware",
    *MIDDLEWARE,
]
INTERNAL_IPS = ["127.0.0.1", "::1"]
