"""Delete the files of imports that nobody confirmed, for a timer; the import pages do it too."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from rss_registry.exchange import pending


class Command(BaseCommand):
    help = "Deletes the files of imports that waited for more than an hour."

    def handle(self, **options):
        deleted = pending.sweep()
        self.stdout.write(
            ngettext("%(n)s fichier effacé", "%(n)s fichiers effacés", deleted) % {"n": deleted}
        )
