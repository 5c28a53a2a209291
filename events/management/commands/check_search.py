"""Say whether the search index holds what the events hold."""

from django.core.management.base import BaseCommand, CommandError

from events.services.search_text import index_errors


class Command(BaseCommand):
    help = "Compare l’index de recherche avec les événements ; échoue s’il en diffère."

    def handle(self, *args, **options):
        if wrong := index_errors():
            numbers = ", ".join(map(str, wrong[:20]))
            raise CommandError(
                f"L’index de recherche diffère pour {len(wrong)} événement(s) : {numbers}. "
                "Lancez « manage.py reindex »."
            )
        self.stdout.write("OK")
