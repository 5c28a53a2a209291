"""What was saved comes back whole, or the register stays as it is."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from script.archives import making, restoring
from script.archives.archive import MANIFEST, Unusable, unpack
from tests.script.archives.small import media_of, small_installation, titles_of, write


@pytest.fixture
def installation(tmp_path):
    return small_installation(tmp_path / "register")


@pytest.fixture
def archive(installation, tmp_path):
    """Of a register that has gone on since."""
    made = making.make(installation, tmp_path / "backups")
    with closing(sqlite3.connect(installation.database.path)) as register:
        register.execute("INSERT INTO event VALUES ('Forum')")
        register.commit()
    write(installation.media / "photos/b.jpg", b"later")
    return made


def quietly(sentence):
    pass


def lay_out(archive, installation):
    return restoring.lay_out(archive, installation, "2026-11-30T120000", quietly)


def left_in(installation):
    return sorted(path.name for path in installation.var.iterdir())


def as_before(installation):
    return titles_of(installation) == ["Atelier", "Forum"] and set(media_of(installation)) == {
        "photos/a.jpg",
        "photos/b.jpg",
    }


def test_a_backup_takes_the_place_of_the_register_which_is_kept(archive, installation):
    restoring.take_place(lay_out(archive, installation), installation)
    assert titles_of(installation) == ["Atelier"]
    assert media_of(installation) == {"photos/a.jpg": b"photo"}
    ((stamp, kept),) = installation.database.kept_before()
    assert kept.counts()["event"] == 2
    assert (installation.var / f"media.before-{stamp}/photos/b.jpg").read_bytes() == b"later"
    assert left_in(installation) == [
        "media",
        f"media.before-{stamp}",
        f"registry.before-{stamp}.sqlite3",
        "registry.sqlite3",
    ]


def test_a_machine_without_a_register_gets_it(archive, installation):
    shutil.rmtree(installation.var)
    restoring.take_place(lay_out(archive, installation), installation)
    assert titles_of(installation) == ["Atelier"]
    assert media_of(installation) == {"photos/a.jpg": b"photo"}


class Cut(BaseException):
    """The power goes."""


STEPS = range(6)


@pytest.mark.parametrize("step", STEPS)
def test_an_exchange_that_is_cut_off_is_finished(archive, installation, monkeypatch, step):
    restored = lay_out(archive, installation)
    done = 0

    def cut_at(function):
        def cut(*arguments, **options):
            nonlocal done
            if done == step:
                raise Cut
            done += 1
            return function(*arguments, **options)

        return cut

    with monkeypatch.context() as patch:
        patch.setattr("os.link", cut_at(restoring.os.link))
        patch.setattr("os.replace", cut_at(restoring.os.replace))
        patch.setattr(Path, "rename", cut_at(Path.rename))
        patch.setattr(restoring.shutil, "rmtree", cut_at(restoring.shutil.rmtree))
        with pytest.raises(Cut):
            restoring.take_place(restored, installation)
    if not restoring.is_unfinished(installation):
        assert step == 0
        assert as_before(installation)
        return
    restoring.finish(installation)
    assert titles_of(installation) == ["Atelier"]
    assert media_of(installation) == {"photos/a.jpg": b"photo"}
    ((_stamp, kept),) = installation.database.kept_before()
    assert kept.counts()["event"] == 2
    assert not restoring.is_unfinished(installation)


def test_a_register_in_use_is_not_exchanged(archive, installation):
    restored = lay_out(archive, installation)
    hold = (
        "import sqlite3, sys; register = sqlite3.connect(sys.argv[1]); "
        "register.execute('SELECT * FROM event').fetchall(); print(flush=True); sys.stdin.read()"
    )
    path = str(installation.database.path)
    process = subprocess.Popen(
        [sys.executable, "-c", hold, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    process.stdout.readline()
    with pytest.raises(Unusable, match=str(process.pid)):
        restoring.take_place(restored, installation)
    process.communicate("")
    assert as_before(installation)
    assert not (installation.var / "maintenance").exists()
    restoring.take_place(restored, installation)
    assert titles_of(installation) == ["Atelier"]


def test_maintenance_that_somebody_asked_for_stays(archive, installation):
    (installation.var / "maintenance").touch()
    restoring.take_place(lay_out(archive, installation), installation)
    assert (installation.var / "maintenance").exists()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_an_archive_that_was_cut_off_is_refused(installation, tmp_path, share):
    write(installation.media / "photos/b.jpg", os.urandom(300_000))
    archive = making.make(installation, tmp_path / "backups")
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(Unusable):
        lay_out(archive, installation)
    assert not list(installation.var.glob(".restored-*"))


def rewritten(archive, change):
    """The archive with its members passed through `change(name, content)`; None leaves one out."""
    members = []
    with tarfile.open(archive) as tar:
        for info in tar:
            members.append((info.name, tar.extractfile(info).read()))
    with tarfile.open(archive, "w") as tar:
        for name, content in change(members):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, BytesIO(content))


def changed_file(members):
    return [(name, content.replace(b"photo", b"phobo")) for name, content in members]


def added_file(members):
    return [*members, ("media/photos/c.jpg", b"theirs")]


def missing_file(members):
    return [member for member in members if member[0] != "media/photos/a.jpg"]


def outside(members):
    return [("media/../../escaped", b"theirs"), *members]


def absolute(members):
    return [("/tmp/escaped", b"theirs"), *members]


def of_tomorrow(members):
    return [
        (name, json.dumps(json.loads(content) | {"format": 2}).encode() if name == MANIFEST else content)
        for name, content in members
    ]


@pytest.mark.parametrize("change", [changed_file, added_file, missing_file, outside, absolute, of_tomorrow])
def test_an_archive_that_was_changed_is_refused(archive, installation, tmp_path, change):
    rewritten(archive, change)
    with pytest.raises(Unusable):
        lay_out(archive, installation)
    assert as_before(installation)
    assert not list(installation.var.glob(".restored-*"))
    assert not list(tmp_path.rglob("escaped"))


def test_no_room_is_said_before_anything_is_written(archive, installation, monkeypatch):
    monkeypatch.setattr(restoring, "free_bytes", lambda folder: 10)
    with pytest.raises(Unusable):
        lay_out(archive, installation)
    assert not list(installation.var.glob(".restored-*"))


def test_a_copy_with_other_rows_than_were_counted_is_refused(archive, installation):
    def other_count(members):
        for name, content in members:
            if name == MANIFEST:
                told = json.loads(content)
                told["counts"]["event"] += 1
                content = json.dumps(told).encode()
            yield name, content

    rewritten(archive, other_count)
    with pytest.raises(Unusable, match="event"):
        lay_out(archive, installation)
    assert as_before(installation)


def test_a_backup_of_a_newer_program_is_known_by_its_migrations(archive, installation, tmp_path):
    manifest = unpack(archive, tmp_path / "out")
    (installation.root / "events/migrations").mkdir(parents=True)
    assert restoring.unknown_to(installation, manifest) == []
    (installation.root / "events/migrations/0001_first.py").touch()
    assert restoring.unknown_to(installation, manifest) == ["events.0001_initial"]
    (installation.root / "events/migrations/0001_initial.py").touch()
    assert restoring.unknown_to(installation, manifest) == []


@pytest.fixture
def checkout(installation):
    """The program in two versions, of which the second is broken."""
    root = installation.root
    write(
        root / "script/installation.sh",
        b"install_system() { :; }\ninstall_project() { cp version var/installed; }\n",
    )
    for version in ("one", "two"):
        write(root / "version", version.encode())
        for command in (["init", "-qb", "main"], ["add", "version", "script"], ["commit", "-qm", version]):
            author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
            subprocess.run(["git", "-C", root, *author, *command], check=True)
    return installation


def test_code_and_data_of_one_day_come_back_together(checkout, tmp_path):
    checkout.git("checkout", "-q", "main~1")
    manifest = unpack(making.make(checkout, tmp_path / "backups"), tmp_path / "out")
    checkout.git("checkout", "-q", "main")
    with restoring.code_of(manifest, checkout, quietly):
        assert (checkout.root / "version").read_text() == "one"
    assert (checkout.root / "version").read_text() == "one"
    assert (checkout.var / "installed").read_text() == "one"


def test_where_the_older_code_does_not_hold_the_newer_stays(checkout, tmp_path):
    checkout.git("checkout", "-q", "main~1")
    manifest = unpack(making.make(checkout, tmp_path / "backups"), tmp_path / "out")
    checkout.git("checkout", "-q", "main")
    with pytest.raises(Unusable), restoring.code_of(manifest, checkout, quietly):
        raise Unusable("it does not start")
    assert checkout.git("symbolic-ref", "--short", "HEAD") == "main"
    assert (checkout.var / "installed").read_text() == "two"


def test_changes_of_ones_own_in_the_program_are_not_overwritten(checkout, tmp_path):
    manifest = unpack(making.make(checkout, tmp_path / "backups"), tmp_path / "out")
    (checkout.root / "version").write_text("mine")
    with pytest.raises(Unusable), restoring.code_of(manifest, checkout, quietly):
        pass
    assert (checkout.root / "version").read_text() == "mine"
