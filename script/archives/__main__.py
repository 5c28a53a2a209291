"""`script/backup`, `script/restore`, and what `script/update` asks."""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import psycopg2

from script.archives import making, restoring
from script.archives.archive import Unusable
from script.archives.installation import Installation, installation
from script.archives.restoring import tell

NO_REGISTER = 3
LAST_REHEARSAL = "rehearsal.json"


def main() -> int:
    root = Path(os.environ["ROOT"])
    of = installation(root)
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="script/…", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    backup = commands.add_parser("backup", prog="script/backup", description=_BACKUP)
    backup.add_argument("folder", nargs="?", type=Path, help="où elle s’écrit (réglage BACKUP_DIR)")
    restore = commands.add_parser("restore", prog="script/restore", description=_RESTORE)
    restore.add_argument("archive", nargs="?", type=Path, help="sans elle : la dernière de BACKUP_DIR")
    restore.add_argument("--rehearse", action="store_true", help="tout, sauf prendre la place du registre")
    restore.add_argument("--with-code", action="store_true", help="revenir aussi au programme d’alors")
    restore.add_argument("--key", type=Path, help="la clé privée (age) d’une copie chiffrée")
    restore.add_argument("--finish", action="store_true", help="achever un échange qu’une coupure a arrêté")
    commands.add_parser("holds-a-register", help="réussit si la base a des tables")
    options = parser.parse_args()
    try:
        if options.command == "holds-a-register":
            database = of.database
            return 0 if database.exists() and database.counts() else NO_REGISTER
        return _backup(of, options) if options.command == "backup" else _restore(of, options)
    except Unusable as error:
        tell(str(error))
    except subprocess.CalledProcessError as error:
        tell(f"Échec de {error.cmd[0]} ({error.returncode}). {_what_stands(of)}")
    except (OSError, psycopg2.Error, sqlite3.Error, ValueError) as error:
        tell(f"{str(error).strip()}. {_what_stands(of)}")
    return 1


def _what_stands(of):
    if restoring.is_unfinished(of):
        return "L’échange est commencé : achevez-le par script/restore --finish. (finish it)"
    return "Rien n’a été changé. (nothing was changed)"


_BACKUP = "Sauvegarde la base et les fichiers en une archive contrôlée ; le registre reste en service."
_RESTORE = "Rétablit une sauvegarde : dans une place neuve, contrôlée, puis échangée contre le registre."


def _folder(of: Installation, given: Path | None = None) -> Path:
    return given or Path(os.environ.get("BACKUP_DIR") or of.var / "backups")


def _days() -> int:
    told = os.environ.get("KEEP_DAYS", "30")
    if not told.isdigit() or int(told) < 1:
        raise Unusable(f"KEEP_DAYS doit être un nombre de jours, pas « {told} ».")
    return int(told)


def _backup(of, options):
    folder, days = _folder(of, options.folder), _days()
    if restoring.is_unfinished(of):
        raise Unusable("Une restauration a été coupée : lancez d’abord script/restore --finish.")
    archive = making.make(of, folder)
    tell(f"Sauvegarde faite : {archive}, {archive.stat().st_size >> 10} Ko. (backup done)")
    if os.environ.get("STORE_URL"):
        tell("Sans les photos ni les documents joints, que garde le magasin, STORE_URL. (without media)")
    if to := os.environ.get("BACKUP_COPY_TO"):
        with making.alone_in(folder):
            name = making.copy_elsewhere(archive, to, os.environ.get("BACKUP_RECIPIENT", ""), days)
        tell(f"Copie chiffrée : {to}/{name} (encrypted copy)")
    for name in making.rotate(of, folder, days):
        tell(f"Effacé, car plus vieux que {days} jours : {name} (erased)")
    return 0


def _restore(of, options):
    if restoring.is_unfinished(of):
        restoring.refuse_while_in_use(of)
        restoring.finish(of)
        tell("Un échange coupé est achevé : le registre est celui de la sauvegarde. (finished)")
        if options.finish:
            return 0
    elif options.finish:
        tell("Rien à achever. (nothing to finish)")
        return 0
    if not options.rehearse:
        restoring.refuse_while_in_use(of)
    # In var/, which is all that the unit of the rehearsal may write.
    of.var.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=of.var, prefix=".restore-") as scratch:
        archive = _archive(of, options, Path(scratch))
        restored = restoring.lay_out(archive, of, making.new_stamp(), tell)
    try:
        with _code(restored, of, options):
            restoring.try_out(restored, tell)
            if not options.rehearse:
                restoring.take_place(restored, of)
    except BaseException:
        if not restoring.is_unfinished(of):
            restoring.remove(restored)
        raise
    told = restored.manifest
    tell(f"{told.rows} lignes et {told.files} fichiers du {told.made_at}, contrôlés. (checked)")
    if options.rehearse:
        restoring.remove(restored)
        _note_rehearsal(of, archive)
        tell("Essai réussi ; le registre n’a pas été touché. (rehearsal passed)")
    else:
        tell(
            f"Rétabli. Ce qui était là est gardé sous le nom « before-{restored.stamp} » et sera effacé avec "
            "les vieilles sauvegardes. Redémarrez : sudo systemctl start rss-registry rss-registry-documents"
        )
    return 0


def _archive(of, options, scratch):
    archive = options.archive
    if archive is None:
        archives = making.archives_in(_folder(of))
        if not archives:
            raise Unusable(f"Aucune sauvegarde dans {_folder(of)}.")
        archive = archives[-1]
    if not archive.is_file():
        raise Unusable(f"{archive} n’existe pas.")
    if archive.suffix == ".age":
        if not options.key:
            raise Unusable("Cette copie est chiffrée : donnez la clé privée avec --key FICHIER.")
        return restoring.decrypted(archive, options.key, scratch)
    return archive


def _code(restored, of, options):
    unknown = restoring.unknown_to(of, restored.manifest)
    if options.with_code:
        return restoring.code_of(restored.manifest, of, tell)
    if unknown:
        commit = restored.manifest.commit[:12] or "inconnu"
        raise Unusable(
            f"La sauvegarde vient d’un programme plus récent ({', '.join(unknown[:3])}). Mettez le registre "
            f"à jour, ou revenez au sien avec --with-code ({commit})."
        )
    return nullcontext()


def _note_rehearsal(of, archive):
    note = {"archive": archive.name, "passed_at": datetime.now().astimezone().isoformat(timespec="seconds")}
    (of.var / LAST_REHEARSAL).write_text(json.dumps(note))


if __name__ == "__main__":
    sys.exit(main())
