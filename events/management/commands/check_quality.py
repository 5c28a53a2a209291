"""Print what is missing or doubtful in the register, check by check."""

from django.core.management.base import BaseCommand

from events.models import Event
from events.quality import CHECKS


class Command(BaseCommand):
    help = "Liste ce qui manque ou paraît douteux dans le registre."

    def handle(self, *args, **options):
        for check in CHECKS:
            events = list(check.find(Event.objects.all()))
            self.stdout.write(f"{len(events):5}  {check.sentence}")
            for event in events:
                self.stdout.write(f"       - {event.reference or f'#{event.pk}'}")
