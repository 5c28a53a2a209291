"""Everything that one event states about its people, as one system."""

from collections.abc import Iterable
from typing import Any, cast

from events.enums import OutputKind
from publication.disclosure.splits import is_small, is_withheld
from publication.disclosure.types import Disclosed, Statements, Table
from publication.headcounts import statements
from rss_registry.figures import THRESHOLD, UNKNOWN, Figure


def statements_of_event(event) -> Statements:
    """Headcount, tests and certificates; read headcounts, tests, outputs and headcount groups beforehand."""
    tables = tables_of(event.tests.all(), event.outputs.all())
    return statements(
        event.headcounts.all(), tables=tables, shares_a_total=bool(event.headcount_groups.all())
    )


def tables_of(tests: Iterable, outputs: Iterable) -> dict:
    """Copies of each test by sex, and certificates handed out: other counts of the same people."""
    tables: dict[str, list] = {}
    for test in tests:
        total, cells = tables.setdefault(test_key(test), [UNKNOWN, {}])
        if test.sex:
            cells[test.sex] = Figure(test.taken_by)
        else:
            tables[test_key(test)][0] = Figure(test.taken_by)
    found = {key: Table(total, cells) for key, (total, cells) in tables.items()}
    return found | {
        output_key(output): Table(Figure(output.quantity)) for output in outputs if counts_people(output)
    }


def test_key(test) -> str:
    return f"test/{test.moment}"


cast(Any, test_key).__test__ = False


def output_key(output) -> str:
    return f"output/{output.pk}"


def counts_people(output) -> bool:
    """A certificate is a person; a guide is none."""
    return output.kind == OutputKind.CERTIFICATES and output.quantity is not None


def copies_of(test, disclosed: Disclosed) -> Figure:
    """How many took a test, as it may be disclosed."""
    table = disclosed.tables.get(test_key(test), Table())
    return table.cells.get(test.sex, UNKNOWN) if test.sex else table.total


def has_results_to_show(test, disclosed: Disclosed) -> bool:
    """Whether mean and median may be shown: not of few people, nor where that would tell how many.

    Of all together they stay where the copies are withheld only beside another number.
    """
    copies = copies_of(test, disclosed)
    if not copies.is_known or test.sex or is_small(copies):
        return copies.is_shown
    whole = disclosed.total
    return copies.is_shown or not whole.is_shown or whole.number >= 2 * THRESHOLD - 1


def masks_results(test, disclosed: Disclosed) -> bool:
    return is_withheld(copies_of(test, disclosed)) and not has_results_to_show(test, disclosed)
