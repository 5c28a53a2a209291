"""How many events, and how many people: counts and sums over any set of public events.

The sets live in memory, one copy per process, and follow the data by the log of public changes
(docs/decisions/0016). What is public and which figures are shown is decided elsewhere; here it is counted.
"""

from publication.tally.current import current_tally, forget_tally
from publication.tally.ordered import OrderedEvents
from publication.tally.sets import Tally

__all__ = ["OrderedEvents", "Tally", "current_tally", "forget_tally", "totals_of"]


def totals_of(events):
    """Sums over a queryset of public events; in memory but for one query."""
    tally = current_tally()
    return tally.totals(tally.slots_of(events.order_by().values_list("pk", flat=True)))
