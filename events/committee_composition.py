"""The make-up of a security committee as the public may know it: colleges, seats, and how many women.

Seats and women are counts of people, and pass the one rule of small cells; a row tells a number of
women only where neither it nor what it leaves of the seats could point at somebody.
"""

from dataclasses import dataclass, replace
from datetime import date

from events.disclosure import is_small, protect
from events.enums import Category
from events.figures import UNKNOWN, Figure, Shield, add
from events.models import CommitteeComposition
from organisations.models import Organisation


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
    published = [row.category for row in rows] if composition.is_as_published else []
    seats = {row.category: Figure(row.number) for row in rows}
    women = {row.category: Figure(row.women) for row in rows}
    total, of_women = _total(seats), _total(women)
    seats, women = _protected(seats, total, published), _protected(women, of_women, published)
    if not published:
        women = {row.category: _beside(row, seats[row.category], women[row.category]) for row in rows}
        # A sum over parts of which one alone is hidden would give it back.
        of_women = of_women if all(figure.is_shown for figure in women.values()) else _masked(of_women)
        total = _masked(total) if is_small(total) else total
    return Composition(
        as_of=composition.as_of,
        source=composition.source.title if composition.source else "",
        colleges=tuple(
            College(row.category, str(row.get_category_display()), seats[row.category], women[row.category])
            for row in rows
        ),
        seats=total,
        women=of_women,
    )


def _total(cells):
    """Unknown as soon as one part is: half a committee is no committee."""
    return add(cells.values()) if cells and all(figure.is_known for figure in cells.values()) else UNKNOWN


def _protected(cells, total, published):
    shown = protect(cells, total=total, as_published=published, total_as_published=bool(published))
    return {key: shown.get(key, _masked(figure)) for key, figure in cells.items()}


def _beside(row, seats, women):
    """The women of one college: hidden where they, or the men beside them, are few."""
    if not women.is_shown:
        return women
    if row.number is None:
        return women
    others = Figure(row.number - row.women)
    return _masked(women) if not seats.is_shown or is_small(others) else women


def _masked(figure):
    return replace(figure, shield=Shield.COMPLEMENT) if figure.is_known else figure
