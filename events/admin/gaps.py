"""What is missing in several events at once, in one query whatever their number."""

from collections import defaultdict

from django.db.models import Value

from events.models import Event
from events.quality import CHECKS


def gaps_of(events):
    """The checks that each event does not pass, by its key; without those that somebody has answered."""
    rows = Event.objects.filter(pk__in=[event.pk for event in events])
    parts = [
        check.find_open(rows).order_by().values_list("pk", Value(index)) for index, check in enumerate(CHECKS)
    ]
    found = defaultdict(set)
    for key, index in parts[0].union(*parts[1:]):
        found[key].add(index)
    return {key: [CHECKS[index] for index in sorted(indexes)] for key, indexes in found.items()}
