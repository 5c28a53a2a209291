"""Where the list is in a sheet: its headings, its people, and what of the sheet is neither, with the reason.

A `Sheet` goes in. Every line of it that holds something comes out once: among the lines of the headings, as a
row, or left out with its reason. Cells under a heading of what is never kept do not come out at all.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from openpyxl.utils import get_column_letter

from events.attendance.body import Body
from events.attendance.cells import text
from events.attendance.header_lines import find_header
from events.attendance.headings import Use, uses_of
from events.attendance.line_kinds import Reason
from events.attendance.side_by_side import one_below_the_other
from rss_registry.sheets import Sheet

MAX_SAMPLES = 5
_MOST_TEXT = 120
_MOST_FILLED = 200_000
_WHO = {Use.NUMBER, Use.FULL_NAME, Use.FAMILY_NAME, Use.GIVEN_NAME}


@dataclass(frozen=True)
class ListColumn:
    """A column that has a heading or holds something; `index` from 0."""

    index: int
    letter: str
    heading: str
    samples: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def forbidden(self) -> bool:
        """Whether the heading names what is never kept; its cells are then nowhere."""
        return _is_forbidden(self.heading)


@dataclass(frozen=True)
class ListRow:
    """Somebody of the list: `cells` by index of column, as the sheet has them."""

    line: int
    cells: tuple[Any, ...]
    group: str = ""
    """What stands alone above this row and others: « ONG Tassaght »."""
    hidden: bool = False
    block: int = 0
    """Which of several lists side by side; line and block together name a row."""

    def cell(self, index: int) -> Any:
        """None too beyond the last cell that holds something."""
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True)
class LeftOut:
    """A line that is nobody of the list."""

    line: int
    text: str
    reason: Reason


@dataclass(frozen=True)
class Layout:
    """The list of a sheet."""

    header_lines: tuple[int, ...]
    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]
    left_out: tuple[LeftOut, ...] = ()
    stated_total: int | None = None

    def column(self, index: int) -> ListColumn | None:
        return next((column for column in self.columns if column.index == index), None)


def lay_out(sheet: Sheet, header_line: int | None = None) -> Layout:
    """The list of the sheet; `header_line` where a person said which line holds the headings."""
    if header_line is not None:
        sheet = _without_forbidden(sheet)
    header = find_header(sheet, header_line)
    sheet, headings, blocks = one_below_the_other(sheet, header)
    body = Body(_filled_down(sheet, header.lines, headings), header.lines, headings)
    body.read()
    forbidden = {index for index, heading in headings.items() if _is_forbidden(heading)}
    forbidden |= body.forbidden_elsewhere
    rows = tuple(
        ListRow(
            blocks.get(row.line, (row.line, 0))[0],
            tuple(None if index in forbidden else cell for index, cell in enumerate(row.cells)),
            row.group,
            blocks.get(row.line, (row.line, 0))[0] in sheet.hidden_rows,
            blocks.get(row.line, (row.line, 0))[1],
        )
        for row in body.rows
    )
    left_out = tuple(
        LeftOut(blocks.get(line, (line, 0))[0], _shown(cells, forbidden), reason)
        for line, cells, reason in sorted(body.left_out, key=lambda one: one[0])
    )
    return Layout(
        header.lines,
        _columns(sheet, headings, rows, forbidden),
        rows,
        left_out,
        body.stated_total,
    )


def _without_forbidden(sheet: Sheet) -> Sheet:
    """Without what stands under a heading of what is never kept, whatever line is said to be the headings."""
    found = find_header(sheet)
    forbidden = {index for index, heading in found.headings.items() if _is_forbidden(heading)}
    if not forbidden:
        return sheet
    last = max(found.lines)
    rows = (
        tuple(None if index in forbidden and line > last else cell for index, cell in enumerate(row))
        for line, row in enumerate(sheet.rows, 1)
    )
    return replace(sheet, rows=tuple(rows))


def _is_forbidden(heading):
    return bool(heading) and uses_of(heading)[:1] == ((Use.FORBIDDEN, 1.0),)


def _shown(cells, forbidden):
    words = (text(cell) for index, cell in enumerate(cells) if index not in forbidden)
    shown = " | ".join(word for word in words if word)
    return shown if len(shown) <= _MOST_TEXT else f"{shown[: _MOST_TEXT - 1]}…"


def _columns(sheet, headings, rows, forbidden):
    samples = defaultdict(list)
    for row in rows:
        for index, cell in enumerate(row.cells):
            if cell is not None and len(samples[index]) < MAX_SAMPLES:
                samples[index].append(text(cell))
    return tuple(
        ListColumn(
            index,
            get_column_letter(index + 1),
            headings.get(index, ""),
            () if index in forbidden else tuple(samples[index]),
            index in sheet.hidden_columns,
        )
        for index in sorted({*headings, *samples})
        # A heading merged over two columns of which one is empty is one column.
        if index in samples or headings[index] != headings.get(index - 1) or index in forbidden
    )


def _filled_down(sheet: Sheet, header_lines: tuple[int, ...], headings: dict[int, str]) -> Sheet:
    """The sheet with what is merged over several lines in each of them, under the headings."""
    last = max(header_lines, default=0)
    reaching = [merge for merge in sheet.merged if merge.top > last and merge.bottom > merge.top]
    if not reaching:
        return sheet
    rows = [list(row) for row in sheet.rows]
    # Merged cells do not overlap in an honest file, so that few are filled.
    left = _MOST_FILLED
    for merge in reaching:
        value, bottom = sheet.cell(merge.top, merge.left), min(merge.bottom, len(rows))
        left -= max(0, bottom - merge.top)
        if (
            value is None
            or merge.right - merge.left > 3
            or _tells_who(headings.get(merge.left, ""))
            or left < 0
        ):
            continue
        for line in range(merge.top + 1, bottom + 1):
            row = rows[line - 1]
            # A blank line under a merged cell is nobody.
            if any(cell is not None for cell in row):
                row.extend([None] * (merge.left + 1 - len(row)))
                if row[merge.left] is None:
                    row[merge.left] = value
    return replace(sheet, rows=tuple(map(tuple, rows)))


def _tells_who(heading):
    return any(use in _WHO for use, _score in uses_of(heading)[:1])
