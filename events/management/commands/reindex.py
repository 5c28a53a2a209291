"""Write the search text of every event anew."""

from django.core.management.base import BaseCommand

from events.services.search_text import index_all


class Command(BaseCommand):
    help = "Refait l’index de recherche de tous les événements."

    def handle(self, *args, **options):
        self.stdout.write(str(index_all()))
