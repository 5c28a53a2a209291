"""Backups are whole or not there, whatever happens while they are made."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from script.archives import making
from script.archives.archive import Unusable, unpack
from script.archives.restoring import decrypted
from tests.conftest import leave_out
from tests.script.archives.small import media_of, small_installation, titles_of, write

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def installation(tmp_path):
    return small_installation(tmp_path / "register")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backups"


def names_in(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def test_a_backup_holds_the_last_committed_row_and_the_files(installation, folder, tmp_path):
    with closing(sqlite3.connect(installation.database.path)) as register:
        # Only in the write-ahead log: a copy of the file alone would lose it.
        register.execute("INSERT INTO event VALUES ('Forum')")
        register.commit()
        archive = making.make(installation, folder)
    manifest = unpack(archive, tmp_path / "out")
    assert manifest.counts == {"django_migrations": 1, "event": 2}
    assert manifest.migrations == ["events.0001_initial"]
    assert (manifest.files, manifest.database) == (1, "sqlite")
    assert (tmp_path / "out/media/photos/a.jpg").read_bytes() == b"photo"
    assert archive.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_files_that_come_and_go_meanwhile_are_no_error(installation, folder, tmp_path):
    stop = Signal()

    def upload():
        number = 0
        while not stop.is_set():
            path = installation.media / "photos" / f"{number}.jpg"
            write(path, b"x" * 5_000)
            if number % 2:
                path.unlink()
            number += 1

    writer = Thread(target=upload)
    writer.start()
    try:
        archives = []
        for number in range(8):
            archives.append(making.make(installation, folder / str(number)))
    finally:
        stop.set()
        writer.join()
    for number, archive in enumerate(archives):
        manifest = unpack(archive, tmp_path / f"out{number}")
        assert manifest.digests["media/photos/a.jpg"]


def test_a_file_that_is_gone_when_its_turn_comes_is_left_out(installation, folder, tmp_path, monkeypatch):
    write(installation.media / "photos/b.jpg", b"going")
    read = Path.read_bytes

    def read_or_gone(path):
        if path.name == "b.jpg":
            raise FileNotFoundError(path)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_or_gone)
    archive = making.make(installation, folder)
    monkeypatch.undo()
    assert set(unpack(archive, tmp_path / "out").digests) == {"registry.sqlite3.gz", "media/photos/a.jpg"}


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.05])
def test_a_backup_that_is_killed_leaves_nothing_once_the_next_is_made(installation, folder, moment):
    for number in range(300):
        write(installation.media / f"{number}.jpg", os.urandom(200_000))
    script = (
        "import sys; from pathlib import Path; from script.archives import making; "
        "from script.archives.installation import Installation; "
        "making.make(Installation(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]), Path(sys.argv[4]))"
    )
    arguments = [installation.root, installation.var, installation.url, folder]
    process = subprocess.Popen([sys.executable, "-c", script, *map(str, arguments)], cwd=ROOT)
    while not list(folder.glob(".partial-*/archive.tar")):
        assert process.poll() is None
        time.sleep(0.001)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert making.archives_in(folder) == []
    archive = making.make(installation, folder)
    assert names_in(folder) == [archive.name]


def test_a_backup_that_fails_leaves_no_archive_and_erases_no_other(installation, folder, monkeypatch):
    first = making.make(installation, folder)

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making.Writer, "add_media", full)
    with pytest.raises(OSError, match="No space"):
        making.make(installation, folder)
    assert names_in(folder) == [first.name]


def test_a_container_without_git_saves_too(installation, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert unpack(making.make(installation, folder), tmp_path / "out").commit == ""


def test_two_backups_at_once_are_one_and_a_sentence(installation, folder):
    folder.mkdir()
    with making.alone_in(folder), pytest.raises(Unusable):
        making.make(installation, folder)


def test_old_backups_and_old_registers_are_erased_and_the_newest_stays(installation, folder):
    folder.mkdir()
    for day in ("01", "02", "03"):
        path = folder / f"rss-2026-01-{day}T023000.tar"
        path.write_bytes(b"")
        os.utime(path, (0, 0))
    (folder / "notes.txt").write_text("of somebody")
    os.utime(folder / "notes.txt", (0, 0))
    old = installation.database.path.with_name("registry.before-2026-01-01T120000.sqlite3")
    young = installation.database.path.with_name(f"registry.before-{making.new_stamp()}.sqlite3")
    for path in (old, young):
        shutil.copy(installation.database.path, path)
    write(installation.var / "media.before-2026-01-01T120000/a.jpg", b"photo")
    making.rotate(installation, folder, 30)
    assert names_in(folder) == ["notes.txt", "rss-2026-01-03T023000.tar"]
    assert not old.exists()
    assert young.exists()
    assert not (installation.var / "media.before-2026-01-01T120000").exists()
    assert titles_of(installation) == ["Atelier"]
    assert media_of(installation) == {"photos/a.jpg": b"photo"}


@pytest.fixture
def key(tmp_path):
    for program in ("age", "rclone"):
        if not shutil.which(program):
            leave_out(program)
    path = tmp_path / "key.txt"
    subprocess.run(["age-keygen", "-o", path], check=True, capture_output=True)
    return path


def recipient_of(key):
    return next(line.split()[-1] for line in key.read_text().splitlines() if line.startswith("# public key:"))


def test_a_copy_elsewhere_opens_with_the_key_alone(installation, folder, tmp_path, key):
    elsewhere = tmp_path / "disk"
    elsewhere.mkdir()
    old = elsewhere / "rss-2026-01-01T023000.tar.age"
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    archive = making.make(installation, folder)
    name = making.copy_elsewhere(archive, str(elsewhere), recipient_of(key), 30)
    assert [path.name for path in elsewhere.iterdir()] == [name]
    assert b"Atelier" not in (elsewhere / name).read_bytes()
    assert not tarfile.is_tarfile(elsewhere / name)
    assert names_in(folder) == [archive.name]
    assert decrypted(elsewhere / name, key, tmp_path).read_bytes() == archive.read_bytes()
    other = tmp_path / "other.txt"
    subprocess.run(["age-keygen", "-o", other], check=True, capture_output=True)
    with pytest.raises(Unusable):
        decrypted(elsewhere / name, other, tmp_path)


def test_nothing_leaves_unencrypted(installation, folder, tmp_path):
    archive = making.make(installation, folder)
    with pytest.raises(Unusable):
        making.copy_elsewhere(archive, str(tmp_path / "disk"), "", 30)
    assert not (tmp_path / "disk").exists()


def test_a_copy_that_is_tried_out_stays_away_from_what_machines_share(installation, monkeypatch):
    shared = ("CACHE_URL", "STORE_URL", "REPLICA_URL")
    for name in shared:
        monkeypatch.setenv(name, "of the register in use")
    asked = f"import os, sys; sys.exit(any(name in os.environ for name in {shared!r}))"
    installation.run("-c", asked)


@pytest.fixture(params=["Pacific/Auckland", "America/Los_Angeles"])
def elsewhere(request, monkeypatch):
    """The clock of a machine that stands there; Django would set that of the register."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_name_of_a_backup_is_in_the_time_of_the_register(elsewhere):
    named = datetime.strptime(making.new_stamp(), "%Y-%m-%dT%H%M%S")
    here = datetime.now(ZoneInfo(settings.TIME_ZONE)).replace(tzinfo=None)
    assert abs(here - named) < timedelta(minutes=1)
