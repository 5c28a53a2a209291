"""The way back: a backup is laid out beside the register, tried there, and only then takes its place."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import environ

from script.archives.archive import (
    MANIFEST,
    MEDIA,
    Manifest,
    Unusable,
    free_bytes,
    needed_bytes,
    sync,
    unpack,
)
from script.archives.databases import database_of
from script.archives.installation import Installation

JOURNAL = "restoring.json"
"""In `var/` from the first renaming to the last: which files have to follow the database."""
_WALK = Path(__file__).with_name("walk.py")
_HAS_PUBLICATION = Path("publication/management/commands/rebuild_publication.py")


@dataclass
class Restored:
    """A backup laid out beside the register, and what it was found to hold."""

    stamp: str
    manifest: Manifest
    place: Installation


def lay_out(archive: Path, of: Installation, stamp: str, say: Callable[[str], None]) -> Restored:
    """Unpack an archive into a new place and hold it against its manifest. The register is not touched.

    Raises:
        Unusable: the archive is not whole, is of the other database, or there is no room for it.
    """
    of.var.mkdir(mode=0o700, exist_ok=True)
    if (needed := needed_bytes(archive)) > (free := free_bytes(of.var)):
        raise Unusable(
            f"Il faut environ {needed >> 20} Mo libres dans {of.var}, il y en a {free >> 20} : faites de la "
            "place."
        )
    var = of.var / f".restored-{stamp}"
    var.mkdir(mode=0o700)
    try:
        say("Contrôle et déballage de la sauvegarde…")
        manifest = unpack(archive, var)
        if manifest.database != of.database.kind:
            raise Unusable(
                f"Cette sauvegarde est d’une base {manifest.database}, ce registre en {of.database.kind}. "
                "Pour changer de base, voir « Déménager » dans docs/deploy.md."
            )
        place = of.moved_to(var, of.database.room_beside(stamp))
        database, copy = place.database, var / of.database.member
        say("Chargement de la base dans une place neuve…")
        try:
            database.load(copy)
            _hold_against(manifest, database.counts())
        except BaseException:
            database.erase()
            raise
        copy.unlink()
        (var / MANIFEST).unlink()
        place.media.mkdir(exist_ok=True)
    except BaseException:
        shutil.rmtree(var, ignore_errors=True)
        raise
    return Restored(stamp, manifest, place)


def _hold_against(manifest, counts):
    wrong = [
        f"{table} : {counts.get(table, 0)} lignes au lieu de {number}"
        for table, number in manifest.counts.items()
        if counts.get(table) != number
    ]
    if wrong:
        raise Unusable("La base rétablie n’est pas celle de la sauvegarde. " + " ; ".join(wrong[:5]))


def unknown_to(code: Installation, manifest: Manifest) -> list[str]:
    """Migrations of the backup that this version of the program does not have."""
    ours = {name.partition(".")[0] for name in code.migrations}
    applied = {name for name in manifest.migrations if name.partition(".")[0] in ours}
    return sorted(applied - code.migrations)


def try_out(restored: Restored, say: Callable[[str], None]) -> None:
    """Bring the new place to this version of the program, and read its public pages.

    Raises:
        Unusable: something in it does not hold; the command has said what.
    """
    place = restored.place
    commands = [("Mise à jour de la base rétablie…", ["manage.py", "prepare_database"])]
    if (place.root / _HAS_PUBLICATION).exists():
        check = ["manage.py", "rebuild_publication", "--check"]
        commands.append(("Contrôle de ce qui est publié…", check))
    commands.append(("Lecture des pages publiques…", ["-P", str(_WALK)]))
    for sentence, command in commands:
        say(sentence)
        try:
            place.run(*command)
        except subprocess.CalledProcessError as error:
            raise Unusable(
                f"La sauvegarde a été chargée, mais {' '.join(command)} a échoué ({error.returncode}) : "
                "le registre n’a pas été touché."
            ) from None


def remove(restored: Restored) -> None:
    restored.place.database.erase()
    shutil.rmtree(restored.place.var)


def refuse_while_in_use(of: Installation) -> None:
    """Whoever has the database open would go on writing into the old one."""
    if users := of.database.users():
        listed = "\n".join(f"    {user}" for user in users[:10])
        raise Unusable(
            "Le registre est en service. Arrêtez-le d’abord (sudo systemctl stop rss-registry "
            f"rss-registry-documents, ou Ctrl-C dans script/server) :\n{listed}"
        )


def take_place(restored: Restored, of: Installation) -> None:
    """Put what was restored in the place of the register, which is kept under another name.

    The database changes in one step; before it a journal is written, so that the files follow even
    where the power goes in between (`finish`).
    """
    with _maintenance(of):
        refuse_while_in_use(of)
        journal = {"stamp": restored.stamp, "new": str(restored.place.var), "url": restored.place.url}
        aside = of.var / f"{JOURNAL}.new"
        aside.write_text(json.dumps(journal))
        sync(aside)
        os.replace(aside, of.var / JOURNAL)
        sync(of.var)
        finish(of)


def is_unfinished(of: Installation) -> bool:
    """Whether an exchange was cut off."""
    return (of.var / JOURNAL).exists()


def finish(of: Installation) -> None:
    """Carry out an exchange, or what is left of it."""
    path = of.var / JOURNAL
    journal = json.loads(path.read_text())
    stamp, new = journal["stamp"], Path(journal["new"])
    fresh = database_of(environ.Env.db_url_config(journal["url"]), of.root)
    if fresh.exists():
        of.database.give_way(fresh, stamp)
    kept = of.var / f"media.before-{stamp}"
    if (new / MEDIA).exists():
        if of.media.exists() and not kept.exists():
            of.media.rename(kept)
        (new / MEDIA).rename(of.media)
    shutil.rmtree(new, ignore_errors=True)
    path.unlink()
    sync(of.var)


@contextmanager
def _maintenance(of):
    """Every page answers 503 meanwhile; a file that was there before stays."""
    flag = of.var / "maintenance"
    was_there = flag.exists()
    flag.touch()
    try:
        yield
    finally:
        if not was_there:
            flag.unlink(missing_ok=True)


@contextmanager
def code_of(manifest: Manifest, of: Installation, say: Callable[[str], None]):
    """The program as it was when the backup was made; what was there comes back if anything fails.

    Raises:
        Unusable: this is no checkout, it has changes of its own, or the commit is not known here.
    """
    if not manifest.commit or not of.commit:
        raise Unusable("--with-code demande un dépôt git, ici et là où la sauvegarde a été faite.")
    if of.git("status", "--porcelain", "--untracked-files=no"):
        raise Unusable("Le programme a été modifié sur place : validez ou ôtez ces changements (git status).")
    try:
        of.git("cat-file", "-e", f"{manifest.commit}^{{commit}}")
    except subprocess.CalledProcessError:
        raise Unusable(
            f"Le programme {manifest.commit[:12]} n’est pas connu ici : git fetch, puis recommencez."
        ) from None
    before = of.git("symbolic-ref", "--short", "HEAD", check=False) or of.commit
    say(f"Retour au programme {manifest.commit[:12]}…")
    try:
        _install(of, manifest.commit)
        yield
    except BaseException:
        say("Retour au programme d’avant…")
        _install(of, before)
        raise


def _install(of, commit):
    of.git("checkout", "--quiet", commit)
    steps = "set -euo pipefail; . script/installation.sh; install_system; install_project"
    subprocess.run(["bash", "-c", steps], cwd=of.root, check=True)


def decrypted(archive: Path, key: Path, folder: Path) -> Path:
    """An encrypted copy opened into `folder` with the private half of its key."""
    target = folder / archive.stem
    done = subprocess.run(["age", "--decrypt", "--identity", key, "--output", target, archive])
    if done.returncode:
        raise Unusable(f"{archive} ne s’ouvre pas avec {key}.")
    return target


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
