"""Region by year: where something was held and when, and the white between."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from events.enums import Outcome
from events.selectors import units_by_name
from events.tally import current_tally
from organisations.models import Place

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
    place: Place
    cells: list[RegionYear]


@dataclass(frozen=True)
class YearGrid:
    years: list[int]
    rows: list[RegionYears]


def grid_of_regions(on=None) -> YearGrid | None:
    """The 20 units over the last years up to `on`; None before anything was held."""
    this_year = (on or timezone.localdate()).year
    tally = current_tally()
    events = tally.published & tally.having("outcome", [Outcome.HELD])
    held = Counter(
        {
            (unit, year): number
            for year in range(this_year - MOST_YEARS + 1, this_year + 1)
            for unit, number in tally.counts("region", events & tally.having("first year", [year])).items()
        }
    )
    if not held:
        return None
    years = list(range(min(year for _unit, year in held), this_year + 1))
    most = max(held.values())
    return YearGrid(
        years,
        [
            RegionYears(place, [_cell(held[place.pk, year], most) for year in years])
            for place in units_by_name()
        ],
    )


def _cell(held, most):
    # Rounded up, so that a single event is never white.
    return RegionYear(held, -(-SHADES * held // most))
