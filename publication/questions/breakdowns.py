"""What the register adds up to: the figures and breakdowns of the page of statistics.

From events with a public page only, since every breakdown is also a filter. What adds up persons
stands on what each event's own page shows, so that no sum gives a protected number back.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from events.enums import Category, DateInference, EventKind, Role
from publication.models import PublishedOrganisation, PublishedTheme
from publication.models.queries import PublishedEventQuerySet
from publication.questions.events import counts_of, spread_of
from publication.questions.matches import organisation_counts
from publication.questions.recommendations import Responses
from publication.questions.totals import category_sums, numbers_of, totals_by_year
from publication.totals import Totals
from rss_registry.figures import Figure

# As many years and names as a reader can compare; the list of events has them all.
MOST_YEARS = 12
MOST_NAMES = 10
_LEADS = (Role.ORGANISER, Role.CO_ORGANISER)


@dataclass(frozen=True)
class YearRow:
    year: int
    totals: Totals
    inferred: int = 0
    """How many of its events lie in it because their year was inferred."""


@dataclass(frozen=True)
class CountRow:
    """One bar: a name, how many events, and what the list of events filters by."""

    label: str
    count: int
    value: str = ""


@dataclass(frozen=True)
class CategoryRow:
    """One category of participants; `code` is that of every file."""

    code: str
    label: str
    figure: Figure


def by_year(events: PublishedEventQuerySet) -> list[YearRow]:
    """The latest years, oldest first; an event belongs to the year of its first day."""
    totals = totals_by_year(events)
    if not totals:
        return []
    shown = range(max(min(totals), max(totals) - MOST_YEARS + 1), max(totals) + 1)
    inferred = counts_of("first_year", events.having("inferred", DateInference.YEAR, DateInference.ALL))
    return [YearRow(year, totals.get(year, Totals()), inferred.get(str(year), 0)) for year in shown]


def by_kind(events: QuerySet) -> list[CountRow]:
    counts = counts_of("type", events)
    return _largest(CountRow(str(EventKind(kind).label), count, kind) for kind, count in counts.items())


def by_theme(events: QuerySet) -> list[CountRow]:
    counts = counts_of("theme", events)
    themes = PublishedTheme.objects.filter(slug__in=counts)
    return _largest(CountRow(theme.name, counts[theme.slug], theme.slug) for theme in themes)


def by_organiser(events: QuerySet) -> list[CountRow]:
    """Organisations by the events that they organised, alone or with others."""
    counts = organisation_counts(events, _LEADS)
    ranked = sorted(counts, key=lambda slug: (-counts[slug], slug))[:MOST_NAMES]
    found = PublishedOrganisation.objects.filter(slug__in=ranked)
    return _largest(CountRow(item.short_name, counts[item.slug], item.slug) for item in found)


def organiser_count(events: QuerySet) -> int:
    return len(organisation_counts(events, _LEADS))


def regions_reached(held: QuerySet) -> Figure:
    return spread_of(held).reached


def by_category(events: QuerySet) -> list[CategoryRow]:
    """Participations by category, as far as a page shows them; a shared total enters once."""
    sums = category_sums(events, [category for category, _label in Category.stated()])
    return [
        CategoryRow(key, str(Category(key).label), figure) for key, figure in sums.items() if figure.is_known
    ]


def responses(events: QuerySet) -> Responses:
    """What became of the recommendations of these events."""
    numbers = numbers_of(events, "asked", "answered", "done")
    asked, answered, done = (int(numbers.sum(name).value or 0) for name in ("asked", "answered", "done"))
    return Responses(total=asked, answered=answered, done=done)


def _largest(rows) -> list[CountRow]:
    return sorted(rows, key=lambda row: (-row.count, row.label))
