"""`manage.py maintenance begin|end`: every page says that the register is back soon, on all machines."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from rss_registry.shared import has_cache
from rss_registry.shared.notes import begin_maintenance, end_maintenance, is_in_maintenance


class Command(BaseCommand):
    help = "Shows the page of a maintenance on every machine that shares the cache, or ends it."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["begin", "end"])

    def handle(self, *, act, **options):
        if act == "begin":
            begin_maintenance()
            told = _("Toutes les machines disent que le site revient bientôt.")
            alone = _("Cette machine dit que le site revient bientôt.")
            self.stdout.write(told if has_cache() else alone)
            return
        end_maintenance()
        if is_in_maintenance():
            raise CommandError(_("La maintenance n’a pas pu être levée : le cache commun ne répond pas."))
        self.stdout.write(_("La maintenance est levée."))
