"""`manage.py import_register FILE.zip`: the register of another installation, into this empty one."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports.moving.errors import CannotMove
from reports.moving.importing import import_register


class Command(BaseCommand):
    help = "Reprend le registre écrit par export_register dans une installation neuve, puis publie et indexe."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="le fichier ZIP d’export_register")

    def handle(self, *args, file, verbosity, **options):
        try:
            manifest = import_register(file, tell=self.stdout.write if verbosity else lambda line: None)
        except CannotMove as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            _("Les fiches sont là. Si ce qui suit est interrompu, lancez rebuild_publication puis reindex.")
        )
        call_command("rebuild_publication", verbosity=verbosity, stdout=self.stdout)
        call_command("reindex", stdout=self.stdout)
        if not manifest.with_lists:
            self.stdout.write(_("Les listes de présence n’étaient pas dans cet export."))
        self.stdout.write(
            _("Aucun compte n’a de mot de passe : donnez-en un par « manage.py changepassword NOM ».")
        )
