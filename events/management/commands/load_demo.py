"""Loads the demonstration register: five real reports as six held events and four planned forums."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from events.demo.reading import DemoDataError
from events.demo.register import load_demo


class Command(BaseCommand):
    help = (
        "Charge les données d’essai, sans jamais toucher à ce qui existe ; une seconde fois ne change rien."
    )

    def handle(self, *args, **options):
        try:
            with translation.override("fr"):
                events = load_demo()
        except DemoDataError as error:
            raise CommandError(f"Données d’essai : {error}") from error
        self.stdout.write(f"Données d’essai : {len(events)} événements publiés")
