"""A power cut in the middle of an import: the process is killed, the register is as it was."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from organisations.models import Place
from tests.factories import make_coordinator, make_country

ROOT = Path(__file__).resolve().parents[3]
# Imports two hundred places; says so after a hundred, and waits to be killed.
IMPORT = """
import sys, time
import django
django.setup()
from organisations.models import Place, User
from organisations.resources import PlaceResource
from rss_registry.exchange.imports import carry_out, examine
from rss_registry.tabular import Record, Table

rows = [["Nom", "Type", "Fait partie de"], *([f"Village {n}", "localité", "mali"] for n in range(200))]
table = Table(tuple(Record(line, tuple(row)) for line, row in enumerate(rows, 1)))
user = User.objects.get()
expected = examine(PlaceResource(user=user), table).fingerprint
save, saved = Place.save, []

def save_and_stop_at_a_hundred(place, **kwargs):
    save(place, **kwargs)
    saved.append(place)
    if len(saved) == 100:
        print(len(saved), flush=True)
        time.sleep(60)

Place.save = save_and_stop_at_a_hundred
carry_out(PlaceResource(user=user), table, expected=expected)
"""


def address_for_another_process(folder):
    """Where the other process finds this test's data; SQLite's lie in memory and are copied out."""
    if connection.vendor == "sqlite":
        copy = folder / "copy.sqlite3"
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
        return f"sqlite:///{copy}"
    name = connection.settings_dict["NAME"]
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def stored_villages(address):
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as copy:
            return copy.execute(
                "SELECT count(*) FROM organisations_place WHERE kind = 'locality'"
            ).fetchone()[0]
    return Place.objects.filter(kind="locality").count()


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_leaves_nothing_behind(tmp_path, monkeypatch):
    make_country(slug="mali", name_fr="Mali")
    make_coordinator()
    address = address_for_another_process(tmp_path)
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "rss_registry.settings")
    process = subprocess.Popen([sys.executable, "-c", IMPORT], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout.readline() == "100\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert stored_villages(address) == 0
