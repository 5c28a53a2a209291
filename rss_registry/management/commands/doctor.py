"""`manage.py doctor`, started by `script/doctor`: whether the installation is well, else what to type."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from rss_registry.health import State, examinations, worst

SIGNS = {State.WELL: "✓", State.WATCH: "!", State.ILL: "✗"}


class Command(BaseCommand):
    help = "Dit si l’installation va bien, et quoi taper sinon ; échoue si quelque chose ne va pas."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--quick", action="store_true", help="seulement ce qui ne lit pas toutes les fiches"
        )
        parser.add_argument("--language", choices=["fr", "en"], default="fr")

    def handle(self, *args, quick, language, **options):
        findings = []
        with override(language):
            for each in examinations(quick_only=quick):
                finding = each.finding()
                findings.append(finding)
                self.stdout.write(f"{SIGNS[finding.state]} {each.title} : {finding.sentence}")
                if finding.remedy:
                    self.stdout.write(f"    → {finding.remedy}")
        if worst(findings) == State.ILL:
            wrong = sum(finding.state == State.ILL for finding in findings)
            raise CommandError(f"À mettre en ordre : {wrong}. (to be put right: {wrong})")
