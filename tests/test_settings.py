"""The settings refuse nonsense, and the runtime is the one that was chosen."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from runpy import run_path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

RANDOM_KEY = "Zr8-" * 5 + "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ"


def start_with(*, printed="s.DEBUG, s.SESSION_COOKIE_SECURE", **environment):
    """Load the settings in a process of their own, with this environment and no other setting."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", f"import rss_registry.settings as s; print({printed})"],
        cwd=settings.BASE_DIR,
        env=kept | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("key", ["", "changeme", "a" * 60, "django-insecure-" + RANDOM_KEY])
def test_no_start_on_a_missing_or_default_secret_key(key):
    refused = start_with(SECRET_KEY=key)
    assert refused.returncode != 0
    assert "SECRET_KEY must be set" in refused.stderr


@pytest.mark.parametrize("key", ["changeme", "a" * 60, RANDOM_KEY])
def test_no_start_on_a_guessable_key_of_persons_or_on_that_of_the_sessions(key):
    refused = start_with(SECRET_KEY=RANDOM_KEY, PERSONS_KEY=key)
    assert refused.returncode != 0
    assert "PERSONS_KEY must be" in refused.stderr


def test_the_key_of_persons_may_be_missing():
    asked = {"SECRET_KEY": RANDOM_KEY, "printed": "s.PERSONS_KEY"}
    assert start_with(**asked).stdout == "\n"
    assert start_with(PERSONS_KEY=f"{RANDOM_KEY}2", **asked).stdout == f"{RANDOM_KEY}2\n"


def test_debug_is_off_and_cookies_are_plain_unless_asked():
    assert start_with(SECRET_KEY=RANDOM_KEY).stdout == "False False\n"


def test_cookies_are_secure_behind_tls():
    assert start_with(SECRET_KEY=RANDOM_KEY, HTTPS="true").stdout == "False True\n"


def test_behind_tls_cookies_are_of_this_host_alone():
    names = "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEVICE_COOKIE_NAME"
    plain = start_with(SECRET_KEY=RANDOM_KEY, printed="s.DEVICE_COOKIE_NAME")
    behind = start_with(SECRET_KEY=RANDOM_KEY, HTTPS="true", printed=names)
    assert (plain.stdout, behind.stdout) == ("device\n", "__Host-session __Host-csrf __Host-device\n")


def test_the_second_factor_is_demanded_of_a_register_in_use():
    asked = {"SECRET_KEY": RANDOM_KEY, "printed": "s.SECOND_FACTOR"}
    assert start_with(**asked).stdout == "offered\n"
    assert start_with(HTTPS="true", **asked).stdout == "demanded\n"
    assert start_with(HTTPS="true", SAMPLE_REGISTER="true", **asked).stdout == "offered\n"
    assert start_with(SECOND_FACTOR="demanded", **asked).stdout == "demanded\n"
    assert start_with(SECOND_FACTOR="peut-être", **asked).returncode != 0


def test_events_are_invented_only_where_the_environment_says_so():
    asked = {"SECRET_KEY": RANDOM_KEY, "printed": "s.SAMPLE_REGISTER"}
    assert start_with(**asked).stdout == "False\n"
    assert start_with(SAMPLE_REGISTER="true", **asked).stdout == "True\n"
    assert start_with(SAMPLE_REGISTER="exemple", **asked).returncode != 0


def test_the_data_lie_in_var_or_where_the_environment_says():
    roots = ("MEDIA_ROOT", "IMPORT_ROOT", "HELD_ROOT", "DOCUMENT_ROOT", "PDF_STORE_ROOT", "MAINTENANCE_FILE")
    data = ", ".join(f"s.{name}" for name in roots)
    asked = {
        "SECRET_KEY": RANDOM_KEY,
        "printed": f"*(p.parent for p in ({data})), s.DATABASES['default']['NAME']",
    }
    here = settings.BASE_DIR / "var"
    assert start_with(**asked).stdout.split() == [str(here)] * 6 + [f"{here}/registry.sqlite3"]
    assert start_with(VAR_DIR="/srv/data", **asked).stdout.split() == ["/srv/data"] * 6 + [
        "/srv/data/registry.sqlite3"
    ]


def test_a_switch_that_cannot_be_understood_stops_the_start():
    assert start_with(SECRET_KEY=RANDOM_KEY, HTTPS="peut-être").returncode != 0


def test_postgresql_is_reached_through_psycopg2():
    """Django takes psycopg 3 without a word if any dependency brings it."""
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    assert not is_psycopg3
    if connection.vendor == "postgresql":
        assert connection.Database.__name__ == "psycopg2"


def test_sqlite_writes_survive_a_power_cut_and_wait_for_each_other(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/registry.sqlite3")
    # As they stand in the file: the tests themselves do not wait for the disk.
    options = run_path(str(settings.BASE_DIR / "rss_registry" / "settings.py"))["DATABASES"]["default"][
        "OPTIONS"
    ]
    with closing(sqlite3.connect(tmp_path / "registry.sqlite3")) as register:
        register.executescript(options["init_command"])
        asked = [register.execute(f"PRAGMA {name}").fetchone() for name in ("synchronous", "foreign_keys")]
    assert asked == [(2,), (1,)]  # 2 is FULL
    assert options["transaction_mode"] == "IMMEDIATE"


def test_the_server_in_front_takes_what_a_form_may_send():
    limit = re.search(
        r"client_max_body_size (\d+)m;", (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    )
    assert max(settings.MAX_FORM_MEGABYTES * 2**20, settings.MAX_PHOTO_BYTES) < int(limit[1]) * 2**20


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/face.jpg", "/media/face.jpg", "/static/face.jpg"])
def test_an_uploaded_photo_has_no_address_of_its_own(client, address):
    """It shows faces: only a view may hand it out, after it has looked at whether it is public."""
    default_storage.save("face.jpg", ContentFile(b"a face"))
    assert client.get(address).status_code == 404
