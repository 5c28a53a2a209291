"""List the documents that told more than the rules allow today, so that somebody asks for them back."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from reports.services.codes import printed
from reports.verification.audit import excesses


class Command(BaseCommand):
    help = "Lists public documents that told more than today's rules allow; exit 1 if there are any."

    def add_arguments(self, parser):
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
        )

    def handle(self, *, language, **options):
        with override(language):
            found = 0
            for excess in excesses():
                found += 1
                self._tell(excess)
            if not found:
                self.stdout.write(_("Aucun document public n’en dit plus que les règles d’aujourd’hui."))
                return
            self.stdout.write(
                ngettext(
                    "%(number)d document public en dit plus que les règles d’aujourd’hui.",
                    "%(number)d documents publics en disent plus que les règles d’aujourd’hui.",
                    found,
                )
                % {"number": found}
            )
        sys.exit(1)

    def _tell(self, excess):
        proof = excess.proof
        self.stdout.write(
            _("%(code)s, %(kind)s (%(language)s), produit le %(day)s")
            % {
                "code": printed(proof.code),
                "kind": proof.kind,
                "language": proof.language,
                "day": f"{proof.created_at:%Y-%m-%d}",
            }
        )
        if excess.events:
            references = ", ".join(excess.events)
            self.stdout.write(
                "  " + _("événements mieux protégés depuis : %(names)s") % {"names": references}
            )
        if excess.figures:
            labels = ", ".join(excess.figures)
            self.stdout.write("  " + _("nombres masqués depuis : %(names)s") % {"names": labels})
