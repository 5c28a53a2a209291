"""Brings the database to the current tables and, where it is new, gives it its first content."""

from io import StringIO

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from organisations.models import Place, User


class Command(BaseCommand):
    help = (
        "Met la base à jour ; si elle est neuve, y charge les lieux et les listes communes et, "
        "avec --demo, les données d’essai et leurs comptes."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="charger aussi les données d’essai et leurs comptes"
        )

    def handle(self, *args, demo, **options):
        call_command("migrate", interactive=False, verbosity=0)
        # What is printed waits for the commit: a password that was rolled back must not be seen.
        printed = StringIO()
        # All or nothing: a power cut half-way leaves the database empty, and the next run starts again.
        with transaction.atomic():
            if not Place.objects.exists():
                call_command("load_places", stdout=printed)
                call_command("load_vocabularies", stdout=printed)
            if demo and is_new():
                self.stdout.write(
                    "Premier démarrage : chargement des données d’essai… (loading the demonstration data)"
                )
                call_command("load_demo", stdout=printed)
                call_command("create_demo_accounts", stdout=printed)
        self.stdout.write(printed.getvalue(), ending="")


def is_new():
    """Nobody can log in yet. The answer lies in the database itself, so that it follows a copy, a
    restored backup or another DATABASE_URL, and a register in use never gets the demonstration data again."""
    return (
        not User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exclude(password="").exists()
    )
