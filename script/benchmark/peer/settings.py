"""The settings of the register with the middleware, the addresses and the templates of a stock site."""

from pathlib import Path

from rss_registry.settings import *  # noqa: F403
from rss_registry.settings import TEMPLATES as _TEMPLATES

ROOT_URLCONF = "script.benchmark.peer.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [_TEMPLATES[0] | {"DIRS": [Path(__file__).resolve().parent / "templates"]}]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
