"""`manage.py export_register FILE.zip`: all of the register in one file, for another installation."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports.moving.errors import CannotMove
from reports.moving.exporting import export_register


class Command(BaseCommand):
    help = (
        "Écrit tout le registre dans un fichier ZIP, qu’une installation neuve reprend par import_register."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="le fichier ZIP à écrire")
        parser.add_argument(
            "--with-lists", action="store_true", help="prendre aussi les listes de présence (des noms)"
        )

    def handle(self, *args, file, with_lists, verbosity, **options):
        try:
            manifest = export_register(
                file, with_lists=with_lists, tell=self.stdout.write if verbosity else lambda line: None
            )
        except CannotMove as problem:
            raise CommandError(str(problem)) from problem
        for name in manifest.missing_files:
            self.stderr.write(_("Fichier absent, il ne part pas : %(name)s") % {"name": name})
        self.stdout.write(
            _("Avec les listes de présence : ce fichier contient des noms de personnes.")
            if with_lists
            else _("Sans les listes de présence (--with-lists les ajoute).")
        )
        self.stdout.write(_("Sans les mots de passe : chaque compte en recevra un nouveau."))
        self.stdout.write(_("Écrit : %(path)s. Chiffrez-le avant de l’emporter.") % {"path": file})
