"""Brings the database to the current tables and, where it is new, gives it its first content."""

import signal
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from events.models import Event
from events.services.person_marks import mark_all_lists
from organisations.models import Place, User
from rss_registry.databases.migrating import all_or_nothing


class Command(BaseCommand):
    help = (
        "Met la base à jour et publie ce qui doit l’être, y ajoute les modèles de rapports qui manquent ; "
        "si elle est neuve, y charge "
        "les lieux et les listes communes et, "
        "avec --demo, les données d’essai et leurs comptes."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="charger aussi les données d’essai et leurs comptes"
        )

    def handle(self, *args, demo, **options):
        # What is printed waits until it is on the disk: a password that was rolled back must not be seen.
        printed = StringIO()
        with new_file_made_aside():
            with uninterrupted(), all_or_nothing():
                call_command("migrate", interactive=False, verbosity=0)
            # All or nothing: a power cut half-way leaves no content, and the next run starts again.
            with transaction.atomic():
                if not Place.objects.exists():
                    call_command("load_places", stdout=printed)
                    call_command("load_vocabularies", stdout=printed)
                call_command("load_donor_templates", stdout=printed)
                if demo and is_new():
                    self.stdout.write(
                        "Premier démarrage : chargement des données d’essai… (loading the demonstration data)"
                    )
                    call_command("load_demo", stdout=printed)
                    call_command("create_demo_accounts", stdout=printed)
            # Of an update, or of a key that was not there before.
            mark_all_lists()
            # After an update the same records may say something else, and a register from before the
            # published record has none.
            call_command("rebuild_publication", verbosity=0, stdout=StringIO())
            call_command("accept_key", if_none=True)
            if settings.PUBLIC_DATABASE_ROLE:
                call_command("create_public_role", stdout=StringIO())
        self.stdout.write(printed.getvalue(), ending="")


def is_new():
    """There is no event, and nobody can log in yet. The answer lies in the database itself, so that it
    follows a copy, a restored backup or another DATABASE_URL, and a register in use, or one that has just
    moved here and has no password yet, never gets the demonstration data."""
    can_log_in = User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exclude(password="")
    return not (Event.with_deleted.exists() or can_log_in.exists())


@contextmanager
def new_file_made_aside():
    """A new SQLite file takes its name when it is complete.

    Whoever finds a file takes it for a register, as script/update does: it is one, or it is not there.
    """
    name = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite" or connection.is_in_memory_db() or holds_something(Path(name)):
        yield
        return
    aside = f"{name}.new"
    connection.close()
    connection.settings_dict["NAME"] = aside
    # What an earlier run left behind, and the log of a file that someone has deleted.
    for leftover in (aside, f"{aside}-wal", f"{aside}-shm", f"{name}-wal", f"{name}-shm"):
        Path(leftover).unlink(missing_ok=True)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
    Path(aside).replace(name)


def holds_something(path):
    return path.exists() and path.stat().st_size > 0


@contextmanager
def uninterrupted():
    """Ctrl-C waits for the end of the migrations, rather than losing what they did."""
    waiting = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, waiting)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, waiting)
