"""`manage.py accept_key`: the key was changed on purpose, or the old one is lost."""

from django.core.management.base import BaseCommand

from publication.services.key_mark import set_mark


class Command(BaseCommand):
    help = (
        "Prend la clé d’aujourd’hui pour celle de ce registre ; les documents à venir portent d’autres codes."
    )

    def add_arguments(self, parser):
        parser.add_argument("--if-none", action="store_true", help="seulement si aucune n’est retenue")

    def handle(self, *, if_none=False, **options):
        set_mark(replace=not if_none)
