"""`manage.py rebuild_publication`: the published record made again, or held against the private one."""

from django.core.management.base import BaseCommand, CommandError

from publication.services.rebuilding import differences, rebuild

_MOST_TOLD = 20


class Command(BaseCommand):
    help = "Makes the published record again from the private one. Stopped, it goes on where it was."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="Changes nothing; exits 1 where the two differ."
        )

    def handle(self, *args, check, verbosity, **options):
        if check:
            return self._check()
        public = rebuild(self._progress if verbosity else lambda done, of: None)
        self.stdout.write(f"{public} événements publiés. ({public} events published.)")

    def _check(self):
        found = list(differences())
        for line in found[:_MOST_TOLD]:
            self.stdout.write(line)
        if found:
            raise CommandError(
                f"{len(found)} différences : lancez rebuild_publication. (differences: rebuild)"
            )
        self.stdout.write("La publication suit la fiche. (The publication follows the record.)")

    def _progress(self, done, of):
        self.stdout.write(f"{done} / {of}")
