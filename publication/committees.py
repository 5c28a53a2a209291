"""The make-up of a security committee as the public may know it: colleges, seats, and how many women."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from events.enums import Category
from events.models import CommitteeComposition
from publication.disclosure.committees import SeatTable, suppress_seats
from rss_registry.figures import Figure


@dataclass(frozen=True)
class College:
    key: str
    label: str
    seats: Figure
    women: Figure


@dataclass(frozen=True)
class Composition:
    as_of: date
    source: str
    colleges: tuple[College, ...]
    seats: Figure
    women: Figure
    """Over all colleges; unknown where one of them does not say."""


def public_composition(composition: CommitteeComposition, told: Iterable[Composition] = ()) -> Composition:
    """As it may be told beside what was `told` of the same day."""
    order = [value for value, _label in Category.stated()]
    rows = sorted(composition.seats.all(), key=lambda row: order.index(row.category))
    table = suppress_seats(
        {row.category: row.number for row in rows},
        {row.category: row.women for row in rows},
        [row.category for row in rows] if composition.is_as_published else [],
        map(_table, told),
    )
    return Composition(
        as_of=composition.as_of,
        source=composition.source.title if composition.source else "",
        colleges=tuple(
            College(
                row.category,
                str(row.get_category_display()),
                table.seats[row.category],
                table.women[row.category],
            )
            for row in rows
        ),
        seats=table.total,
        women=table.total_women,
    )


def _table(composition):
    return SeatTable(
        {college.key: college.seats for college in composition.colleges},
        {college.key: college.women for college in composition.colleges},
        composition.seats,
        composition.women,
    )
