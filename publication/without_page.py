"""Events that the public knows from totals only: which of them enter the totals of the whole register."""

from collections import defaultdict
from collections.abc import Iterable

from events.enums import Sensitivity, Status
from events.models import Event, Headcount
from publication.batches import Batch, Candidate, in_batches_of_five
from publication.headcounts import ROW, summarise


def batches_without_page(existing: Iterable[Batch] = (), on=None) -> tuple[Batch, ...]:
    """The batches of held events « in totals only » that public totals may count, whoever subtracts.

    One whose total is shared with other events enters through no batch.
    """
    return in_batches_of_five(existing, _candidates(on))


def _candidates(on):
    alone = (
        Event.objects.counted(on)
        .held()
        .filter(sensitivity=Sensitivity.AGGREGATE, headcount_groups__isnull=True)
        # A new one comes last, so that those that have entered stay.
        .order_by("first_published_at", "pk")
    )
    keys = list(alone.values_list("pk", flat=True))
    rows = defaultdict(list)
    for event, *row in Headcount.objects.filter(event__in=keys).values_list("event", *ROW._fields):
        rows[event].append(ROW(*row))
    had_a_page = set(
        Event.history.filter(
            id__in=keys, status=Status.PUBLISHED, sensitivity__in=Sensitivity.with_page()
        ).values_list("id", flat=True)
    )
    return [Candidate(key, summarise(rows[key]).total, key in had_a_page) for key in keys]
