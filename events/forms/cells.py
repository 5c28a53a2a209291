"""Everybody, women and men: the three numbers of a headcount that have a field each."""

from django.db.models import QuerySet

from events.enums import Basis, CountUnit, Sex
from events.models import Headcount
from rss_registry.words_of_counts import Count


def cells_of(headcounts: QuerySet[Headcount]) -> dict[str, Headcount]:
    """The rows of everybody, of women and of men, by sex; expected numbers are others."""
    rows = headcounts.filter(unit=CountUnit.PERSONS, category="", age_band="")
    return {row.sex: row for row in rows.exclude(basis=Basis.PLANNED)}


def counts_in(cells: dict[str, Headcount]) -> dict[str, Count]:
    return {sex: Count(row.number, row.basis) for sex, row in cells.items()}


def store_cells(cells: dict[str, Headcount], counts: dict[Sex, Count | None], **scope) -> None:
    """Write `counts` over the rows `cells`; None is not stated, so no row. `scope`: whose new rows are."""
    for sex, count in counts.items():
        row = cells.get(sex)
        if count is None:
            if row is not None:
                row.delete()
            continue
        row = row or Headcount(sex=sex, **scope)
        row.number, row.basis = count.number, count.basis
        row.save()
