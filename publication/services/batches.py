"""Publishing what events « in totals only » add to the totals of the whole register: five at a time.

What a total says beyond the pages that everyone can add up is what these events hold. Whoever compares
it with the sum of the pages, or with the total of another day, learns of five together, to the nearest ten.
"""

from django.db import transaction

from events.enums import Sensitivity
from events.figures import add
from events.models import Event
from events.statistics import summarise
from publication.models import BatchMember, PublishedBatch

SIZE = 5


@transaction.atomic
def publish_batches() -> bool:
    """Take away what may be told no more, make batches of what is new; says whether something changed."""
    eligible = _eligible()
    standing = dict(BatchMember.objects.values_list("event", "batch"))
    broken = {batch for event, batch in standing.items() if event not in eligible}
    if broken:
        BatchMember.objects.filter(batch__in=broken).delete()
        PublishedBatch.objects.filter(pk__in=broken).delete()
    free = [event for key, event in eligible.items() if standing.get(key) in (None, *broken)]
    whole = [free[start : start + SIZE] for start in range(0, len(free) - len(free) % SIZE, SIZE)]
    for events in whole:
        batch = PublishedBatch.objects.create(size=SIZE, participants=_participants(events))
        BatchMember.objects.bulk_create([BatchMember(event=event.pk, batch=batch.pk) for event in events])
    return bool(broken or whole)


def _eligible() -> dict[int, Event]:
    """Events held in totals only, which never had a page; one whose total is shared enters by that total."""
    found = (
        Event.objects.counted()
        .held()
        .filter(sensitivity=Sensitivity.AGGREGATE, headcount_groups__isnull=True, reference__isnull=True)
        # A new one comes last, so that those that have entered stay.
        .order_by("first_published_at", "pk")
        .prefetch_related("headcounts")
    )
    return {event.pk: event for event in found}


def _participants(events) -> int | None:
    totals = [summarise(event.headcounts.all()).total for event in events]
    if not all(total.is_shown for total in totals):
        return None
    return round(add(totals).value, -1)
