"""The shell scripts, run on a copy so that they write in a `var/` of their own."""

import os
import shutil
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from script.archives.archive import unpack
from script.archives.making import archives_in
from tests.script.archives.small import small_installation


@pytest.fixture
def copy(tmp_path):
    root = tmp_path / "un registre"
    for folder in ("script", "deploy"):
        shutil.copytree(settings.BASE_DIR / folder, root / folder)
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    for name in ("lib", "pyvenv.cfg"):
        (root / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    return root


def run(*command, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(command, env=kept | environment, capture_output=True, text=True, cwd="/")


def environment_of(root, **environment):
    """What `script/server` hands to the register, from what its caller has set."""
    sourced = f'. "{root}/script/installation.sh"; . "{root}/script/environment.sh"; env'
    lines = run("bash", "-euo", "pipefail", "-c", sourced, **environment).stdout.splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


@pytest.mark.parametrize("name", ["SECRET_KEY", "PERSONS_KEY"])
def test_a_secret_key_is_made_once_and_only_its_owner_reads_it(copy, name):
    first = environment_of(copy)[name]
    assert len(first) == 64
    assert environment_of(copy)[name] == first
    assert (copy / "var" / name.lower()).stat().st_mode & 0o777 == 0o600
    assert (copy / "var").stat().st_mode & 0o777 == 0o700


def test_the_two_keys_differ_and_no_persons_are_counted_where_one_says_so(copy):
    environment = environment_of(copy)
    assert environment["SECRET_KEY"] != environment["PERSONS_KEY"]
    assert environment_of(copy, PERSONS_KEY="")["PERSONS_KEY"] == ""


def test_a_key_from_outside_is_kept_and_not_written_down(copy):
    assert environment_of(copy, SECRET_KEY="theirs")["SECRET_KEY"] == "theirs"
    assert not (copy / "var" / "secret_key").exists()


@pytest.mark.parametrize(
    ("host", "hosts", "address"),
    [
        ("127.0.0.1", "127.0.0.1,localhost,[::1],127.0.0.1", "http://127.0.0.1:8000"),
        ("registre.local", "127.0.0.1,localhost,[::1],registre.local", "http://registre.local:8000"),
        ("fd00::7", "127.0.0.1,localhost,[::1],[fd00::7]", "http://[fd00::7]:8000"),
    ],
)
def test_the_accepted_names_and_the_printed_address_follow_the_host(copy, host, hosts, address):
    environment = environment_of(copy, HOST=host)
    assert environment["ALLOWED_HOSTS"] == hosts
    assert environment["PUBLIC_URL"] == address


def test_listening_everywhere_does_not_accept_every_name(copy):
    environment = environment_of(copy, HOST="0.0.0.0", PORT="8001")
    assert "*" not in environment["ALLOWED_HOSTS"]
    assert "0.0.0.0" not in environment["ALLOWED_HOSTS"]
    assert environment["PUBLIC_URL"].endswith(":8001")


@pytest.mark.parametrize("script", ["server", "sample"])
@pytest.mark.parametrize("port", ["huit", "0", "65536", "80 81"])
def test_a_port_that_is_none_is_refused_in_one_line(copy, port, script):
    refused = run(copy / "script" / script, PORT=port)
    assert refused.returncode == 1
    assert f"PORT doit être un nombre de 1 à 65535, pas « {port} »" in refused.stderr


@pytest.mark.parametrize("script", ["server", "sample"])
def test_a_port_that_is_taken_is_said_before_anything_is_installed(copy, script):
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        refused = run(copy / "script" / script, PORT=str(port))
    assert refused.returncode == 1
    assert f"Impossible d’écouter à 127.0.0.1:{port}" in refused.stderr
    assert refused.stderr.rstrip().splitlines()[0].endswith(f"script/{script}")
    assert not (copy / ".venv" / "installed-requirements.txt").exists()


@pytest.mark.parametrize("number", ["59", "beaucoup", "-5", "1e3"])
def test_a_sample_of_a_senseless_size_is_refused_before_anything_is_made(copy, number, tmp_path):
    refused = run(copy / "script" / "sample", number, TMPDIR=str(tmp_path))
    assert refused.returncode == 1
    assert not list(tmp_path.glob("rss-sample.*"))
    assert not (copy / "var" / "secret_key").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("private",),
        ("public", "mille"),
        ("public", "--database"),
        ("public", "--database", "oracle"),
        ("staff", "mille"),
        ("public", "--database=", "1000"),
    ],
)
def test_a_measure_of_nothing_known_is_refused_before_anything_is_installed(copy, arguments):
    assert run(copy / "script" / "bench", *arguments).returncode == 1
    assert not (copy / "var").exists()


@pytest.fixture
def saved(copy):
    """A register of one row, in the place that the scripts look for."""
    return small_installation(copy)


@pytest.mark.parametrize("command", ["script/backup", "deploy/backup"])
def test_a_backup_is_made_by_one_command(copy, saved, tmp_path, command):
    done = run(copy / command, tmp_path / "backups")
    assert done.returncode == 0, done.stderr
    (archive,) = archives_in(tmp_path / "backups")
    assert unpack(archive, tmp_path / "out").counts["event"] == 1


def test_a_backup_that_fails_leaves_nothing_and_says_so(copy, tmp_path):
    failed = run(copy / "script" / "backup", tmp_path / "backups", DATABASE_URL="sqlite:////nowhere/register")
    assert failed.returncode != 0
    assert "Traceback" not in failed.stderr
    assert archives_in(tmp_path / "backups") == []
    assert not list((tmp_path / "backups").glob(".partial-*"))


def test_between_the_two_steps_of_a_restoration_nothing_starts(copy, saved):
    (saved.var / "restoring.json").touch()
    for command in ("server", "manage", "backup", "nightly"):
        refused = run(copy / "script" / command)
        assert refused.returncode == 1
        assert "script/restore --finish" in refused.stderr


def test_a_step_of_the_night_that_fails_holds_up_no_other(copy, saved, tmp_path):
    (copy / "manage.py").write_text(
        "import sys; print('ran', *sys.argv[1:]); sys.exit('fails' if sys.argv[1] == 'check_search' else 0)"
    )
    night = run(copy / "script" / "nightly", BACKUP_DIR=str(tmp_path / "backups"))
    ran = [line.split()[1] for line in night.stdout.splitlines() if line.startswith("ran ")]
    assert night.returncode == 1
    assert "check_search" in night.stderr.splitlines()[-1]
    assert len(archives_in(tmp_path / "backups")) == 1
    # What the law erases is not in the backup; what only tidies waits for it.
    assert ran.index("erase_attendance_lists") < ran.index("check_search") < ran.index("sweep_records")


def test_what_is_not_saved_is_not_swept(copy, tmp_path):
    (copy / "manage.py").write_text("import sys; print('ran', *sys.argv[1:])")
    night = run(copy / "script" / "nightly", DATABASE_URL="sqlite:////nowhere/register")
    assert night.returncode == 1
    assert "erase_attendance_lists" in night.stdout
    assert "sweep_records" not in night.stdout
