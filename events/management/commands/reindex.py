"""Write the search text of every event and record anew."""

from django.core.management.base import BaseCommand

from events.services.search_text import index_all
from organisations.services.record_search import index_all_records


class Command(BaseCommand):
    help = "Refait l’index de recherche de tous les événements et de toutes les fiches."

    def handle(self, *args, **options):
        self.stdout.write(str(index_all() + index_all_records()))
