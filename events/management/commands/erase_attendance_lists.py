"""Erase what is past its term: attendance lists, and drafts that were deleted a month ago.

Nothing is erased without --confirm.
"""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.services.deleting import erase_deleted, to_erase
from events.services.retention import erase_lists, lists_to_erase


class Command(BaseCommand):
    help = "Efface les listes de présence échues et les brouillons supprimés (essai à blanc sans --confirm)."

    def add_arguments(self, parser):
        parser.add_argument("--confirm", action="store_true", help="efface vraiment")

    def handle(self, *args, confirm, **options):
        events = list(lists_to_erase())
        for event in events:
            self.stdout.write(f"{event.reference or f'#{event.pk}'}: {event.participants.count()}")
        deleted = list(to_erase())
        for event in deleted:
            self.stdout.write(_("brouillon supprimé : #%(key)d") % {"key": event.pk})
        if not confirm:
            self.stdout.write(_("Essai à blanc : rien n’est effacé. Ajoutez --confirm pour effacer."))
            return
        number = erase_lists(events=events)
        self.stdout.write(
            ngettext("%(number)d personne effacée.", "%(number)d personnes effacées.", number)
            % {"number": number}
        )
        number = erase_deleted(events=deleted)
        self.stdout.write(
            ngettext("%(number)d brouillon effacé.", "%(number)d brouillons effacés.", number)
            % {"number": number}
        )
