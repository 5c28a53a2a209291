"""Other counts of the people of an event: copies of tests, certificates, planned numbers."""

from collections.abc import Hashable, Sequence
from dataclasses import replace

from publication.disclosure.splits import is_small, suppress_split
from publication.disclosure.types import SEX, Disclosed, Statements, Table, all_masked, masked
from publication.disclosure.versions import table_conflicts_with_earlier
from rss_registry.figures import THRESHOLD, UNKNOWN, Figure, Suppression, add


def suppress_tables(
    stated: Statements, disclosed: Disclosed, earlier: Sequence[Disclosed]
) -> dict[Hashable, Table]:
    """Tests, certificates, planned numbers: none beside a headcount of which something is or was withheld."""
    hides_all = any(version.is_suppressed for version in (disclosed, *earlier))
    hides_all |= stated.shares_a_total and not disclosed.total.is_exact
    shown = {}
    for key, table in stated.tables.items():
        shown[key] = all_masked(table) if hides_all else _table(table, disclosed)
        if any(_hides_part_of(table, key, shown[key], before) for before in earlier):
            shown[key] = all_masked(table)
    return shown


def _hides_part_of(table: Table, key: Hashable, shown: Table, before: Disclosed) -> bool:
    """Whether what is shown of a table would tell few people beside a headcount or copies shown `before`."""
    if table_conflicts_with_earlier(shown, before.tables.get(key)):
        return True
    beside = _table(table, before)
    pairs = [
        (shown.total, beside.total),
        *((figure, beside.cells[name]) for name, figure in shown.cells.items()),
    ]
    # « < 5 » as well: it would stand apart from what is withheld for the sake of another number.
    return any(
        hidden.suppression is Suppression.SECONDARY and figure.suppression is not Suppression.SECONDARY
        for figure, hidden in pairs
    )


def _table(table: Table, disclosed: Disclosed) -> Table:
    whole = disclosed.total if table.is_subset else UNKNOWN
    if _tells_of_few(table.total, whole):
        return all_masked(table)
    if is_small(table.total):
        return replace(all_masked(table), total=replace(table.total, suppression=Suppression.PRIMARY))
    parts = [add(table.cells.values()), *table.cells.values()]
    wider = [whole, *(disclosed.part(SEX, key) for key in table.cells)] if table.is_subset else []
    if any(_tells_of_few(part, number) for part in parts for number in wider):
        return replace(table, cells={key: masked(figure) for key, figure in table.cells.items()})
    return replace(table, cells=suppress_split(table.cells, table.total).apply(table.cells))


def _tells_of_few(part: Figure, whole: Figure) -> bool:
    """Whether what the part leaves of the whole is somebody, and few.

    Of a whole that could be two small numbers, « masqué » has to stand for the part as for what it leaves.
    """
    if not (part.is_known and whole.is_known):
        return False
    if is_small(part) and whole.number < 2 * THRESHOLD - 1:
        return True
    return 0 < whole.number - part.number < THRESHOLD
