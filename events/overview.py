"""What the register adds up to: the figures and breakdowns of the page of statistics.

From events with a public page only, since every breakdown is also a filter. What adds up persons
stands on what each event's own page shows, so that no sum gives a protected number back.
"""

from dataclasses import dataclass

from pyroaring import BitMap

from events.enums import Basis, Category, EventKind, Role
from events.follow_up import Responses
from events.models import Theme
from events.tally import current_tally
from events.tally.sets import ANSWERED, ASKED, DONE
from organisations.models import Organisation
from publication.totals import Totals
from rss_registry.figures import UNKNOWN, Figure, out_of

# The regions and the District of Bamako.
UNITS = 20
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
    """One category of participants; `code` is that of every file."""

    code: str
    label: str
    figure: Figure


def by_year(found: BitMap) -> list[YearRow]:
    """The latest years, oldest first; an event belongs to the year of its first day."""
    tally = current_tally()
    years = tally.values("first year", found)
    if not years:
        return []
    shown = range(max(min(years), max(years) - MOST_YEARS + 1), max(years) + 1)
    return [YearRow(year, tally.totals(found & tally.having("first year", [year]))) for year in shown]


def by_kind(found: BitMap) -> list[CountRow]:
    counts = current_tally().counts("type", found)
    return _largest(CountRow(str(EventKind(kind).label), count, kind) for kind, count in counts.items())


def by_theme(found: BitMap) -> list[CountRow]:
    counts = current_tally().counts("theme", found)
    themes = Theme.objects.filter(pk__in=counts)
    return _largest(CountRow(theme.name, counts[theme.pk], theme.slug) for theme in themes)


def by_organiser(found: BitMap) -> list[CountRow]:
    """Organisations by the events that they organised, alone or with others."""
    counts = _organised(found)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))[:MOST_NAMES]
    return _largest(
        CountRow(item.short_name, counts[item.pk], item.slug)
        for item in Organisation.objects.filter(pk__in=ranked)
    )


def organiser_count(found: BitMap) -> int:
    return len(_organised(found))


def regions_reached(held: BitMap) -> Figure:
    """In how many of the 20 units something was held: at least so many, where an event does not say where."""
    tally = current_tally()
    number = len(tally.counts("region", held))
    if not held - tally.having("located", [True]):
        return Figure(number)
    return out_of(Figure(number, Basis.AT_LEAST), UNITS) if number else UNKNOWN


def by_category(found: BitMap) -> list[CategoryRow]:
    """Participations by category, as far as a page shows them; a shared total enters once."""
    tally = current_tally()
    rows = [(category, tally.category_sum(category, found)) for category, _label in Category.stated()]
    return [CategoryRow(key, str(Category(key).label), figure) for key, figure in rows if figure.is_known]


def responses(found: BitMap) -> Responses:
    """What became of the recommendations of these events."""
    tally = current_tally()
    numbers = {name: tally.sum_over(name, found).value or 0 for name in (ASKED, ANSWERED, DONE)}
    return Responses(total=numbers[ASKED], answered=numbers[ANSWERED], done=numbers[DONE])


def _organised(found):
    """How many events of `found` each organisation organised."""
    return current_tally().organisations((Role.ORGANISER, Role.CO_ORGANISER), found)


def _largest(rows) -> list[CountRow]:
    return sorted(rows, key=lambda row: (-row.count, row.label))
