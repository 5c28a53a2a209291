"""Where the headings of a list stand: one line or several, under titles and logos, merged or not."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice

from events.attendance.ages import is_open_band
from events.attendance.cells import looks_like_data, text
from events.attendance.headings import Use, heading_strength, uses_of
from events.attendance.moments import names_a_day
from rss_registry.sheets import Sheet
from rss_registry.text import fold

# How many lines that hold something are looked at, and how many lines headings take at most.
_LOOKED_AT = 60
_MOST_LINES = 3
_NAMES = {Use.FULL_NAME, Use.FAMILY_NAME, Use.GIVEN_NAME}
_SURE = 0.6
# Under « Photo », under « Présence »: what says nothing without what stands above it.
_BAND = re.compile(r"\s*[0-9]{1,2}\s*(?:-|–|à|to)\s*([0-9]{1,2})(?:\s*ans|\s*years)?\s*")
_ANSWERS = {"oui", "non", "yes", "no", "o", "n", "matin", "soir", "apres midi", "am", "pm", "m", "s"}


@dataclass(frozen=True)
class Header:
    """The lines of the headings, from top to bottom, and the heading of each column."""

    lines: tuple[int, ...]
    headings: dict[int, str]


def find_header(sheet: Sheet, chosen: int | None = None) -> Header:
    """The headings of the first list of the sheet; none where no line looks like any, or `chosen` is 0."""
    line = _best_line(sheet) if chosen is None else chosen
    if not line:
        return Header((), {})
    lines = [line]
    while len(lines) < _MOST_LINES and _stands_above(sheet, lines[0] - 1, lines[0]):
        lines.insert(0, lines[0] - 1)
    while len(lines) < _MOST_LINES and _stands_below(sheet, lines[-1] + 1, lines):
        lines.append(lines[-1] + 1)
    return Header(tuple(lines), _joined(sheet, lines))


def header_score(cells) -> tuple[float, bool]:
    """How much a line looks like headings, and whether one of them heads names."""
    best: dict[Use, float] = {}
    data = 0
    for cell in cells:
        if cell is None:
            continue
        if looks_like_data(cell):
            data += 1
            continue
        words = text(cell)
        told = uses_of(words)[:1] if len(words) <= 80 else ()
        if not told and names_a_day(words):
            told = ((Use.PRESENCE, _SURE),)
        for use, score in told:
            score *= 0.5 if use == Use.IGNORE else 0.3 if ":" in words else 1
            best[use] = max(best.get(use, 0), score)
    has_name = any(best.get(use, 0) >= 0.5 for use in _NAMES)
    return sum(best.values()) - 0.7 * data, has_name


def _best_line(sheet):
    scored = []
    for line, cells in islice(((n, row) for n, row in enumerate(sheet.rows, 1) if row), _LOOKED_AT):
        score, has_name = header_score(cells)
        filled = sum(cell is not None for cell in cells)
        if has_name and (score >= 1.5 or (score >= 0.9 and filled <= 2 and not _is_title(sheet, line))):
            scored.append((line, score))
        elif score >= 3:
            scored.append((line, score - 1))
    if not scored:
        return None
    enough = 0.6 * max(score for _line, score in scored)
    return next(line for line, score in scored if score >= enough)


def _is_title(sheet, line):
    """Whether the line is one text over several columns, or above a line that is more of a header."""
    return any(merge.top == line and merge.right - merge.left >= 2 for merge in sheet.merged)


def _row(sheet, line):
    return sheet.rows[line - 1] if 0 < line <= len(sheet.rows) else ()


def _filled(sheet, line):
    cells = {column: cell for column, cell in enumerate(_row(sheet, line)) if cell is not None}
    return {column: _with_sign(cell, after=cells.get(column - 1)) for column, cell in cells.items()}


def _with_sign(cell, *, after):
    """« 60 + » beside « 36–59 »: LibreOffice takes what is typed for the number 60."""
    band = _BAND.fullmatch(after) if isinstance(after, str) and len(after) <= 20 else None
    return f"{cell} +" if band and text(cell) == str(int(band[1]) + 1) else cell


def _spans(sheet, line, below) -> dict[int, tuple[int, int]]:
    """Over which columns each cell of a line reaches: as it is merged, or over the blanks to its right."""
    cells, under = _filled(sheet, line), _filled(sheet, below)
    merged = {
        merge.left: merge.right for merge in sheet.merged if merge.top == line and merge.right > merge.left
    }
    spans = {}
    for column in cells:
        last = merged.get(column, column)
        if not merged:
            while last + 1 not in cells and _needs_group(under, last + 1):
                last += 1
        spans[column] = (column, last)
    return spans


def _needs_group(cells, column):
    if column not in cells:
        return False
    cell, words = cells[column], text(cells[column])
    folded, use = fold(words), uses_of(words)[:1]
    # « No », the answer, stands beside « yes ».
    if use == ((Use.NUMBER, 1.0),) and fold(text(cells.get(column - 1))) != "yes":
        return False
    if folded in _ANSWERS or folded.isdecimal() or isinstance(cell, date) or is_open_band(cell):
        return True
    if names_a_day(words):
        return True
    return bool(use) and use[0][0] in Use.ticks()


def _stands_above(sheet, line, below):
    cells = _filled(sheet, line)
    if not cells or any(looks_like_data(cell) for cell in cells.values()):
        return False
    strengths = [heading_strength(text(cell)) for cell in cells.values()]
    if len(cells) >= 3 and sum(strength >= _SURE for strength in strengths) >= max(3, 0.7 * len(cells)):
        return True
    under = _filled(sheet, below)
    width = max(under, default=0) - min(under, default=0) + 1
    for column, (first, last) in _spans(sheet, line, below).items():
        if len(text(cells[column])) > 60 or (last - first + 1 >= 0.8 * width and width > 2):
            return False
        if not any(_needs_group(under, each) for each in range(first, last + 1)):
            return False
    return True


def _stands_below(sheet, line, lines):
    cells = _filled(sheet, line)
    if len(cells) < 2 or any(looks_like_data(cell) and not isinstance(cell, date) for cell in cells.values()):
        return False
    above = _filled(sheet, lines[-1])
    strange = 0
    for column, cell in cells.items():
        sure = heading_strength(text(cell)) >= _SURE
        head = uses_of(text(above[column]))[:1] if column in above else ()
        if head and head[0][0] in (_NAMES | {Use.NUMBER}) and not (sure and _same_kind(head[0][0], cell)):
            return False
        strange += not sure and not _needs_group(cells, column)
    if strange > 0.25 * len(cells):
        return False
    named = {
        column for column, cell in above.items() if {use for use, _s in uses_of(text(cell))[:1]} & _NAMES
    }
    if named & set(cells):
        return True
    # Answers alone may be a line of somebody whose name is missing: they stand under what reaches over them.
    spans = _spans(sheet, lines[-1], line).values()
    return all(any(first <= column <= last for first, last in spans) for column in cells) or not any(
        column in above for column in cells
    )


def _same_kind(use, cell):
    other = uses_of(text(cell))[0][0]
    return other == use or {use, other} <= _NAMES


def _joined(sheet, lines):
    headings: dict[int, str] = {}
    grouped: set[int] = set()
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        cells = _filled(sheet, line)
        spans = _spans(sheet, line, below) if below else _merged_spans(sheet, line, cells)
        for column, (first, last) in spans.items():
            for each in range(first, last + 1):
                above = headings.get(each, "")
                headings[each] = _under(above, text(cells[column]), grouped=each in grouped)
        reaching = [(first, last) for first, last in spans.values() if last > first]
        grouped = {each for first, last in reaching for each in range(first, last + 1)}
    return headings


def _merged_spans(sheet, line, cells):
    """One heading over two columns: « Prénom et nom » above both."""
    last = {merge.left: merge.right for merge in sheet.merged if merge.top <= line <= merge.bottom}
    return {column: (column, min(last.get(column, column), column + 3)) for column in cells}


def _under(above, words, *, grouped):
    """« Présence J1 » of « Présence » over « J1 »; « Nom / Name » of two languages."""
    if not above or fold(above) == fold(words):
        return words
    joined = f"{above} {words}"
    if heading_strength(joined) == 1 or heading_strength(words) < _SURE or names_a_day(above):
        return joined
    return words if grouped else f"{above} / {words}"
