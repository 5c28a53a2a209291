"""Headcounts computed: totals, women and men, categories, with what is not known or withheld said aloud.

A row states a count of all people who match what it states: the row « femmes » counts all women,
whatever their category. So the total is the row that states nothing, and a split is answered by
the rows that state that split and nothing else; finer rows give it only at least.
"""

from collections import namedtuple
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from events.enums import AgeBand, Basis, Category, CountUnit, Sex
from events.models import Headcount
from publication.disclosure.events import suppress
from publication.disclosure.splits import is_small, is_withheld
from publication.disclosure.types import SEX, Count, Disclosed, Statements, Table, masked
from publication.shares import Share
from rss_registry.figures import UNKNOWN, Coverage, Figure, add
from rss_registry.text import fold

SPLITS = {SEX: Sex, "category": Category, "age_band": AgeBand}
PLANNED = "planned"
# Between the category and the mark of the words of a source; in no code of a category.
_WORDS = " "
# What `summarise` reads of a row. (mypy would have each name spelled out.)
ROW = namedtuple("ROW", ("unit", *SPLITS, "category_words", "number", "basis", "published_by_organiser"))  # type: ignore[misc]


@dataclass(frozen=True)
class Cell:
    """One part of a split, named for the reader."""

    key: str
    label: str
    figure: Figure


@dataclass(frozen=True)
class HeadcountSummary:
    """The public headcount of one scope (an event, or events that share a total)."""

    total: Figure = UNKNOWN
    women: Figure = UNKNOWN
    men: Figure = UNKNOWN
    categories: tuple[Cell, ...] = ()
    age_bands: tuple[Cell, ...] = ()
    organisations: Figure = UNKNOWN
    planned: Figure = UNKNOWN
    women_share: Share = Share()
    """Women among all participants; men may be unknown."""

    @property
    def is_known(self) -> bool:
        return self.total.is_known

    @property
    def women_percent(self) -> int | None:
        """Women among all participants, in per cent; None when it cannot be said."""
        return self.women_share.key_percent

    @property
    def is_sex_masked(self) -> bool:
        return is_withheld(self.women) or is_withheld(self.men)

    @property
    def sex_not_stated(self) -> Figure:
        """How many are in the total and in neither sex; unknown unless all three are exact."""
        if self.total.is_exact and self.women.is_shown and self.men.is_shown:
            return Figure(max(0, self.total.number - self.women.number - self.men.number))
        return UNKNOWN


def summarise(rows: Iterable[Headcount], *, earlier: Iterable[Disclosed] = ()) -> HeadcountSummary:
    """The protected summary of the headcount rows of one scope."""
    rows = list(rows)
    stated = statements(rows)
    return summary_of(stated, suppress(stated, earlier=earlier), organisations_in(rows))


def statements(
    rows: Iterable[Headcount],
    *,
    tables: dict[Hashable, Table] | None = None,
    shares_a_total: bool = False,
) -> Statements:
    """What the rows state of people, beside other counts of them (`tables`)."""
    rows = [row for row in rows if row.unit == CountUnit.PERSONS]
    people = [row for row in rows if row.basis != Basis.PLANNED]
    planned = _planned([row for row in rows if row.basis == Basis.PLANNED])
    total, crossed = Count(UNKNOWN), {}
    splits: dict[str, dict] = {}
    for row in people:
        cell = frozenset((split, _part(row, split)) for split in _stated(row))
        count = Count(_figure(row), row.published_by_organiser)
        if not cell:
            total = count
        elif len(cell) == 1:
            ((split, part),) = cell
            splits.setdefault(split, {})[part] = count
        else:
            crossed[cell] = count.figure
    return Statements(
        total,
        {split: _in_order(split, splits[split]) for split in SPLITS if split in splits},
        crossed,
        {**(tables or {}), **({PLANNED: planned} if planned.total.is_known else {})},
        shares_a_total,
    )


