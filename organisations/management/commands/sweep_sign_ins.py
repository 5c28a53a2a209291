"""`manage.py sweep_sign_ins`: each night, what is kept of sign-ins, links and attempts goes past its term."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from organisations.services.past_traces import forget_past


class Command(BaseCommand):
    help = "Efface ce qui reste de connexions, de liens et d’essais passés."

    def handle(self, *args, **options):
        count = sum(forget_past(timezone.now()).values())
        self.stdout.write(f"Traces de connexion effacées : {count}.")
