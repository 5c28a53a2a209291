"""A real register on either database: saved, destroyed, brought back, and read again."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection

from script.archives import making, restoring
from script.archives.archive import Unusable
from script.archives.databases import database_of
from script.archives.installation import Installation
from tests.factories import make_published_event

pytestmark = pytest.mark.django_db(transaction=True)
STAMP = "2026-11-30T120000"


def quietly(sentence):
    pass


@pytest.fixture
def register(tmp_path):
    """A copy of the database of this test, as an installation of its own."""
    for number in range(3):
        make_published_event(title_fr=f"Atelier {number}")
    var = tmp_path / "var"
    (var / "media").mkdir(parents=True)
    (var / "media/photo.jpg").write_bytes(b"photo")
    own = connection.settings_dict
    connection.close()
    if connection.vendor == "sqlite":
        # Another thread of a test before this one may still hold it open, and its last rows stand in its log.
        copied = var / "registry.sqlite3"
        with closing(sqlite3.connect(own["NAME"])) as tested, closing(sqlite3.connect(copied)) as copy:
            tested.backup(copy)
        yield Installation(settings.BASE_DIR, var, f"sqlite:///{var}/registry.sqlite3")
        return
    source = database_of(own, settings.BASE_DIR)
    name = f"saved_{own['NAME']}"
    with source._in_lobby() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{own["NAME"]}"')
    url = source.room_beside(STAMP).replace(source.name + "_restored_20261130t120000", name)
    installation = Installation(settings.BASE_DIR, var, url)
    yield installation
    for _stamp, kept in installation.database.kept_before():
        kept.erase()
    installation.database.erase()


def manage(installation, *arguments):
    """What a command of the register prints on this installation."""
    environment = {"VAR_DIR": str(installation.var), "DATABASE_URL": installation.url}
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


COUNT = "from events.models import Event; print('n', Event.objects.count())"
LOSE_A_TABLE = """
from django.db import connection
connection.disable_constraint_checking()
end = "CASCADE" if connection.vendor == "postgresql" else ""
connection.cursor().execute(f"DROP TABLE publication_publishedevent {end}")
"""
DESTROY = "from events.models import Event; Event.objects.all().delete()"


def number_of_events(installation):
    return int(manage(installation, "shell", "-c", COUNT).split()[-1])


def test_a_register_of_an_older_schema_is_brought_back_whole_and_up_to_date(register, tmp_path):
    manage(register, "migrate", "events", "0035", "--verbosity=0")
    archive = making.make(register, tmp_path / "backups")
    manage(register, "migrate", "--verbosity=0")
    manage(register, "shell", "-c", DESTROY)
    shutil.rmtree(register.media)
    assert number_of_events(register) == 0

    restored = restoring.lay_out(archive, register, STAMP, quietly)
    assert "events.0036_workbook_imports" not in restored.manifest.migrations
    assert restoring.unknown_to(register, restored.manifest) == []
    restoring.try_out(restored, quietly)
    # Until here the register is what it was.
    assert number_of_events(register) == 0
    restoring.take_place(restored, register)

    assert number_of_events(register) == 3
    assert (register.media / "photo.jpg").read_bytes() == b"photo"
    ((_stamp, kept),) = register.database.kept_before()
    assert kept.counts()["events_event"] == 0
    assert not restored.place.database.exists()
    manage(register, "migrate", "--check")


def test_a_backup_that_does_not_hold_leaves_the_register_and_nothing_else(register, tmp_path):
    archive = making.make(register, tmp_path / "backups")
    restored = restoring.lay_out(archive, register, STAMP, quietly)
    manage(restored.place, "shell", "-c", LOSE_A_TABLE)
    with pytest.raises(Unusable):
        restoring.try_out(restored, quietly)
    restoring.remove(restored)
    assert number_of_events(register) == 3
    assert not restored.place.database.exists()
    assert not restored.place.var.exists()
