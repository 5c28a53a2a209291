"""Lists as offices make them, each with what is in it: nothing is corrected by hand."""

import pytest

from events.attendance.layout import lay_out
from events.attendance.moments import Moment
from rss_registry.sheets import read_sheets
from tests.events.attendance.files import FOLDER, described, written
from tests.events.attendance.reading import forbidden, taken

LISTS = sorted(f"lists/{path.stem}" for path in (FOLDER / "lists").glob("*.toml"))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_understood_at_first_guess(name):
    expected, found = described(name)["expected"], taken(name)
    assert {
        "people": len(found.entries),
        "women": found.count(sex="women"),
        "men": found.count(sex="men"),
        "total": found.total(),
        "forbidden": forbidden(found),
        "problems": [(entry.line, entry.problems) for entry in found.entries if entry.problems],
    } == {
        "people": expected["people"],
        "women": expected["women"],
        "men": expected["men"],
        "total": expected.get("total"),
        "forbidden": expected.get("forbidden", []),
        "problems": [],
    }
    for number, values in expected.get("rows", {}).items():
        assert found.entries[int(number) - 1].values == values
    for number, presences in expected.get("presences", {}).items():
        got = {
            _words(moment): present for moment, present in found.entries[int(number) - 1].presences.items()
        }
        assert got == presences


def _words(moment: Moment):
    return f"{moment.day} {moment.half}".strip()


@pytest.mark.parametrize("name", LISTS)
def test_no_line_is_dropped_without_a_word(name):
    for sheet in read_sheets(written(described(name))):
        layout = lay_out(sheet)
        told = [
            *layout.header_lines,
            *(row.line for row in layout.rows),
            *(out.line for out in layout.left_out),
        ]
        assert sorted(set(told)) == [line for line, row in enumerate(sheet.rows, 1) if row]
