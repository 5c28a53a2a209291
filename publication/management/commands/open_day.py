"""`manage.py open_day`: what becomes public today, for a timer; the first reader of the day does it too."""

from django.core.management.base import BaseCommand

from publication.services.rebuilding import open_day


class Command(BaseCommand):
    help = "Publishes what was to wait until today."

    def handle(self, **options):
        open_day()
