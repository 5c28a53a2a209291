"""The lines under the headings, one after the other: who is somebody of the list, and what the others are."""

from dataclasses import dataclass
from typing import Any

from events.attendance import line_kinds
from events.attendance.cells import is_ditto, looks_like_data, looks_like_name, names_a_group, text
from events.attendance.header_lines import header_score
from events.attendance.headings import Use, heading_strength, uses_of
from events.attendance.line_kinds import Reason
from events.attendance.moments import names_a_day
from rss_registry.sheets import Sheet
from rss_registry.text import fold

_NAMES = {Use.FULL_NAME, Use.FAMILY_NAME, Use.GIVEN_NAME}
# From this share of numbered lines on, a line without number is no ordinary one.
_MOSTLY = 0.7
# Over how many lines one person may stand.
_MOST_LINES = 5


@dataclass
class Row:
    line: int
    cells: list[Any]
    group: str = ""


class Body:
    """Reads the lines of a sheet once; `rows`, `left_out` and `stated_total` are the result."""

    def __init__(self, sheet: Sheet, header_lines: tuple[int, ...], headings: dict[int, str]):
        self.sheet = sheet
        self.header_lines = header_lines
        self.headings = headings
        self.rows: list[Row] = []
        self.left_out: list[tuple[int, tuple, Reason]] = []
        self.stated_total: int | None = None
        self.forbidden_elsewhere: set[int] = set()
        self._surest = 0
        self._group = ""
        self._closed = False
        self._order: dict[int, int] | None = None
        self._in_other_table = False
        self._width = max([len(row) for row in sheet.rows], default=0)
        top = max(header_lines, default=0)
        self._under = [(line, row) for line, row in enumerate(sheet.rows, 1) if row and line > top]
        used = {index: uses_of(words)[:1] for index, words in headings.items()}
        self._names = {index for index, told in used.items() if told and told[0][0] in _NAMES}
        self._number = self._column_of_numbers(used)
        if not self._names:
            self._names = self._columns_of_names()
        self._numbered = self._share_of_numbers() >= _MOSTLY
        self._wide = {(merge.top, merge.left) for merge in sheet.merged if merge.right > merge.left}
        self._covered = self._lines_of_one_person()

    def _column_of_numbers(self, used):
        for index, told in used.items():
            if told and told[0][0] == Use.NUMBER:
                return index
        first = min(self._names, default=1)
        for index in range(first):
            cells = [row[index] for _line, row in self._under if index < len(row) and row[index] is not None]
            if len(cells) >= 3 and sum(_is_rank(cell) for cell in cells) >= 0.8 * len(cells):
                return index
        return None

    def _columns_of_names(self):
        scores = {}
        for index in range(self._width):
            cells = [row[index] for _line, row in self._under if index < len(row) and row[index] is not None]
            if len(cells) >= 2:
                scores[index] = sum(map(looks_like_name, cells)) / len(cells)
        best = max(scores, key=scores.get, default=None)
        return {best} if best is not None and scores[best] >= 0.5 else set()

    def _lines_of_one_person(self):
        """Lines under a name or a number that is merged over several: more of the same person."""
        who = {*self._names, self._number}
        tall = [m for m in self.sheet.merged if m.left in who and m.top < m.bottom <= m.top + _MOST_LINES]
        return {line for merge in tall for line in range(merge.top + 1, merge.bottom + 1)}

    def _share_of_numbers(self):
        if self._number is None:
            return 0
        named = [
            row for _line, row in self._under if any(_at(row, index) is not None for index in self._names)
        ]
        return sum(_is_rank(_at(row, self._number)) for row in named) / len(named) if named else 0

    def read(self) -> None:
        top = max(self.header_lines, default=0)
        for line, row in enumerate(self.sheet.rows, 1):
            if row and line <= top and line not in self.header_lines:
                self._leave(line, row, Reason.TITLE)
        for position, (line, row) in enumerate(self._under):
            self._take(line, row, position)

    def _leave(self, line, row, reason):
        self.left_out.append((line, row, reason))

    def _take(self, line, row, position):
        cells = [cell for cell in row if cell is not None]
        if self._is_header(row, cells):
            self._start_again(line, row)
            return
        if self._in_other_table:
            self._leave(line, row, Reason.OTHER_TABLE)
            return
        if self._order:
            row = self._reordered(row)
        more = line in self._covered and bool(self.rows) and line <= self.rows[-1].line + _MOST_LINES
        reason = Reason.CONTINUED if more else self._reason(line, row, cells, position)
        if reason is None:
            self._add(line, row)
        elif reason == Reason.CONTINUED:
            self._continue(row)
            self._leave(line, row, reason)
        else:
            self._note_total(cells)
            self._leave(line, row, reason)

    # -- further headings ----------------------------------------------------------------------

    def _is_header(self, row, cells):
        if not self.header_lines or any(looks_like_data(cell) for cell in cells):
            return False
        for known in self.header_lines:
            above = {fold(text(cell)) for cell in self.sheet.rows[known - 1] if cell is not None}
            same = sum(fold(text(cell)) in above for cell in cells)
            if same >= max(2, 0.6 * len(cells)) and len(cells) >= 0.5 * len(above):
                return True
        score, has_name = header_score(row)
        sure = sum(heading_strength(text(cell)) >= 0.9 for cell in cells)
        return has_name and score >= 2.5 and sure >= 0.7 * len(cells) and not _is_rank(_at(row, self._number))

    def _start_again(self, line, row):
        """Headings again: of a further page, or of another table."""
        known = {fold(words): index for index, words in self.headings.items()}
        for header_line in self.header_lines:
            for index, cell in enumerate(self.sheet.rows[header_line - 1]):
                known.setdefault(fold(text(cell)), index)
        here = {index: fold(text(cell)) for index, cell in enumerate(row) if cell is not None}
        self._closed, self._group, self._order = False, "", None
        self._in_other_table = any(words not in known for words in here.values())
        if self._in_other_table:
            told = {index: uses_of(text(row[index]))[:1] for index in here}
            self.forbidden_elsewhere |= {
                index for index, uses in told.items() if uses == ((Use.FORBIDDEN, 1.0),)
            }
            self._leave(line, row, Reason.OTHER_TABLE)
            return
        order = {index: known[words] for index, words in here.items()}
        if len(set(order.values())) == len(order) and any(old != new for old, new in order.items()):
            self._order = order
        self._leave(line, row, Reason.REPEATED_HEADER)

    def _reordered(self, row):
        cells = [None] * max(self._width, len(row))
        for index, cell in enumerate(row):
            if index in self._order:
                cells[self._order[index]] = cell
        return tuple(cells)

    # -- what a line is ------------------------------------------------------------------------

    def _reason(self, line, row, cells, position):
        rank = _at(row, self._number)
        ranked = _is_rank(rank)
        named = any(_at(row, index) is not None for index in self._names)
        if not self.rows and position < 4:
            if line_kinds.is_filter(cells):
                return Reason.FILTER
            if line_kinds.is_numbering(cells):
                return Reason.NUMBERING
            if line_kinds.is_example(cells):
                return Reason.EXAMPLE
        if line_kinds.is_page_mark(cells):
            return Reason.PAGE
        if ranked:
            return None if len(cells) > 1 else Reason.NOBODY
        if not self._is_somebody(row, cells):
            if line_kinds.is_total(cells):
                return Reason.TOTAL
            if line_kinds.is_closing(cells):
                self._closed = True
                return Reason.CLOSING
            if line_kinds.is_note(cells):
                return Reason.NOTE
            if self._closed:
                return Reason.CLOSING
        if (found := self._group_or_rest(line, row, position)) is not None:
            return found
        if not named and self._only_numbers(cells):
            return Reason.TOTAL
        return None

    def _is_somebody(self, row, cells):
        """A name with enough beside it, whatever the other words of the line remind of."""
        named = [_at(row, index) for index in self._names]
        if not any(
            isinstance(name, str) and not line_kinds.is_total([name]) and not names_a_group(name)
            for name in named
        ):
            return False
        return len(cells) >= 4 or (len(cells) == 3 and any(map(looks_like_data, cells)))

    def _only_numbers(self, cells):
        return bool(self.rows) and all(
            isinstance(cell, (int, float)) and not looks_like_data(cell) for cell in cells
        )

    def _group_or_rest(self, line, row, position):
        filled = [index for index, cell in enumerate(row) if cell is not None]
        words = {text(row[index]) for index in filled}
        if len(words) == 1 and isinstance(row[filled[0]], str) and not is_ditto(row[filled[0]]):
            return self._alone(line, row, filled[0], position)
        if self._continues(line, row, filled):
            return Reason.CONTINUED
        return None

    def _alone(self, line, row, index, position):
        cell = row[index]
        if looks_like_data(cell):
            return Reason.CONTINUED if self._continues(line, row, [index]) else None
        follows = self._under[position + 1] if position + 1 < len(self._under) else None
        if follows is None:
            whole = looks_like_name(cell) and index in self._names and not names_a_group(cell)
            return None if whole else Reason.NOTE
        if self._is_header(follows[1], [one for one in follows[1] if one is not None]):
            return Reason.TITLE
        wide = (line, index) in self._wide
        beside = index > max(self._names, default=self._width) and not wide
        if beside and self._continues(line, row, [index]):
            return Reason.CONTINUED
        if names_a_day(text(cell)):
            self._group = text(cell)
            return Reason.GROUP
        person = index in self._names and looks_like_name(cell) and not wide and not names_a_group(cell)
        if person and (not self._numbered or all(word[0].isupper() for word in cell.split())):
            return None
        if not wide and not names_a_group(cell) and self._continues(line, row, [index]):
            return Reason.CONTINUED
        if index in self._names and not (wide or self._numbered or names_a_group(cell)):
            return None
        if index not in self._names and not (
            wide or names_a_group(cell) or index <= min(self._names, default=0)
        ):
            return Reason.CONTINUED if self._continues(line, row, [index]) else None
        self._group = text(cell)
        return Reason.GROUP

    def _continues(self, line, row, filled):
        """Whether the line is the rest of the one before, as text that was wrapped over two lines."""
        if not self.rows or not self._numbered or self.rows[-1].line < line - 2:
            return False
        before = self.rows[-1].cells
        if len(filled) > max(2, sum(cell is not None for cell in before) // 2):
            return False
        if not all(isinstance(row[index], str) and not is_ditto(row[index]) for index in filled):
            return False
        if any(index in self._names and looks_like_name(row[index]) for index in filled):
            return False
        return all(_at(before, index) is None or isinstance(_at(before, index), str) for index in filled)

    def _add(self, line, row):
        cells = list(row) + [None] * (self._width - len(row))
        self.rows.append(Row(line, cells, self._group))

    def _continue(self, row):
        before = self.rows[-1].cells
        for index, cell in enumerate(row):
            if cell is not None:
                before[index] = f"{text(before[index])} {text(cell)}".strip()

    def _note_total(self, cells):
        number, sure = line_kinds.number_stated(cells, len(self.rows))
        if number and sure and sure >= self._surest and number <= 3 * len(self.rows) + 50:
            self.stated_total = max(number, self.stated_total or 0) if sure == self._surest else number
            self._surest = sure


def _at(row, index):
    return row[index] if index is not None and index < len(row) else None


def _is_rank(cell):
    """A number on a list: « 12 », « 12. », « 012 »."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, (int, float)):
        return 0 < cell < 10_000
    return isinstance(cell, str) and fold(cell).isdecimal() and len(fold(cell)) <= 4
