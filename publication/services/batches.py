"""Publishing what events « in totals only » add to the totals of the whole register: five at a time.

What a total says beyond the pages that everyone can add up is what these events hold. Whoever compares
it with the sum of the pages, or with the total of another day, learns of five together, to the nearest ten.
"""

from collections import defaultdict
from typing import cast

from django.db import transaction

from publication.batches import Batch
from publication.models import BatchMember, PublishedBatch
from publication.without_page import batches_without_page, keys_without_page
from rss_registry.figures import UNKNOWN, Basis, Figure


@transaction.atomic(savepoint=False)
def publish_batches() -> bool:
    """Take away a batch of which an event may be told no more, make batches of what is new; says if so."""
    standing, broken = _standing()
    if broken:
        BatchMember.objects.filter(batch__in=broken).delete()
        PublishedBatch.objects.filter(pk__in=broken).delete()
    found = batches_without_page(standing)[len(standing) :]
    for batch in found:
        row = PublishedBatch.objects.create(size=len(batch.events), participants=batch.participants.value)
        members = [BatchMember(event=cast(int, key), batch=row.pk) for key in batch.events]
        BatchMember.objects.bulk_create(members)
    return bool(broken or found)


def _standing() -> tuple[list[Batch], set[int]]:
    """The batches that hold, and the keys of those that do not."""
    eligible, members = keys_without_page(), defaultdict(list)
    for event, batch in BatchMember.objects.order_by("event").values_list("event", "batch"):
        members[batch].append(event)
    broken = {batch for batch, events in members.items() if not eligible.issuperset(events)}
    kept = PublishedBatch.objects.exclude(pk__in=broken).order_by("pk")
    return [Batch(tuple(members[row.pk]), _figure(row.participants)) for row in kept], broken


def _figure(number):
    return UNKNOWN if number is None else Figure(number, Basis.APPROXIMATE)
