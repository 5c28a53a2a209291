"""The kinds of fault, each a function that injects one and says what it cost."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import OperationalError, connection, connections

from script.archives import making, restoring
from script.archives.archive import unpack
from script.archives.installation import Installation, installation
from script.fault_injection.migrations import killed_update
from script.fault_injection.officers import Officer, at_work, lost, stand_around
from script.fault_injection.outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]


def _outcome(*officers: Officer) -> Outcome:
    """What the faults left; and whether the next officer saves as if nothing had been."""
    next_one = at_work(saves=1)
    went_on = next_one.wait() and len(next_one.acknowledged) == 1
    everybody = [*officers, next_one]
    told = sum(len(officer.acknowledged) for officer in officers)
    return Outcome(len(lost(everybody)), 0 if went_on else 1, told)


def killed_while_saving() -> Outcome:
    officer = at_work()
    officer.wait_for(1)
    time.sleep(random.uniform(0, 0.3))
    officer.end()
    return _outcome(officer)


def two_killed_while_saving() -> Outcome:
    officers = [at_work(), at_work()]
    for officer in officers:
        officer.wait_for(1)
    time.sleep(random.uniform(0, 0.3))
    for officer in officers:
        officer.end()
    return _outcome(*officers)


def full_disk() -> Outcome:
    """SQLite is told that no page more fits, as a full disk does; PostgreSQL that nothing may be written."""

    def fill():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                (pages,) = cursor.execute("PRAGMA page_count").fetchone()
                cursor.execute(f"PRAGMA max_page_count = {pages + random.randint(0, 6)}")
            return

        @contextmanager
        def full():
            _set_read_only(random.choice(["on", "off"]))
            try:
                yield
            finally:
                _set_read_only("off")

        stand_around(full)

    officer = at_work(fill, saves=6)
    in_time = officer.wait()
    found = _outcome(officer)
    found.stuck += not in_time
    return found


def _set_read_only(switch):
    with connection.cursor() as cursor:
        cursor.execute(f"SET default_transaction_read_only = {switch}")


def commit_that_fails() -> Outcome:
    """A commit of a save is refused, as by a disk that fills just then: nobody may be told otherwise."""
    chosen = random.randint(1, 6)

    def break_commits():
        database = type(connections["default"])
        commit, done = database._commit, [0]

        @contextmanager
        def refused():
            database._commit = failing
            try:
                yield
            finally:
                database._commit = commit

        def failing(self):
            done[0] += 1
            if done[0] % chosen == 0:
                self._rollback()
                raise OperationalError("injected: the commit failed")
            return commit(self)

        stand_around(refused)

    officer = at_work(break_commits, saves=8)
    in_time = officer.wait()
    found = _outcome(officer)
    found.stuck += not in_time
    return found


def cut_connection() -> Outcome:
    """PostgreSQL ends the connection in the middle of work; on SQLite the file is locked by somebody else."""
    officer = at_work()
    officer.wait_for(1)
    time.sleep(random.uniform(0, 0.2))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.close()
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN EXCLUSIVE")
            time.sleep(random.uniform(0, 0.3))
            cursor.execute("ROLLBACK")
    goes_on = officer.wait_for(len(officer.acknowledged) + 1)
    officer.end()
    found = _outcome(officer)
    found.stuck += not goes_on
    return found


def clock_set_back() -> Outcome:
    """The clock of the machine jumps a day, forward or back, while somebody works."""
    days = random.choice([-400, -1, 1, 400])

    def jump():
        now = time.time
        time.time = lambda: now() + days * 86_400

    officer = at_work(jump, saves=3)
    in_time = officer.wait()
    found = _outcome(officer)
    found.stuck += not in_time
    return found


def _here() -> Installation:
    return installation(ROOT)


def _quietly(sentence):
    pass


def killed_backup() -> Outcome:
    """A backup that is killed leaves nothing, and the next one is whole, while officers save."""
    of, folder = _here(), Path(os.environ["BACKUP_DIR"])
    before = making.archives_in(folder)
    officer = at_work()
    officer.wait_for(1)
    command = [sys.executable, "-P", "-m", "script.archives", "backup"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "ROOT": str(ROOT)}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    time.sleep(random.uniform(0.1, 0.6))
    process.send_signal(signal.SIGKILL)
    process.wait()
    archive = making.make(of, folder)
    officer.end()
    found = _outcome(officer)
    left = list(folder.glob(".partial-*"))
    # The killed one may have come to its end.
    found.lost += len(left) + (not _is_whole(archive))
    for path in set(making.archives_in(folder)) - set(before):
        found.lost += not _is_whole(path)
        path.unlink()
    return found


def backup_under_uploads() -> Outcome:
    """Files come and go while it is made; every record that it holds was acknowledged or is whole."""
    of, folder = _here(), Path(os.environ["BACKUP_DIR"])
    uploading = os.fork()
    if not uploading:
        number = 0
        while True:
            path = of.media / f"{number % 40}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(os.urandom(100_000))
            if number % 3 == 0:
                path.unlink()
            number += 1
    officer = at_work()
    officer.wait_for(1)
    try:
        archive = making.make(of, folder)
    finally:
        os.kill(uploading, signal.SIGKILL)
        os.waitpid(uploading, 0)
    officer.end()
    found = _outcome(officer)
    found.lost += not _is_whole(archive)
    archive.unlink()
    return found


def _is_whole(archive) -> bool:
    with TemporaryDirectory() as folder:
        try:
            unpack(archive, Path(folder))
        except restoring.Unusable:
            return False
    return True


def killed_restore() -> Outcome:
    """Cut anywhere, the register is the one before or the one of the backup, whole; then it is finished."""
    of, folder = _here(), Path(os.environ["BACKUP_DIR"])
    archive = making.make(of, folder)
    officer = at_work(saves=1)
    officer.wait()
    connection.close()
    before, then = of.database.counts(), unpack_counts(archive)
    restoring_process = os.fork()
    if not restoring_process:
        try:
            restored = restoring.lay_out(archive, of, making.new_stamp(), _quietly)
            restoring.take_place(restored, of)
        finally:
            os._exit(0)
    time.sleep(random.uniform(0, 0.25))
    os.kill(restoring_process, signal.SIGKILL)
    os.waitpid(restoring_process, 0)
    if restoring.is_unfinished(of):
        restoring.finish(of)
    (of.var / "maintenance").unlink(missing_ok=True)
    after = of.database.counts()
    is_either = after in (before, then)
    archive.unlink()
    _clear(of)
    found = _outcome() if after == then else _outcome(officer)
    found.lost += not is_either
    return found


def unpack_counts(archive) -> dict[str, int]:
    with TemporaryDirectory() as folder:
        return unpack(archive, Path(folder)).counts


def _clear(of):
    """What was laid out and not used; what gave way."""
    for path in of.var.glob("*restored-*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in of.var.glob("media.before-*"):
        shutil.rmtree(path)
    for _stamp, kept in of.database.kept_before():
        kept.erase()


KINDS: dict[str, tuple[Callable[[], Outcome], int]] = {
    "an officer killed while saving": (killed_while_saving, 40),
    "two officers killed while saving": (two_killed_while_saving, 10),
    "a full disk": (full_disk, 12),
    "a commit that fails": (commit_that_fails, 15),
    "a connection cut, a file locked": (cut_connection, 15),
    "a clock that jumps": (clock_set_back, 6),
    "a backup killed while officers save": (killed_backup, 6),
    "a backup while files come and go": (backup_under_uploads, 4),
    "a restoration killed": (killed_restore, 12),
    "an update from an earlier release killed": (killed_update, 4),
}
