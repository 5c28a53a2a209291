"""Loads the forms of donors: EU Annex VI, 8+3, the monthly report to the state, CRSS and CCS sheets."""

from django.core.management.base import BaseCommand

from reports.services.donor_templates import load_donor_templates


class Command(BaseCommand):
    help = "Charge les modèles de rapports aux bailleurs (sans toucher à ce que l’équipe a corrigé)."

    def handle(self, *args, **options):
        if added := load_donor_templates():
            self.stdout.write(f"Modèles de rapports : {len(added)} ajoutés")
