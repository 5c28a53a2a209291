"""Statistical disclosure control: which numbers of persons of one event may be shown.

Everything stated about the people of one event is one system: total, splits, crossed rows, copies of
tests, certificates, planned numbers, and what was disclosed before. What `suppress` discloses leaves at
least three values for every number below the threshold and for what completes it, to a reader who
knows these rules (docs/decisions/0014; tests/publication/test_attacker.py asks every such reader).
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from publication.suppression_splits import SplitRule, is_small, is_withheld, suppress_split
from publication.suppression_versions import conflicts_with_earlier, keep_suppressed
from rss_registry.figures import THRESHOLD, UNKNOWN, Basis, Figure, Suppression, add, out_of

__all__ = [
    "THRESHOLD",
    "Count",
    "Disclosed",
    "Statements",
    "Table",
    "is_small",
    "suppress",
    "withhold_everything",
]

SEX = "sex"
# Women of civil society are women: the split by sex bounds this category.
BOUNDED = ("civil_society_women",)


@dataclass(frozen=True)
class Count:
    """One stated number; `as_published`: the organiser published it in a named source."""

    figure: Figure
    as_published: bool = False


@dataclass(frozen=True)
class Table:
    """Another count of the same people: copies of a test (by sex), certificates, planned numbers."""

    total: Figure = UNKNOWN
    cells: Mapping[Hashable, Figure] = field(default_factory=dict)
    is_subset: bool = True
    """Whether these people were among the participants; those planned need not have come."""


@dataclass(frozen=True)
class Statements:
    """All that is stated about the people of one event, or of events that share a total."""

    total: Count = Count(UNKNOWN)
    splits: Mapping[str, Mapping[Hashable, Count]] = field(default_factory=dict)
    """Split → part → count, each part counted on its own."""
    crossed: Mapping[frozenset[tuple[str, Hashable]], Figure] = field(default_factory=dict)
    """Parts of two splits or more at once: {("sex", "women"), ("category", "media")} → count."""
    tables: Mapping[Hashable, Table] = field(default_factory=dict)
    shares_a_total: bool = False
    """Whether a total that several events share may tell the one that is not stated here."""


@dataclass(frozen=True)
class Disclosed:
    """The same as the public may know it: every number with its suppression."""

    total: Figure = UNKNOWN
    splits: Mapping[str, Mapping[Hashable, Figure]] = field(default_factory=dict)
    tables: Mapping[Hashable, Table] = field(default_factory=dict)

    def part(self, split: str, key: Hashable) -> Figure:
        return self.splits.get(split, {}).get(key, UNKNOWN)

    @property
    def is_suppressed(self) -> bool:
        """Whether a number of the headcount itself is withheld."""
        return is_withheld(self.total) or any(map(self.is_split_suppressed, self.splits))

    def is_split_suppressed(self, split: str) -> bool:
        return any(map(is_withheld, self.splits.get(split, {}).values()))


def suppress(stated: Statements, *, earlier: Iterable[Disclosed] = ()) -> Disclosed:
    """What may be disclosed of `stated`, beside all that was disclosed of the same people `earlier`."""
    earlier = list(earlier)
    stated = replace(stated, total=_total(stated))
    total = stated.total
    if is_small(total.figure) and not total.as_published:
        return _nothing_but(stated, replace(total.figure, suppression=Suppression.PRIMARY))
    shown, total_is_withheld = _splits(stated)
    if total_is_withheld or is_small(total.figure):
        # No split under a total below the threshold, nor where the total would undo one.
        return _nothing_but(stated, _withheld(total))
    disclosed = Disclosed(_disclosed_total(total, shown), shown, {})
    if conflicts_with_earlier(stated, disclosed, earlier):
        return _nothing_but(stated, _withheld(total))
    disclosed = keep_suppressed(stated, disclosed, earlier)
    disclosed = replace(disclosed, total=_disclosed_total(total, disclosed.splits))
    return replace(disclosed, tables=_tables(stated, disclosed))


def _total(stated: Statements) -> Count:
    """The stated total; failing that both sexes make it. « At least 20 » of 20 is 20."""
    sexes = list(stated.splits.get(SEX, {}).values())
    total = stated.total
    if total.figure.is_known or len(sexes) < 2:
        return total
    return Count(add(count.figure for count in sexes), all(count.as_published for count in sexes))


def _withheld(count: Count) -> Figure:
    return count.figure if count.as_published else _masked(count.figure)


def _masked(figure: Figure) -> Figure:
    return replace(figure, suppression=Suppression.SECONDARY) if figure.is_known else figure


def withhold_everything(stated: Statements) -> Disclosed:
    """Of all that is stated only what the organiser published."""
    return _nothing_but(stated, _withheld(_total(stated)))


def _nothing_but(stated: Statements, total: Figure) -> Disclosed:
    """The total as given, and of everything else only what the organiser published."""
    splits = {
        split: {
            key: cell.figure if cell.as_published else _masked(cell.figure) for key, cell in cells.items()
        }
        for split, cells in stated.splits.items()
    }
    for split, key in {part for parts in stated.crossed for part in parts}:
        cells = splits.setdefault(split, {})
        cells.setdefault(key, _masked(_floor(stated, split, key)))
    if not total.is_known:
        total = _masked(_lower_bound(splits.values()))
    return Disclosed(total, splits, {key: _all_masked(table) for key, table in stated.tables.items()})


def _all_masked(table: Table) -> Table:
    return replace(
        table,
        total=_masked(table.total),
        cells={key: _masked(figure) for key, figure in table.cells.items()},
    )


# -- splits and crossed rows -----------------------------------------------------------------------


def _splits(stated: Statements) -> tuple[dict, bool]:
    """Each split as it may be shown, and whether the total has to go for one of them."""
    total = stated.total
    floors_are_safe = _crossed_rows_are_safe(stated)
    shown, total_is_withheld = {}, False
    for split in _names(stated):
        own = stated.splits.get(split, {})
        floors = {
            key: _floor(stated, split, key)
            for key in dict.fromkeys(key for parts in stated.crossed for name, key in parts if name == split)
            if key not in own
        }
        cells = {key: count.figure for key, count in own.items()} | (floors if floors_are_safe else {})
        cells = {key: out_of(figure, total.figure) for key, figure in cells.items()}
        published = {key for key, count in own.items() if count.as_published}
        rule = suppress_split(cells, total.figure, published, total.as_published, BOUNDED)
        total_is_withheld |= rule.withholds_total
        shown[split] = _apply(rule, cells) | (
            {} if floors_are_safe else {key: _masked(figure) for key, figure in floors.items()}
        )
    return shown, total_is_withheld


def _names(stated):
    return dict.fromkeys(
        [*stated.splits, *(name for parts in stated.crossed for name, _key in sorted(parts))]
    )


def _apply(rule: SplitRule, cells):
    return {
        key: replace(figure, suppression=rule.suppressions.get(key, Suppression.NONE))
        for key, figure in cells.items()
    }


def _floor(stated, split, key) -> Figure:
    """« At least »: what the crossed rows of this part add up to, by the family of rows that gives most."""
    sums: dict[frozenset, int] = {}
    for parts, figure in stated.crossed.items():
        if (split, key) in parts:
            family = frozenset(name for name, _key in parts)
            sums[family] = sums.get(family, 0) + figure.value
    return Figure(max(sums.values(), default=0), Basis.AT_LEAST)


def _crossed_rows_are_safe(stated: Statements) -> bool:
    """Whether sums of crossed rows may be shown: none is small, nor what it leaves of a wider number.

    Nobody is told which rows a sum is made of, so each row and each sum is held against each wider one.
    """
    if any(count.as_published for cells in stated.splits.values() for count in cells.values()):
        return not stated.crossed
    families: dict[frozenset, dict[frozenset, int]] = {}
    for parts, figure in stated.crossed.items():
        families.setdefault(frozenset(name for name, _key in parts), {})[parts] = figure.value
    return all(_family_is_safe(rows, stated) for rows in families.values())


def _family_is_safe(rows: Mapping[frozenset, int], stated: Statements) -> bool:
    everyone = sum(rows.values())
    narrow = [0, everyone, *rows.values()]
    for part in dict.fromkeys(part for parts in rows for part in parts):
        within = [number for parts, number in rows.items() if part in parts]
        narrow.append(sum(within))
        split, key = part
        own = stated.splits.get(split, {}).get(key, Count(UNKNOWN)).figure
        wider = [sum(within), *([own.value] if own.is_known else [])]
        if any(_differ_by_few(number, [0, *within, sum(within)]) for number in wider):
            return False
    total = stated.total.figure
    return not any(
        _differ_by_few(number, narrow) for number in (everyone, *([total.value] if total.is_known else []))
    )


def _differ_by_few(number: int, others: Iterable[int]) -> bool:
    return any(0 < abs(number - other) < THRESHOLD for other in others)


# -- the total ---------------------------------------------------------------------------------------


def _disclosed_total(total: Count, shown) -> Figure:
    """The total; where none is stated, at least as many as some split shows."""
    if total.figure.is_known:
        return total.figure
    bound = _lower_bound(
        [{key: figure for key, figure in cells.items() if figure.is_shown} for cells in shown.values()]
    )
    if bound.value:
        return bound
    # « At least nobody » says nothing, and is told apart from what is withheld.
    is_any_withheld = any(is_withheld(figure) for cells in shown.values() for figure in cells.values())
    return _masked(_lower_bound(shown.values())) if is_any_withheld else UNKNOWN


def _lower_bound(splits) -> Figure:
    sums = [add(cells.values()) for cells in splits]
    known = [figure.value for figure in sums if figure.is_known]
    return Figure(max(known), Basis.AT_LEAST) if known else UNKNOWN


# -- other counts of the same people -----------------------------------------------------------------


def _tables(stated: Statements, disclosed: Disclosed) -> dict[Hashable, Table]:
    """Tests, certificates, planned numbers: beside a headcount of which something is withheld, none."""
    hides_all = disclosed.is_suppressed or (stated.shares_a_total and not disclosed.total.is_exact)
    return {
        key: _all_masked(table) if hides_all else _table(table, disclosed)
        for key, table in stated.tables.items()
    }


def _table(table: Table, disclosed: Disclosed) -> Table:
    whole = disclosed.total if table.is_subset else UNKNOWN
    if _tells_of_few(table.total, whole):
        return _all_masked(table)
    if is_small(table.total):
        return replace(_all_masked(table), total=replace(table.total, suppression=Suppression.PRIMARY))
    parts = [add(table.cells.values()), *table.cells.values()]
    wider = [whole, *(disclosed.part(SEX, key) for key in table.cells)] if table.is_subset else []
    if any(_tells_of_few(part, number) for part in parts for number in wider):
        return replace(table, cells={key: _masked(figure) for key, figure in table.cells.items()})
    return replace(table, cells=_apply(suppress_split(table.cells, table.total), table.cells))


def _tells_of_few(part: Figure, whole: Figure) -> bool:
    """Whether what the part leaves of the whole is somebody, and few.

    Of a whole that could be two small numbers, « masqué » has to stand for the part as for what it leaves.
    """
    if not (part.is_known and whole.is_known):
        return False
    if is_small(part) and whole.value < 2 * THRESHOLD - 1:
        return True
    return 0 < whole.value - part.value < THRESHOLD
