"""Delete the files that wait for nobody any more, for a timer; the pages that keep them do it too."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from rss_registry.exchange import pending
from rss_registry.held_files import HELD, LASTING
from rss_registry.held_forms import FORMS


class Command(BaseCommand):
    help = (
        "Deletes files of imports after an hour, what was typed after two, files of forms that were not "
        "saved after a day, and those of corrections that nobody answered after sixty."
    )

    def handle(self, **options):
        deleted = sum(store.sweep() for store in (pending, HELD, LASTING, FORMS))
        self.stdout.write(
            ngettext("%(n)s fichier effacé", "%(n)s fichiers effacés", deleted) % {"n": deleted}
        )
