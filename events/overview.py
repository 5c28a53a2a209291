"""What the register adds up to: the figures and breakdowns of the page of statistics.

From events with a public page only, since every breakdown is also a filter. What adds up persons
stands on what each event's own page shows, so that no sum gives a protected number back.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, Min

from events.enums import Basis, Category, CountUnit, EventKind, Role
from events.figures import Figure, add
from events.models import EventRole, Headcount, HeadcountGroup, Theme
from events.statistics import Totals, summarise, totals_of
from organisations.models import Organisation

# As many years and names as a reader can compare; the list of events has them all.
MOST_YEARS = 12
MOST_NAMES = 10


@dataclass(frozen=True)
class YearRow:
    year: int
    totals: Totals


@dataclass(frozen=True)
class CountRow:
    """One bar: a name, how many events, and what the list of events filters by."""

    label: str
    count: int
    value: str = ""


@dataclass(frozen=True)
class CategoryRow:
    label: str
    figure: Figure


def by_year(events) -> list[YearRow]:
    """The latest years, oldest first; an event belongs to the year of its first day."""
    span = events.order_by().aggregate(first=Min("starts_on"), last=Max("starts_on"))
    if span["last"] is None:
        return []
    last = span["last"].year
    years = range(max(span["first"].year, last - MOST_YEARS + 1), last + 1)
    return [YearRow(year, totals_of(events.filter(starts_on__year=year))) for year in years]


def by_kind(events) -> list[CountRow]:
    counts = events.order_by().values_list("kind").annotate(Count("pk"))
    return _largest(CountRow(str(EventKind(kind).label), count, kind) for kind, count in counts)


def by_theme(events) -> list[CountRow]:
    counts = dict(events.order_by().filter(themes__isnull=False).values_list("themes").annotate(Count("pk")))
    themes = Theme.objects.filter(pk__in=counts)
    return _largest(CountRow(theme.name, counts[theme.pk], theme.slug) for theme in themes)


def by_organiser(events) -> list[CountRow]:
    """Organisations by the events that they organised, alone or with others."""
    counted = _organising(events).values("organisation").annotate(number=Count("event", distinct=True))
    ranked = counted.order_by("-number", "organisation")[:MOST_NAMES]
    counts = {row["organisation"]: row["number"] for row in ranked}
    found = Organisation.objects.filter(pk__in=counts)
    return _largest(CountRow(item.short_name, counts[item.pk], item.slug) for item in found)


def organiser_count(events) -> int:
    return _organising(events).values("organisation").distinct().count()


def by_category(events) -> list[CategoryRow]:
    """Participations by category, as far as a page shows them; a shared total enters once."""
    scope = events.order_by().values("pk")
    rows = Headcount.objects.filter(unit=CountUnit.PERSONS).exclude(category="").exclude(basis=Basis.PLANNED)
    scopes = defaultdict(list)
    for row in rows.filter(event__in=scope):
        scopes["event", row.event_id].append(row)
    # Beside the counts of its own events, a shared split would count people twice and could tell small cells.
    own = Headcount.objects.filter(unit=CountUnit.PERSONS, event__isnull=False).exclude(basis=Basis.PLANNED)
    groups = HeadcountGroup.objects.filter(events__in=scope).exclude(events__headcounts__in=own)
    for row in rows.filter(group__in=groups.order_by().values("pk")):
        scopes["group", row.group_id].append(row)
    cells = defaultdict(list)
    for summary in map(summarise, scopes.values()):
        for cell in summary.categories:
            if cell.figure.is_shown:
                cells[cell.key].append(cell.figure)
    return [CategoryRow(str(Category(key).label), add(cells[key])) for key in Category.values if cells[key]]


def _organising(events):
    roles = EventRole.objects.public().order_by()
    return roles.filter(
        event__in=events.order_by().values("pk"), role__in=(Role.ORGANISER, Role.CO_ORGANISER)
    )


def _largest(rows) -> list[CountRow]:
    return sorted(rows, key=lambda row: (-row.count, row.label))
