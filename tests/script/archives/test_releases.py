"""A register of each earlier release, saved by that program, comes up to date whole."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from script.archives import restoring
from script.archives.databases import database_of
from script.archives.installation import Installation

pytestmark = pytest.mark.django_db(transaction=True)

RELEASES = Path(settings.BASE_DIR) / "tests/data/releases"
# Tables in which people write, and what was no longer kept after the first release.
ENTERED = ("events_", "organisations_", "reports_documentproof")
GONE = {"organisations_dataversion", "organisations_publicchange"}


@pytest.fixture
def installation(tmp_path):
    """A place for a register beside the database of this test, with nothing in it yet."""
    if connection.vendor == "sqlite":
        yield Installation(settings.BASE_DIR, tmp_path / "var", f"sqlite:///{tmp_path}/registry.sqlite3")
        return
    own = database_of(connection.settings_dict, settings.BASE_DIR)
    yield Installation(settings.BASE_DIR, tmp_path / "var", own.room_beside("release"))


def asked_of(place, expected):
    done = subprocess.run(
        [sys.executable, "-m", "tests.script.archives.asked_of_a_register", expected],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": place.url,
            "VAR_DIR": str(place.var),
            "DJANGO_SETTINGS_MODULE": "rss_registry.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("release", ["0.1", "0.2"])
def test_an_older_register_keeps_its_addresses_references_and_documents(installation, release):
    archive = RELEASES / f"{release}-{connection.vendor}.tar"
    expected = json.loads((RELEASES / f"{release}.json").read_text("utf-8"))
    restored = restoring.lay_out(archive, installation, "2026-11-30T120000", lambda sentence: None)
    try:
        # Its tables, what it publishes held against its records, its public pages.
        restoring.try_out(restored, lambda sentence: None)
        told = asked_of(restored.place, RELEASES / f"{release}.json")
        now = restored.place.database.counts()
    finally:
        restoring.remove(restored)
    then = {table: rows for table, rows in restored.manifest.counts.items() if table.startswith(ENTERED)}
    assert {table: now.get(table) for table in then.keys() - GONE} == {
        table: rows for table, rows in then.items() if table not in GONE
    }
    assert told["published"] == expected["references"]
    assert set(expected["references"]) <= set(told["references"])
    assert told["lost"] == []
    assert told["proofs"] == expected["proofs"]
    # Definitions have become more exact since; every figure is told beside that of today.
    assert set(told["states"]) <= {"CURRENT", "REPLACED"}
    assert told["uncompared"] == []
    # They were public before anybody was asked.
    assert told["accepted"] and not told["proposed"]
