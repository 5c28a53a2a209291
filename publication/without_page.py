"""Events that the public knows from totals only: which of them enter the totals of the whole register."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from events.enums import Sensitivity, Status
from events.models import Event, Headcount
from publication.batches import Batch, Candidate, in_batches_of_five
from publication.headcounts import ROW, summarise


def batches_without_page(existing: Iterable[Batch] = (), on=None) -> tuple[Batch, ...]:
    """The batches of held events « in totals only » that public totals may count, whoever subtracts.

    One whose total is shared with other events enters through no batch.
    """
    return in_batches_of_five(existing, _candidates(on))


def keys_without_page(on=None) -> set[int]:
    """Held events « in totals only » that share no total: what a batch may consist of."""
    return set(_alone(on).values_list("pk", flat=True))


def _alone(on):
    alone = Event.objects.counted(on).held()
    return alone.filter(sensitivity=Sensitivity.AGGREGATE, headcount_groups__isnull=True)


def _candidates(on):
    # A new one comes last, so that those that have entered stay.
    keys = list(_alone(on).order_by("first_published_at", "pk").values_list("pk", flat=True))
    rows: defaultdict[int, list] = defaultdict(list)
    for row in Headcount.objects.filter(event__in=keys).values_list("event", *ROW._fields):
        rows[row[0]].append(ROW(*row[1:]))
    history = cast(Any, Event).history
    had_a_page = set(
        history.filter(
            id__in=keys, status=Status.PUBLISHED, sensitivity__in=Sensitivity.with_page()
        ).values_list("id", flat=True)
    )
    return [Candidate(key, summarise(rows[key]).total, key in had_a_page) for key in keys]
