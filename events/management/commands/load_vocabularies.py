"""Loads the shared lists: themes, working languages, the national strategy, legal references."""

from django.core.management.base import BaseCommand

from events.services.vocabularies import load_vocabularies


class Command(BaseCommand):
    help = "Charge les thèmes, les langues, la stratégie nationale et les textes (sans toucher à l’existant)."

    def handle(self, *args, **options):
        self.stdout.write(f"Listes communes : {len(load_vocabularies())} entrées ajoutées")
