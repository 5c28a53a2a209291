"""Headcounts computed: totals, women and men, categories, with what is not known said aloud.

A row states a count of all people who match what it states: the row « femmes » counts all women,
whatever their category. So the total is the row that states nothing, and a split is answered by
the rows that state that split and nothing else; finer rows give it only at least.
"""

from collections import defaultdict, namedtuple
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from events.disclosure import (
    SharedCount,
    is_small,
    may_be_split,
    may_be_told,
    protect,
)
from events.enums import AgeBand, Basis, Category, CountUnit, Sensitivity, Sex
from events.figures import UNKNOWN, Figure, Shield, add
from events.models import Headcount, HeadcountGroup

_DIMENSIONS = ("sex", "category", "age_band")
# What `summarise` reads of a row.
ROW = namedtuple("ROW", ("unit", *_DIMENSIONS, "number", "basis", "published_by_organiser"))


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

    @property
    def is_known(self) -> bool:
        return self.total.is_known

    @property
    def women_percent(self) -> int | None:
        """Share of women among those whose sex is known, in per cent; None when it cannot be said."""
        if not (self.women.is_shown and self.men.is_shown):
            return None
        both = self.women.value + self.men.value
        return round(100 * self.women.value / both) if both else None

    @property
    def sex_not_stated(self) -> Figure:
        """How many are in the total and in neither sex; unknown unless all three are exact."""
        if self.total.is_exact and self.women.is_shown and self.men.is_shown:
            return Figure(max(0, self.total.value - self.women.value - self.men.value))
        return UNKNOWN


def summarise(rows: Iterable[Headcount]) -> HeadcountSummary:
    """The protected summary of the headcount rows of one scope."""
    rows = list(rows)
    people = [row for row in rows if row.unit == CountUnit.PERSONS and row.basis != Basis.PLANNED]
    shown = _protected(people, "sex", Sex)
    return HeadcountSummary(
        total=_protected_total(people),
        women=shown.get(Sex.WOMEN, UNKNOWN),
        men=shown.get(Sex.MEN, UNKNOWN),
        categories=_protected_split(people, "category", Category),
        age_bands=_protected_split(people, "age_band", AgeBand),
        organisations=add(
            _figure(row) for row in rows if row.unit == CountUnit.ORGANISATIONS and row.basis != Basis.PLANNED
        ),
        planned=_total([row for row in rows if row.unit == CountUnit.PERSONS and row.basis == Basis.PLANNED]),
    )


def disagreement_in(rows: Iterable[Headcount]) -> bool:
    """Whether women and men together exceed the total, which no reading can explain."""
    people = [row for row in rows if row.unit == CountUnit.PERSONS and row.basis != Basis.PLANNED]
    stated = [row for row in people if not _stated(row)]
    parts = [_split_sum(people, dimension) for dimension in _DIMENSIONS]
    return bool(stated) and any(part is not None and part > stated[0].number for part in parts)


def _figure(row):
    basis = Basis.EXACT if row.basis == Basis.PLANNED else row.basis
    return Figure(row.number, basis)


def _stated(row):
    return tuple(dimension for dimension in _DIMENSIONS if getattr(row, dimension))


def _total(rows):
    for row in rows:
        if not _stated(row):
            return _figure(row)
    sexes = {cell.key: cell.figure for cell in _split(rows, "sex", Sex)}
    if {Sex.WOMEN, Sex.MEN} <= sexes.keys():
        return add(sexes.values())
    known = [part for dimension in _DIMENSIONS if (part := _split_sum(rows, dimension))]
    return Figure(max(known), Basis.AT_LEAST) if known else UNKNOWN


def _protected_total(rows):
    total = _total(rows)
    return replace(total, shield=Shield.SMALL) if is_small(total) and not _as_published(rows) else total


def _split_sum(rows, dimension):
    cells = _split(rows, dimension, {"sex": Sex, "category": Category, "age_band": AgeBand}[dimension])
    return sum(cell.figure.value for cell in cells) if cells else None


