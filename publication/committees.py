"""The make-up of a security committee as the public may know it: colleges, seats, and how many women."""

from dataclasses import dataclass
from datetime import date

from events.enums import Category
from events.models import CommitteeComposition
from organisations.models import Organisation
from publication.suppression_committees import suppress_seats
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


def composition_of(committee: Organisation) -> Composition | None:
    """The latest that is known; None where none is."""
    found = CommitteeComposition.objects.filter(committee=committee).select_related("source")
    latest = found.prefetch_related("seats").order_by("-as_of").first()
    return public_composition(latest) if latest else None


def public_composition(composition: CommitteeComposition) -> Composition:
    order = [value for value, _label in Category.stated()]
    rows = sorted(composition.seats.all(), key=lambda row: order.index(row.category))
    table = suppress_seats(
        {row.category: row.number for row in rows},
        {row.category: row.women for row in rows},
        [row.category for row in rows] if composition.is_as_published else [],
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
