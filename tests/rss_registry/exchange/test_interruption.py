"""What others see of an import in its middle: of one that is killed nothing, and of a preview no lock."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction

from organisations.models import Place
from tests.factories import make_coordinator, make_country

ROOT = Path(__file__).resolve().parents[3]
# Sends two hundred places; says so once they are written, and waits.
SENT = """
import sys
import django
django.setup()
from organisations.models import Place, User
from organisations.resources import PlaceResource
from rss_registry.exchange import writes
from rss_registry.exchange.workbook import carry_out, examine
from rss_registry.sheets import Sheet

rows = [["Nom", "Type", "Fait partie de"], *([f"Village {n}", "localité", "mali"] for n in range(200))]
file = [Sheet("Lieux", tuple(map(tuple, rows)))], [PlaceResource]
user = User.objects.get()
keep_history = writes._keep_history

def stop_when_written(model, rows):
    print(model._base_manager.filter(pk__in=[row.pk for row in rows]).count(), flush=True)
    sys.stdin.readline()
    keep_history(model, rows)

if sys.argv[1] == "import":
    expected = examine(*file, user=user).fingerprint
    writes._keep_history = stop_when_written
    carry_out(*file, user=user, expected=expected)
else:
    writes._keep_history = stop_when_written
    print(examine(*file, user=user).new)
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


def sending(step):
    return subprocess.Popen(
        [sys.executable, "-c", SENT, step],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def address(tmp_path, monkeypatch, transactional_db):
    make_country(slug="mali", name_fr="Mali")
    make_coordinator()
    address = address_for_another_process(tmp_path)
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "rss_registry.settings")
    return address


def stored_villages(address):
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as copy:
            return copy.execute(
                "SELECT count(*) FROM organisations_place WHERE kind = 'locality'"
            ).fetchone()[0]
    return Place.objects.filter(kind="locality").count()


def test_a_killed_import_leaves_nothing_behind(address):
    with sending("import") as process:
        assert process.stdout.readline() == "200\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert stored_villages(address) == 0


def test_others_save_at_once_while_a_preview_runs(address):
    with sending("preview") as process:
        assert process.stdout.readline() == "200\n"
        rename_the_country(address)
        answer, _errors = process.communicate("go on\n", timeout=60)
    assert (process.returncode, answer) == (0, "200\n")
    assert stored_villages(address) == 0


def rename_the_country(address):
    """As another request does, which waits for nobody."""
    change = "UPDATE organisations_place SET name_en = 'Mali' WHERE slug = 'mali'"
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"), timeout=0)) as copy:
            copy.execute(change)
            copy.commit()
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = 100")
            cursor.execute(change)
