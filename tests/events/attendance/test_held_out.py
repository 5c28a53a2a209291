"""Lists written only to measure the guess, each row with what it should become.

What they showed was mended afterwards; so they hold what is right now, and new ones measure again.
"""

import pytest

from tests.events.attendance.files import FOLDER, described, grid
from tests.events.attendance.reading import taken

LISTS = sorted(f"held_out/{path.stem}" for path in (FOLDER / "held_out").glob("*.toml"))


def expected_rows(list_):
    """What the table of the description says: values, then presences under « ~20 morning »."""
    heads, *rows = grid(list_["expected"]["table"].strip("\n"), typed=False)
    for row in rows:
        stated = {head: cell for head, cell in zip(heads, row, strict=False) if cell}
        values = {
            head: int(cell) if head in ("number", "organisation") else cell
            for head, cell in stated.items()
            if not head.startswith("~")
        }
        presences = {head[1:]: cell == "yes" for head, cell in stated.items() if head.startswith("~")}
        yield values, presences, {}


def _day_and_half(moment):
    return f"{moment.day.day} {moment.half}".strip()


@pytest.mark.parametrize("name", LISTS)
def test_every_row_is_right_at_first_guess(name):
    list_, found = described(name), taken(name)
    rows = [
        (
            entry.values,
            {_day_and_half(moment): present for moment, present in entry.presences.items()},
            entry.problems,
        )
        for entry in found.entries
    ]
    assert rows == list(expected_rows(list_))
    assert found.total() == list_["expected"].get("total")
