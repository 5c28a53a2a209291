"""What was disclosed once stays known: a number that changes may tell what an earlier one withheld."""

from collections.abc import Sequence
from dataclasses import replace

from publication.disclosure.splits import is_withheld
from rss_registry.figures import THRESHOLD, Figure, Suppression


def conflicts_with_earlier(stated, disclosed, earlier: Sequence) -> bool:
    """Whether the total would tell a small number together with what was disclosed earlier."""
    total = disclosed.total
    if not total.is_shown or stated.total.as_published:
        return False
    return any(
        _tells_a_withheld_part(disclosed, before)
        or _leaves_few(disclosed, before)
        or (before.total.suppression is Suppression.SECONDARY and disclosed.is_suppressed)
        or ((disclosed.is_suppressed or before.is_suppressed) and _differ_by_few(before.total, total))
        for before in earlier
    )


def _tells_a_withheld_part(disclosed, before):
    """A part of a split that is now protected was shown: the total would give the others."""
    return any(
        figure.is_shown and not disclosed.part(split, key).is_shown
        for split, cells in before.splits.items()
        if disclosed.is_split_suppressed(split)
        for key, figure in cells.items()
    )


def _leaves_few(disclosed, before):
    """What parts or tables shown earlier leave of today's total is somebody, and few."""
    parts = [table.total for table in before.tables.values() if table.is_subset]
    parts += [
        figure for table in before.tables.values() if table.is_subset for figure in table.cells.values()
    ]
    numbers: list[int | float] = [figure.number for figure in parts if figure.is_shown]
    for split, cells in before.splits.items():
        shown = {key: figure.number for key, figure in cells.items() if figure.is_shown}
        numbers += shown.values()
        now = disclosed.splits.get(split, {})
        numbers.append(sum((shown | {k: f.number for k, f in now.items() if f.is_shown}).values()))
    return any(0 < disclosed.total.number - number < THRESHOLD for number in numbers)


def _differ_by_few(one: Figure, other: Figure) -> bool:
    return one.is_shown and other.is_shown and 0 < abs(one.number - other.number) < THRESHOLD


def keep_suppressed(stated, disclosed, earlier: Sequence) -> dict:
    """The splits. One of which a part was withheld stays so; once it changes, all of it is withheld."""
    splits = dict(disclosed.splits)
    for split, cells in disclosed.splits.items():
        if all(
            not before.is_split_suppressed(split) or _reads_the_same(disclosed, before, split)
            for before in earlier
        ):
            continue
        own = stated.splits.get(split, {})
        splits[split] = {
            key: figure
            if not figure.is_known or (key in own and own[key].as_published)
            else replace(figure, suppression=Suppression.SECONDARY)
            for key, figure in cells.items()
        }
    return splits


def _reads_the_same(disclosed, before, split):
    return read_figure(disclosed.total) == read_figure(before.total) and (
        read_cells(disclosed.splits[split]) == read_cells(before.splits.get(split, {}))
    )


def read_figure(figure: Figure):
    return figure.suppression if is_withheld(figure) else (figure.value, figure.basis)


def table_conflicts_with_earlier(shown, before) -> bool:
    """Whether another count of the same people may not be shown beside what was shown of it earlier.

    One that was withheld stays so once it changes, and a part and a whole are held against each other.
    """
    if before is None or _read_table(shown) == _read_table(before):
        return False
    if any(map(is_withheld, [before.total, *before.cells.values()])):
        return True
    wholes = [(shown.total, before.cells), (before.total, shown.cells)]
    return any(_leaves_few_of(whole, cells) for whole, cells in wholes)


def _leaves_few_of(whole, cells):
    parts = [figure.value for figure in cells.values() if figure.is_shown]
    return whole.is_shown and any(0 < whole.value - part < THRESHOLD for part in (*parts, sum(parts)))


def read_disclosed(disclosed) -> tuple:
    """What a reader sees of all of it."""
    return (
        read_figure(disclosed.total),
        {split: read_cells(cells) for split, cells in disclosed.splits.items()},
        {key: _read_table(table) for key, table in disclosed.tables.items()},
    )


def _read_table(table):
    return read_figure(table.total), read_cells(table.cells)


def read_cells(cells):
    return {str(key): read_figure(figure) for key, figure in cells.items()}


def may_stand_beside(earlier: Figure, now: Figure, *, was_suppressed: bool) -> bool:
    """Whether a number of persons may be printed beside its earlier value.

    Not when they differ by one to four, nor when a part of that event is or was withheld
    (`was_suppressed`): « effectifs corrigés » stands there then.
    """
    if was_suppressed or is_withheld(earlier) or is_withheld(now):
        return False
    if not (earlier.is_known and now.is_known):
        return True
    return not 0 < abs(earlier.number - now.number) < THRESHOLD
