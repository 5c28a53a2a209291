"""Loads Mali's 20 units, the communes and localities that reports name, and a few countries."""

from django.core.management.base import BaseCommand

from organisations.services.places import load_places


class Command(BaseCommand):
    help = "Charge les lieux (sans toucher à ceux qui existent déjà)."

    def handle(self, *args, **options):
        self.stdout.write(f"Lieux ajoutés : {len(load_places())}")
