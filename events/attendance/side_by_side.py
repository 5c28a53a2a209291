"""Lists that stand side by side on a landscape page, put one below the other."""

from dataclasses import replace

from events.attendance.header_lines import Header
from events.attendance.headings import Use, uses_of
from rss_registry.sheets import Sheet
from rss_registry.text import fold

_NAMES = {Use.FULL_NAME, Use.FAMILY_NAME, Use.GIVEN_NAME}


def one_below_the_other(
    sheet: Sheet, header: Header
) -> tuple[Sheet, dict[int, str], dict[int, tuple[int, int]]]:
    """The sheet with its second list under the first, its headings, and where added lines were.

    Where: its line, and which of the lists side by side it is from. A sheet with one list comes back as is.
    """
    starts = _starts(header.headings)
    if len(starts) < 2:
        return sheet, header.headings, {}
    width = starts[1] - starts[0]
    bounds = [*starts, max(header.headings) + 1]
    top = max(header.lines)
    rows, hidden, origin = list(sheet.rows), set(sheet.hidden_rows), {}
    for block, (first, last) in enumerate(zip(bounds, bounds[1:], strict=False)):
        for line in range(top + 1, len(sheet.rows) + 1):
            row = sheet.rows[line - 1]
            own = (None,) * starts[0] + tuple(row[first:last])[:width]
            if block == 0:
                rows[line - 1] = _trimmed(own if len(row) > first else row)
            elif any(cell is not None for cell in own):
                rows.append(_trimmed(own))
                origin[len(rows)] = (line, block)
                if line in sheet.hidden_rows:
                    hidden.add(len(rows))
    headings = {index: words for index, words in header.headings.items() if index < starts[1]}
    return replace(sheet, rows=tuple(rows), hidden_rows=frozenset(hidden), merged=()), headings, origin


def _trimmed(row):
    row = list(row)
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def _starts(headings):
    """Where the same headings begin anew; only where each list has names and at least two columns."""
    columns = sorted(headings)
    words = [fold(headings[column]) for column in columns]
    for blocks in (3, 2):
        size, rest = divmod(len(words), blocks)
        if (
            rest
            or size < 2
            or any(words[:size] != words[n * size : (n + 1) * size] for n in range(1, blocks))
        ):
            continue
        gaps = {columns[n * size] - columns[(n - 1) * size] for n in range(1, blocks)}
        named = any(
            uses_of(headings[column])[:1] and uses_of(headings[column])[0][0] in _NAMES for column in columns
        )
        if named and len(gaps) == 1:
            return [columns[n * size] for n in range(blocks)]
    return []