def _split(rows, dimension, choices):
    """The cells of one split, in the order of its choices."""
    own, finer = {}, defaultdict(list)
    for row in rows:
        stated = _stated(row)
        if stated == (dimension,):
            own[getattr(row, dimension)] = _figure(row)
        elif dimension in stated:
            finer[stated, getattr(row, dimension)].append(_figure(row))
    found = {
        key: Figure(max(own.get(key, UNKNOWN).value or 0, add(figures).value), Basis.AT_LEAST)
        for (_dimensions, key), figures in finer.items()
    }
    found |= own
    return [Cell(key, str(choices(key).label), found[key]) for key in choices.values if key in found]


def _protected_split(rows, dimension, choices):
    shown = _protected(rows, dimension, choices)
    return tuple(Cell(key, str(choices(key).label), figure) for key, figure in shown.items())


def _protected(rows, dimension, choices):
    return protect(
        {cell.key: cell.figure for cell in _split(rows, dimension, choices)},
        total=_protected_total(rows),
        as_published={getattr(row, dimension) for row in _as_published(rows, dimension)},
        total_as_published=bool(_as_published(rows)),
    )


def _as_published(rows, *dimensions):
    """Rows of exactly these dimensions (none: the total) that the organiser published as they are."""
    return [row for row in rows if row.published_by_organiser and _stated(row) == dimensions]


# What `summarise_shared` reads of a group, to be read beforehand.
GROUP_READS = (
    "headcounts",
    "events__headcounts",
    "events__headcount_groups__headcounts",
    "events__headcount_groups__events",
)


def summarise_shared(group: HeadcountGroup) -> HeadcountSummary:
    """The protected summary of a shared total; read `GROUP_READS` beforehand.

    Where another shared total overlaps it, or its events are counted on their own as well, what is
    left of the total could be a number that no page shows: it is then not shown, and no split of it is.
    """
    summary = summarise(group.headcounts.all())
    if not summary.is_known:
        return summary
    events = group.events.all()
    mine = _shared_count(group)
    others = [_shared_count(other) for event in events for other in event.headcount_groups.all()]
    others = [other for other in others if other is not None]
    told = may_be_told(mine, others)
    counted = [own for event in events if (own := summarise(event.headcounts.all())).is_known]
    if told and not counted and may_be_split(mine, others):
        return summary
    rest = summary.total.value - sum(own.total.value for own in counted)
    betrays = rest < 0 or is_small(Figure(rest)) or not all(own.total.is_shown for own in counted)
    total = summary.total
    if total.is_shown and (not told or betrays):
        total = replace(total, shield=Shield.COMPLEMENT)
    return HeadcountSummary(total=total, organisations=summary.organisations, planned=summary.planned)


def _shared_count(group):
    """The group as a total of persons, None when it states none."""
    people = [
        row for row in group.headcounts.all() if row.unit == CountUnit.PERSONS and row.basis != Basis.PLANNED
    ]
    if not people:
        return None
    events = frozenset(event.pk for event in group.events.all())
    return SharedCount(group.pk, events, bool(_as_published(people)))


def shared_totals_of(event) -> list[tuple[HeadcountGroup, HeadcountSummary]]:
    """The shared totals that the page of `event` tells.

    None where only its region and month may be known: the same total stands on the pages of the other
    events, and would tell which of them it was held with.
    """
    if event.sensitivity == Sensitivity.REGION_AND_MONTH:
        return []
    summaries = ((group, summarise_shared(group)) for group in event.headcount_groups.all())
    return [(group, summary) for group, summary in summaries if summary.is_known]


@dataclass(frozen=True)
class SharedTotal:
    """A total that belongs to several events together."""

    group: HeadcountGroup
    summary: HeadcountSummary
    events: tuple = ()


@dataclass(frozen=True)
class Totals:
    """Sums over a list of events, each shared total counted once."""

    events: int = 0
    participants: Figure = UNKNOWN
    women: Figure = UNKNOWN
    men: Figure = UNKNOWN
    events_without_total: int = 0
    events_without_sex: int = 0
    shared: tuple[SharedTotal, ...] = field(default=())

    @property
    def women_percent(self) -> int | None:
        """Share of women among participants whose sex is known, in per cent."""
        if not (self.women.is_known and self.men.is_known):
            return None
        both = self.women.value + self.men.value
        return round(100 * self.women.value / both) if both else None

    @property
    def women_share(self) -> Figure:
        """The same as a figure: as loose as the looser of the two numbers."""
        share = self.women_percent
        return UNKNOWN if share is None else Figure(share, add([self.women, self.men]).basis)
