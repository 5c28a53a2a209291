"""Statistical disclosure control: which numbers of persons of one event may be shown.

Everything stated about the people of one event is one system: total, splits, crossed rows, copies of
tests, certificates, planned numbers, and what was disclosed before. What `suppress` discloses leaves at
least three values for every number below the threshold and for what completes it, to a reader who
knows these rules (docs/decisions/0014; tests/publication/test_attacker.py asks every such reader).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from publication.disclosure.splits import is_small, is_withheld, suppress_split
from publication.disclosure.tables import suppress_tables
from publication.disclosure.types import SEX, Count, Disclosed, Statements, all_masked, masked
from publication.disclosure.versions import conflicts_with_earlier, keep_suppressed, read_disclosed
from rss_registry.figures import THRESHOLD, UNKNOWN, Basis, Figure, Suppression, add, out_of

# Women of civil society are women: the split by sex bounds this category.
BOUNDED = ("civil_society_women",)


def suppress(stated: Statements, *, earlier: Iterable[Disclosed] = ()) -> Disclosed:
    """What may be disclosed of `stated`, beside all that was disclosed of the same people `earlier`."""
    earlier = list(earlier)
    total = _total(stated)
    if total is not stated.total:
        stated = replace(stated, total=total)
    alone = _beside(stated, ())
    # What says again what was once said tells nothing new: a slip that is put right hides nothing for ever.
    if not earlier or any(read_disclosed(alone) == read_disclosed(before) for before in earlier):
        return alone
    return _beside(stated, earlier)


def _beside(stated: Statements, earlier: Sequence[Disclosed]) -> Disclosed:
    total = stated.total
    if is_small(total.figure) and not total.as_published:
        return _nothing_but(stated, replace(total.figure, suppression=Suppression.PRIMARY))
    shown, total_is_withheld = _splits(stated)
    if total_is_withheld or is_small(total.figure):
        # No split under a total below the threshold, nor where the total would undo one.
        return _nothing_but(stated, _withheld(total))
    disclosed = Disclosed(_disclosed_total(total, shown), shown)
    if earlier:
        if conflicts_with_earlier(stated, disclosed, earlier):
            return _nothing_but(stated, _withheld(total))
        shown = keep_suppressed(stated, disclosed, earlier)
        disclosed = Disclosed(_disclosed_total(total, shown), shown)
    if stated.tables:
        disclosed = replace(disclosed, tables=suppress_tables(stated, disclosed, earlier))
    return disclosed


def _total(stated: Statements) -> Count:
    """The stated total; failing that both sexes make it. « At least 20 » of 20 is 20."""
    sexes = list(stated.splits.get(SEX, {}).values())
    total = stated.total
    if total.figure.is_known or len(sexes) < 2:
        return total
    return Count(add(count.figure for count in sexes), all(count.as_published for count in sexes))


def _withheld(count: Count) -> Figure:
    return count.figure if count.as_published else masked(count.figure)


def withhold_everything(stated: Statements) -> Disclosed:
    """Of all that is stated only what the organiser published."""
    return _nothing_but(stated, _withheld(_total(stated)))


def _nothing_but(stated: Statements, total: Figure) -> Disclosed:
    """The total as given, and of everything else only what the organiser published."""
    splits = {
        split: {key: cell.figure if cell.as_published else masked(cell.figure) for key, cell in cells.items()}
        for split, cells in stated.splits.items()
    }
    for split, key in {part for parts in stated.crossed for part in parts}:
        cells = splits.setdefault(split, {})
        cells.setdefault(key, masked(_floor(stated, split, key)))
    if not total.is_known:
        total = masked(_lower_bound(splits.values()))
    return Disclosed(total, splits, {key: all_masked(table) for key, table in stated.tables.items()})


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
        shown[split] = rule.apply(cells) | (
            {} if floors_are_safe else {key: masked(figure) for key, figure in floors.items()}
        )
    return shown, total_is_withheld


def _names(stated):
    return dict.fromkeys(
        [*stated.splits, *(name for parts in stated.crossed for name, _key in sorted(parts))]
    )


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
    families: dict[frozenset, dict[frozenset, int | float]] = {}
    for parts, figure in stated.crossed.items():
        families.setdefault(frozenset(name for name, _key in parts), {})[parts] = figure.number
    return all(_family_is_safe(rows, stated) for rows in families.values())


def _family_is_safe(rows: Mapping[frozenset, int | float], stated: Statements) -> bool:
    everyone = sum(rows.values())
    narrow = [0, everyone, *rows.values()]
    for part in dict.fromkeys(part for parts in rows for part in parts):
        within = [number for parts, number in rows.items() if part in parts]
        narrow.append(sum(within))
        split, key = part
        own = stated.splits.get(split, {}).get(key, Count(UNKNOWN)).figure
        wider = [sum(within), *([own.number] if own.is_known else [])]
        if any(_differ_by_few(number, [0, *within, sum(within)]) for number in wider):
            return False
    total = stated.total.figure
    return not any(
        _differ_by_few(number, narrow) for number in (everyone, *([total.number] if total.is_known else []))
    )


def _differ_by_few(number: float, others: Iterable[float]) -> bool:
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
    return masked(_lower_bound(shown.values())) if is_any_withheld else UNKNOWN


def _lower_bound(splits) -> Figure:
    sums = [add(cells.values()) for cells in splits]
    known = [figure.number for figure in sums if figure.is_known]
    return Figure(max(known), Basis.AT_LEAST) if known else UNKNOWN
