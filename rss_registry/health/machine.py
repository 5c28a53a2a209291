"""What an installation tells without knowing the register: program, database, disk, backups, clock."""

import json
import re
import shutil
import socket
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rss_registry.health import examines, ill, watch, well
from rss_registry.shared.notes import is_in_maintenance, latest

_MEGABYTE = 1 << 20
# Under the first a long report is refused (reports/background/files.py); the second leaves weeks to react.
_LEAST_FREE, _LITTLE_FREE = 100 * _MEGABYTE, 1024 * _MEGABYTE
_BACKUP = re.compile(r"rss-(\d{4}-\d\d-\d\dT\d{6})\.tar")
_BACKUP_AGE, _REHEARSAL_AGE = timedelta(hours=36), timedelta(days=40)
_CERTIFICATE_LEFT = timedelta(days=14)
_SECONDS = 3


@examines("version", gettext_lazy("Version du programme"))
def version():
    asked = ["git", "-C", settings.BASE_DIR, "describe", "--always", "--dirty", "--tags"]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        # A container has the program without git.
        told = ""
    if not told:
        return watch(_("Inconnue : ce n’est pas un dépôt git."), "git status")
    if told.endswith("-dirty"):
        return watch(_("%(version)s, modifiée sur place.") % {"version": told}, "git status")
    return well(told)


@examines("database", gettext_lazy("Base de données"), quick=True)
def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return well(_("%(kind)s répond.") % {"kind": connection.display_name})


@examines("migrations", gettext_lazy("Tables"))
def migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return ill(
            ngettext(
                "%(number)d changement des tables n’est pas fait.",
                "%(number)d changements des tables ne sont pas faits.",
                len(waiting),
            )
            % {"number": len(waiting)},
            "script/update",
        )
    known = set(executor.loader.disk_migrations)
    unknown = [each for each in executor.loader.applied_migrations if each not in known]
    if unknown:
        return ill(
            _("La base vient d’un programme plus récent (%(name)s).") % {"name": ".".join(unknown[0])},
            "git pull --ff-only && script/update",
        )
    return well(_("À jour."))


@examines("disk", gettext_lazy("Place sur le disque"), quick=True)
def disk():
    free = shutil.disk_usage(settings.VAR_DIR).free
    told = _("%(free)d Mo libres.") % {"free": free // _MEGABYTE}
    if free < _LEAST_FREE:
        return ill(told, f"du -xh --max-depth=1 {settings.VAR_DIR} | sort -h")
    if free < _LITTLE_FREE:
        return watch(told, f"du -xh --max-depth=1 {settings.VAR_DIR} | sort -h")
    return well(told)


@examines("backup", gettext_lazy("Dernière sauvegarde"), quick=True)
def backup():
    folder = Path(settings.BACKUP_DIR)
    try:
        stamps = [match[1] for path in folder.iterdir() if (match := _BACKUP.fullmatch(path.name))]
    except FileNotFoundError:
        stamps = []
    except PermissionError:
        return watch(_("Le compte du registre ne peut pas lire %(folder)s.") % {"folder": folder})
    newest = datetime.strptime(max(stamps), "%Y-%m-%dT%H%M%S").astimezone() if stamps else None
    # Of several machines one saves for all.
    made_at = latest("backup", newest)
    if made_at is None and _is_before_its_first_night():
        return watch(_("Première sauvegarde cette nuit."), "systemctl status rss-registry-backup.timer")
    if made_at is None:
        return ill(_("Aucune dans %(folder)s.") % {"folder": folder}, "script/backup")
    return _aged(made_at, _BACKUP_AGE, "systemctl status rss-registry-backup ; script/backup")


def _is_before_its_first_night():
    """Its tables are younger than a backup may be; a register that was restored brings older ones."""
    made = MigrationRecorder(connection).migration_qs.aggregate(made=Min("applied"))["made"]
    return made is not None and timedelta() <= timezone.now() - made <= _BACKUP_AGE


@examines("rehearsal", gettext_lazy("Dernier essai d’une sauvegarde"))
def rehearsal():
    remedy = "systemctl status rss-registry-rehearsal ; script/restore --rehearse"
    path = Path(settings.VAR_DIR) / "rehearsal.json"
    here = datetime.fromisoformat(json.loads(path.read_text())["passed_at"]) if path.exists() else None
    passed_at = latest("rehearsal", here)
    if passed_at is None:
        return watch(_("Aucun : rien ne dit que les sauvegardes se rétablissent."), remedy)
    return _aged(passed_at, _REHEARSAL_AGE, remedy)


def _aged(moment, limit, remedy):
    age = timezone.now() - moment
    told = _date_and_age(moment, age)
    return well(told) if age <= limit else ill(told, remedy)


def _date_and_age(moment, age):
    hours = int(age.total_seconds() // 3600)
    if hours < 48:
        since = ngettext("il y a %(number)d heure", "il y a %(number)d heures", hours) % {"number": hours}
    else:
        since = ngettext("il y a %(number)d jour", "il y a %(number)d jours", age.days) % {"number": age.days}
    local = timezone.localtime(moment)
    return _("%(date)s, %(since)s.") % {"date": local.strftime("%d/%m/%Y %H:%M"), "since": since}


@examines("certificate", gettext_lazy("Certificat"))
def certificate():
    address = urlsplit(settings.PUBLIC_URL)
    if address.scheme != "https":
        return (
            watch(_("L’adresse publique n’est pas en HTTPS.")) if settings.HTTPS else well(_("Sans HTTPS."))
        )
    place = (address.hostname, address.port or 443)
    try:
        with (
            socket.create_connection(place, timeout=_SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=address.hostname) as secured,
        ):
            ends = ssl.cert_time_to_seconds(secured.getpeercert()["notAfter"])
    except ssl.SSLCertVerificationError as error:
        return ill(_("Refusé : %(reason)s") % {"reason": error.verify_message}, "certbot renew")
    except OSError:
        return watch(
            _("%(host)s n’a pas répondu d’ici.") % {"host": address.hostname}, "systemctl status nginx"
        )
    left = datetime.fromtimestamp(ends, UTC) - timezone.now()
    told = ngettext(
        "Valable encore %(number)d jour.", "Valable encore %(number)d jours.", max(left.days, 0)
    ) % {"number": max(left.days, 0)}
    return well(told) if left > _CERTIFICATE_LEFT else ill(told, "certbot renew && systemctl reload nginx")


@examines("clock", gettext_lazy("Horloge"))
def clock():
    """Against what this machine wrote last: a clock that was set back, or started at zero, shows there."""
    now = timezone.now()
    written = max(
        (path.stat().st_mtime for path in (Path(settings.BASE_DIR) / "manage.py", *_written())), default=0
    )
    ahead = datetime.fromtimestamp(written, UTC) - now
    if ahead > timedelta(minutes=5):
        return ill(_("En retard : des fichiers sont datés d’après maintenant."), "timedatectl")
    return well(timezone.localtime(now).strftime("%d/%m/%Y %H:%M"))


def _written():
    return (path for path in Path(settings.VAR_DIR).glob("*") if path.is_file())


@examines("maintenance", gettext_lazy("Maintenance"), quick=True)
def maintenance():
    if (Path(settings.VAR_DIR) / "restoring.json").exists():
        return ill(_("Une restauration a été coupée."), "script/restore --finish")
    if is_in_maintenance():
        return watch(_("Le site dit qu’il revient bientôt."), "script/manage maintenance end")
    return well(_("Aucune."))