def summary_of(stated: Statements, disclosed: Disclosed, organisations: Figure = UNKNOWN) -> HeadcountSummary:
    """The same for a page, once it is known what may be disclosed."""
    total = disclosed.total
    planned = disclosed.tables.get(PLANNED, Table()).total
    women, men = disclosed.part(SEX, Sex.WOMEN), disclosed.part(SEX, Sex.MEN)
    # Which categories three people belonged to is a split as well.
    has_splits = not is_small(total) or total.is_shown
    return HeadcountSummary(
        total=total,
        women=women,
        men=men,
        categories=_cells("category", disclosed) if has_splits else (),
        age_bands=_cells("age_band", disclosed) if has_splits else (),
        organisations=organisations,
        planned=planned,
        women_share=_women_share(stated, disclosed, women),
    )


def organisations_in(rows: Iterable[Headcount]) -> Figure:
    """Organisations counted: never a part of a sum of persons."""
    return add(
        _figure(row) for row in rows if row.unit == CountUnit.ORGANISATIONS and row.basis != Basis.PLANNED
    )


def _figure(row):
    basis = Basis.EXACT if row.basis == Basis.PLANNED else row.basis
    return Figure(row.number, basis)


def _stated(row):
    return tuple(split for split in SPLITS if getattr(row, split))


def _part(row, split):
    """What a row counts of a split; each category that is in no list is protected as a part of its own."""
    part = getattr(row, split)
    if split == "category" and part == Category.OTHER and row.category_words:
        return f"{part}{_WORDS}{sha256(fold(row.category_words).encode()).hexdigest()[:8]}"
    return part


def _listed(part):
    """The choice to which a part belongs."""
    return part.partition(_WORDS)[0]


def _in_order(split, cells):
    order = list(SPLITS[split].values)
    return dict(sorted(cells.items(), key=lambda cell: order.index(_listed(cell[0]))))


def _planned(rows) -> Table:
    """The planned total; failing that both sexes make it, or a split gives it at least."""
    stated: dict[str, list[Figure]] = {split: [] for split in SPLITS}
    for row in rows:
        if not _stated(row):
            return Table(_figure(row), is_subset=False)
        if len(_stated(row)) == 1:
            stated[_stated(row)[0]].append(_figure(row))
    if len(stated[SEX]) == 2:
        return Table(add(stated[SEX]), is_subset=False)
    sums = [total.number for figures in stated.values() if (total := add(figures)).is_known]
    return Table(Figure(max(sums), Basis.AT_LEAST) if sums else UNKNOWN, is_subset=False)


def _cells(split, disclosed):
    choices = SPLITS[split]
    parts: dict[str, list[Figure]] = {}
    for part, figure in disclosed.splits.get(split, {}).items():
        parts.setdefault(_listed(part), []).append(figure)
    return tuple(
        Cell(str(key), str(choices(key).label), _together(parts[key]))
        for key in choices.values
        if key in parts
    )


def _together(figures):
    """Several categories that are in no list are one to the reader: told where each of them may be."""
    if len(figures) == 1:
        return figures[0]
    everybody = add(figures)
    return masked(everybody) if any(map(is_withheld, figures)) else everybody


def _women_share(stated, disclosed, women) -> Share:
    """One event's part in a share: covered where women and total are both stated and shown."""
    total = disclosed.total
    sexes = stated.splits.get(SEX, {})
    states_total = stated.total.figure.is_known or len(sexes) == 2
    known = Figure(total.value, total.basis) if total.is_shown else UNKNOWN
    if is_withheld(women) or (Sex.WOMEN in sexes and is_withheld(total)):
        return Share(coverage=Coverage(masked=1), known=known)
    if Sex.WOMEN not in sexes or not (states_total and total.is_shown):
        return Share(coverage=Coverage(unknown=1), known=known)
    return Share(women, total, Coverage(covered=1), known)
