"""Delete the files that wait for nobody any more, for a timer; the pages that keep them do it too."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from rss_registry.exchange import pending
from rss_registry.held_files import HELD


class Command(BaseCommand):
    help = "Deletes files of imports after an hour, and files of forms that were not saved after a day."

    def handle(self, **options):
        deleted = pending.sweep() + HELD.sweep()
        self.stdout.write(
            ngettext("%(n)s fichier effacé", "%(n)s fichiers effacés", deleted) % {"n": deleted}
        )
