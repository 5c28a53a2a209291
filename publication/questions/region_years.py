"""Region by year: where something was held and when, and the white between."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils import timezone

from publication.models import Facet, PublishedPlace
from publication.questions.events import open_events, units_by_name

# As many columns as stand side by side on a phone.
MOST_YEARS = 10
SHADES = 3


@dataclass(frozen=True)
class RegionYear:
    """Events held in one region in one year, and how dark the cell is: 0 (white) to SHADES."""

    held: int
    shade: int


@dataclass(frozen=True)
class RegionYears:
    place: PublishedPlace
    cells: list[RegionYear]


@dataclass(frozen=True)
class YearGrid:
    years: list[int]
    rows: list[RegionYears]


def grid_of_regions(on=None) -> YearGrid | None:
    """The 20 units over the last years up to `on`; None before anything was held."""
    last = (on or timezone.localdate()).year
    units = units_by_name()
    counts = _counts()
    by_unit = [counts.get(unit.slug, {}) for unit in units]
    seen = {year for counts in by_unit for year in counts if last - MOST_YEARS < year <= last}
    if not seen:
        return None
    years = list(range(min(seen), last + 1))
    most = max(counts.get(year, 0) for counts in by_unit for year in years)
    return YearGrid(
        years,
        [
            RegionYears(unit, [_cell(counts.get(year, 0), most) for year in years])
            for unit, counts in zip(units, by_unit, strict=True)
        ],
    )


def _cell(held, most):
    # Rounded up, so that a single event is never white.
    return RegionYear(held, -(-SHADES * held // most))


def _counts() -> dict[str, dict[int, int]]:
    """Events held by region and year of their first day, in one query."""
    held = open_events().held().filter(first_day__isnull=False).order_by().values("pk")
    facets = Facet.objects.filter(name="region", event__in=held).order_by()
    rows = (
        facets.annotate(year=ExtractYear("event__first_day"))
        .values_list("value", "year")
        .annotate(Count("pk"))
    )
    found: dict[str, dict[int, int]] = {}
    for slug, year, number in rows:
        found.setdefault(slug, {})[year] = number
    return found
