"""Events that the public knows from totals only: which of them enter the totals of the whole register.

What a total says beyond the pages that everyone can add up is what these events hold. So they enter
it in company, and never one by one (docs/decisions/0014).
"""

from collections import defaultdict

from events.disclosure import in_company
from events.enums import Sensitivity
from events.models import Event, Headcount
from events.statistics import ROW, summarise


def counted_without_page(on=None) -> set[int]:
    """Keys of the held events « in totals only » that public totals may count, whoever subtracts.

    One whose total is shared with other events enters through that total, on the page of another.
    """
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
    return in_company((key, _told(summarise(rows[key]))) for key in keys)


def _told(summary):
    """Which sums the event enters: five of which one alone has a number would tell that number."""
    return summary.total.is_shown, summary.women.is_shown and summary.men.is_shown
