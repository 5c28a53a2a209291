"""What a sheet is once it is read, whatever the format of its file."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from rss_registry.tabular import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    plain,
    too_long,
    too_much_text,
    too_wide,
)
from rss_registry.workbooks import BROKEN_VALUES, LAST_LINE, broken

# No list has more; a made-up file may have millions.
_MOST_MERGES = 20_000
# Signs that show nothing: they turn the direction of what follows, or join letters.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_MISREAD = re.compile("[ÂÃÅÄ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xbf™œ˜“”¦¢]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


class Unreadable(str):
    """A cell that shows an error of the spreadsheet (« #REF! ») instead of a value."""

    __slots__ = ()


@dataclass(frozen=True)
class Merge:
    """Cells shown as one: lines from 1, columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """The lines of a sheet: `rows[line - 1]`, each without its blank end; None is a blank cell.

    Columns count from 0, lines from 1. Whole numbers are `int`, days `date`; text is in one spelling
    of its accents, and without signs that show nothing.
    """

    name: str
    rows: tuple[tuple[Any, ...], ...]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Merge, ...] = ()

    def cell(self, line: int, column: int) -> Any:
        row = self.rows[line - 1] if 0 < line <= len(self.rows) else ()
        return row[column] if column < len(row) else None


def make_sheet(
    name: str,
    rows: Iterable[Sequence[Any]],
    *,
    hidden: bool = False,
    hidden_columns: Iterable[int] = (),
    hidden_rows: Iterable[int] = (),
    merged: Iterable[Merge] = (),
) -> Sheet:
    """The sheet, bounded: refuses what goes beyond the lines and columns that the register takes."""
    kept: list[tuple[Any, ...]] = []
    filled = 0
    for line, cells in enumerate(rows, 1):
        if line > LAST_LINE:
            raise broken()
        row = _row(line, cells)
        if len(row) > MAX_COLUMNS:
            raise too_wide(line)
        filled += bool(row)
        if filled > MAX_ROWS:
            raise too_long()
        kept.append(row)
    while kept and not kept[-1]:
        kept.pop()
    merges = [merge for merge in merged if merge.top <= len(kept) and merge.left < MAX_COLUMNS]
    return Sheet(
        name,
        tuple(kept),
        hidden,
        frozenset(hidden_columns),
        frozenset(line for line in hidden_rows if line <= len(kept)),
        tuple(merges[:_MOST_MERGES]),
    )


def _row(line, cells):
    for position, cell in enumerate(cells, 1):
        if isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS:
            raise too_much_text(line, position)
    row = [clean(cell) if cell is not None else None for cell in cells]
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def clean(cell: Any) -> Any:
    """The value of a cell, in the one form that `Sheet` promises."""
    if isinstance(cell, str):
        return cell if isinstance(cell, Unreadable) else _text(cell)
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, float):
        if not isfinite(cell):
            return Unreadable("#NUM!")
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time.min else cell.replace(tzinfo=None)
    if isinstance(cell, (int, date, time)):
        return cell
    if isinstance(cell, timedelta):
        return str(cell)
    return _text(str(cell))


def _text(cell):
    if cell in BROKEN_VALUES:
        return Unreadable(cell)
    text = plain(cell).replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", _mended(text)))
    text = _CONTROL.sub(" ", text).replace("\u00a0", " ").strip()
    return text or None


def _mended(text):
    """UTF-8 that was read as Windows-1252 and saved so: « PrÃ©nom » is « Prénom » again."""
    return _MISREAD.sub(_read_again, text)


def _read_again(found):
    try:
        return found[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found[0]
