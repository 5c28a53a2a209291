"""The toolbar of `script/dev` is there in debug mode, and nowhere else."""

import os
import re
import subprocess
import sys

from django.conf import settings

from rss_registry.dev.middleware import uncompressed

KEY = "Zr8-" * 5 + "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ"


def python(code, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=kept | {"SECRET_KEY": KEY} | environment,
        capture_output=True,
        text=True,
    )


def test_production_neither_names_nor_loads_it():
    code = """
import sys
import rss_registry.wsgi
from django.conf import settings
from rss_registry import urls
print([name for name in sys.modules if name.startswith(("debug_toolbar", "rss_registry.dev"))])
named = [*settings.INSTALLED_APPS, *settings.MIDDLEWARE]
print([name for name in named if "toolbar" in name or ".dev" in name])
"""
    assert python(code).stdout == "[]\n[]\n"
    assert python(code, DEBUG="true").stdout == "[]\n[]\n"


def test_it_is_not_installed_in_production():
    pinned = (settings.BASE_DIR / "requirements.txt").read_text()
    assert not re.search(r"^django-debug-toolbar", pinned, re.MULTILINE)


def test_its_settings_refuse_to_serve_without_the_debug_mode():
    refused = python("import rss_registry.dev.settings")
    assert refused.returncode != 0 and "debug mode" in refused.stderr


def test_pages_carry_it_under_the_policy_of_production(tmp_path):
    code = """
import django
django.setup()
from django.test import Client
page = Client(HTTP_ACCEPT_ENCODING="gzip", REMOTE_ADDR="127.0.0.1").get("/fr/admin/login/")
print(page.status_code, b'id="djDebug"' in page.content, "unsafe" in page["Content-Security-Policy"])
"""
    environment = {
        "DEBUG": "true",
        "ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "rss_registry.dev.settings",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "sqlite:///:memory:",
    }
    assert python(code, **environment).stdout == "200 True False\n"


def test_a_public_page_comes_whole_and_uncompressed_so_that_it_can_be_written_into(rf):
    request = rf.get("/fr/", HTTP_ACCEPT_ENCODING="br, gzip", HTTP_IF_NONE_MATCH='W/"1"')
    seen = uncompressed(lambda request: dict(request.headers))(request)
    assert {"Accept-Encoding", "If-None-Match"} & set(seen) == set()
