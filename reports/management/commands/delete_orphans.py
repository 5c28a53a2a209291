"""Put in order what a dead worker left behind and forget old files, for a timer; the worker does it too."""

from django.core.management.base import BaseCommand

from reports.background.orphans import delete_orphans


class Command(BaseCommand):
    help = "Gives back documents whose worker is gone, and deletes files that nobody asks for any more."

    def handle(self, **options):
        delete_orphans()
