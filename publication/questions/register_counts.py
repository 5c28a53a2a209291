"""How many events of the whole register have each value of a facet, by what became of them.

The list without a filter, the home page and the choices of every form ask for it: one query, whose answer
is kept under the version of public data.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Case, CharField, Count, F, Value, When

from events.enums import Outcome
from publication.models import Facet, PublishedEvent
from rss_registry.data_version import remembered

FILTERS = ("region", "annee", "type", "theme", "programme", "bailleur", "public")
# Of `located` each event has one value, so that its counts say how many events there are.
_ONE_EACH = "located"
_NAMES = (*FILTERS, "organisation", _ONE_EACH)
_SUSPENDED = "suspended"

Counts = Mapping[str, Mapping[str, int]]
"""By facet and value; none is nought."""


def register_counts() -> Mapping[str, Counts]:
    """The counts of open events, by outcome."""
    return remembered("register counts", _read)


def register_counts_of(outcomes: Collection[str]) -> Counts:
    """The counts of open events of any of these outcomes."""
    found = [register_counts().get(outcome, {}) for outcome in outcomes]
    if len(found) == 1:
        return found[0]
    names = {name for counts in found for name in counts}
    return {name: sum((Counter(counts.get(name, {})) for counts in found), Counter()) for name in names}


def open_values(name: str) -> set[str]:
    """The values of a facet that some open event has."""
    return {value for counts in register_counts().values() for value in counts.get(name, ())}


def events_by_outcome() -> dict[str, int]:
    return {outcome: sum(counts[_ONE_EACH].values()) for outcome, counts in register_counts().items()}


def _read():
    """Of events held, nearly all, what an index counts as it stands, less the others: looking up the outcome
    of every event takes four times as long. In one query, so that both halves see the same register.
    """
    facets = Facet.objects.filter(name__in=_NAMES).order_by()
    every = facets.annotate(state=Value(str(Outcome.HELD))).values_list("name", "value", "state")
    others = PublishedEvent.objects.all_but_open_and_held().order_by()
    state = Case(
        When(event__is_suspended=True, then=Value(_SUSPENDED)),
        default=F("event__outcome"),
        output_field=CharField(),
    )
    of_others = facets.filter(event__in=others.values("pk")).annotate(state=state)
    apart = of_others.values_list("name", "value", "state")
    found: defaultdict[str, defaultdict[str, dict]] = defaultdict(lambda: defaultdict(dict))
    for name, value, outcome, number in every.annotate(Count("pk")).union(
        apart.annotate(Count("pk")), all=True
    ):
        counts = found[Outcome.HELD.value][name]
        counts[value] = counts.get(value, 0) + (number if outcome == Outcome.HELD else -number)
        if outcome not in (Outcome.HELD, _SUSPENDED):
            found[outcome][name][value] = number
    return {
        outcome: {
            name: {value: number for value, number in counts.items() if number}
            for name, counts in names.items()
        }
        for outcome, names in found.items()
    }
