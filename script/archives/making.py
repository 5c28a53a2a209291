"""Making a backup: whole or not at all, while the register is in use."""

import fcntl
import os
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from script.archives.archive import Manifest, Unusable, Writer, sync
from script.archives.installation import Installation

NAME = re.compile(r"rss-(\d{4}-\d\d-\d\dT\d{6})\.tar")
REGISTER_TIME = ZoneInfo("Africa/Bamako")
_PARTIAL = ".partial-"
_DAY = 86_400


def new_stamp() -> str:
    """In the time of the register, in which its age is told, wherever the machine stands."""
    return datetime.now(REGISTER_TIME).strftime("%Y-%m-%dT%H%M%S")


def archives_in(folder: Path) -> list[Path]:
    """The backups of a folder, oldest first."""
    return sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name)) if folder.is_dir() else []


def make(of: Installation, folder: Path) -> Path:
    """A backup of an installation in `folder`; its path.

    Raises:
        Unusable: another backup is being made there.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone_in(folder):
        _clear_partial(folder)
        partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=folder))
        try:
            return _make(of, folder, partial)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _make(of, folder, partial):
    stamp, database = new_stamp(), of.database
    # The rows first: every file that they name was written before them.
    copy = partial / database.member
    counts, migrations = database.copy(copy)
    archive = partial / "archive.tar"
    archive.touch(mode=0o600)
    with Writer(archive) as writer:
        writer.add_database(copy, database.member)
        copy.unlink()
        writer.add_media(of.media)
        made_at = datetime.now().astimezone().isoformat(timespec="seconds")
        digests = dict(writer.digests)
        writer.seal(Manifest(made_at, of.commit, database.kind, migrations, counts, digests))
    sync(archive)
    target = folder / f"rss-{stamp}.tar"
    os.replace(archive, target)
    sync(folder)
    return target


@contextmanager
def alone_in(folder: Path):
    """One at a time; the kernel lets go of the lock of a process that was killed."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unusable(f"Une autre sauvegarde se fait dans {folder} : attendez sa fin.") from None
        yield


def _clear_partial(folder):
    """What a backup that was killed, or whose machine lost its power, has left."""
    for left in folder.glob(f"{_PARTIAL}*"):
        shutil.rmtree(left, ignore_errors=True)


def rotate(of: Installation, folder: Path, days: int) -> list[str]:
    """Erase backups, and registers that gave way to a restored one, once they are `days` old; their names.

    They hold attendance lists, which must not outlive their term. The newest backup stays, however old.
    """
    erased = []
    for path in archives_in(folder)[:-1]:
        if path.stat().st_mtime < time.time() - days * _DAY:
            path.unlink()
            erased.append(path.name)
    oldest = (datetime.now(REGISTER_TIME) - timedelta(days=days)).strftime("%Y%m%d")
    for stamp, database in of.database.kept_before():
        if re.sub("[^0-9]", "", stamp)[:8] < oldest:
            database.erase()
            erased.append(f"base d’avant {stamp}")
    for path in of.var.glob("media.before-*"):
        if re.sub("[^0-9]", "", path.name)[:8] < oldest:
            shutil.rmtree(path)
            erased.append(path.name)
    return erased


def copy_elsewhere(archive: Path, to: str, recipient: str, days: int) -> str:
    """An encrypted copy on another machine, where copies older than `days` are erased; its name.

    Args:
        to: a place as rclone writes it: a folder, `:sftp,host=…:/…`, `:s3,…:bucket`.
        recipient: the public key (age) of whoever may open it; the other half stays away from here.

    Raises:
        Unusable: there is no key, or a program is missing.
    """
    if not recipient:
        raise Unusable("BACKUP_RECIPIENT manque : rien ne part d’ici sans être chiffré (age-keygen).")
    for program in ("age", "rclone"):
        if not shutil.which(program):
            raise Unusable(f"Il manque {program}. Tapez : sudo apt-get install {program}")
    name = f"{archive.name}.age"
    with tempfile.TemporaryDirectory(prefix=_PARTIAL, dir=archive.parent) as folder:
        encrypted = Path(folder) / name
        subprocess.run(["age", "--recipient", recipient, "--output", encrypted, archive], check=True)
        rclone = ["rclone", "--config", "", "--log-level", "ERROR"]
        subprocess.run([*rclone, "copyto", encrypted, f"{to.rstrip('/')}/{name}"], check=True)
        subprocess.run([*rclone, "check", folder, to, "--one-way", "--include", name], check=True)
        old = ["delete", to, "--min-age", f"{days}d", "--include", "rss-*.tar.age"]
        subprocess.run([*rclone, *old], check=True)
    return name
