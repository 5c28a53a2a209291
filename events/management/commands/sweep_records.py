"""Erase what officers left behind and is past its term: deleted drafts, answered proposals, sent
forms, what would take an imported workbook back.

Nothing is erased without --confirm; the nightly timer gives it.
"""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.services.deleting import erase_deleted, to_erase
from events.services.list_work import sweep_imports
from events.services.person_marks import mark_all_lists
from events.services.settled import (
    corrections_to_erase,
    erase_settled,
    facts_to_erase,
    keep_files_of_waiting,
)
from events.services.workbook_undo import forget_past
from organisations.models import SentForm
from organisations.services.merging import forget_journals


class Command(BaseCommand):
    help = (
        "Efface les brouillons supprimés, les propositions traitées et les clés de formulaires dont le terme "
        "est passé (essai à blanc sans --confirm)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--confirm", action="store_true", help="efface vraiment")

    def handle(self, *args, confirm, **options):
        # By their numbers: what they say is nobody's who reads a log.
        for event in to_erase():
            self.stdout.write(_("brouillon supprimé : #%(key)d") % {"key": event.pk})
        for row in (*corrections_to_erase(), *facts_to_erase()):
            self.stdout.write(
                _("proposition traitée : #%(key)d, fiche #%(event)d") % {"key": row.pk, "event": row.event_id}
            )
        if not confirm:
            self.stdout.write(_("Essai à blanc : rien n’est effacé. Ajoutez --confirm pour effacer."))
            return
        keep_files_of_waiting()
        SentForm.objects.past().delete()
        forget_past()
        sweep_imports()
        forget_journals()
        mark_all_lists()
        number = erase_deleted(events=list(to_erase()))
        self.stdout.write(
            ngettext("%(number)d brouillon effacé.", "%(number)d brouillons effacés.", number)
            % {"number": number}
        )
        number = erase_settled()
        self.stdout.write(
            ngettext("%(number)d proposition effacée.", "%(number)d propositions effacées.", number)
            % {"number": number}
        )
