"""Tables in files: the rows of a CSV as people make it, and CSV in which no cell is a formula.

A table read from a file is a list of records that know their line, as a spreadsheet numbers it,
so that every message can say where. XLSX is in `workbooks.py`; both give the same `Table`.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL_CHARACTERS = 32_767  # Excel's own; openpyxl would cut the rest off without a word
# A cell that is too long is refused by its place; the module would say nothing but « larger than limit ».
csv.field_size_limit(100_000_000)
_WIDEST = 16_384  # columns of an XLSX sheet
# Characters of a CSV that are written before they are sent.
_PIECE = 32_768

# What a spreadsheet takes for the beginning of a formula; the full-width forms are folded by some.
_FORMULA = r"(?:\s*[=+\-@＝＋－＠]|[\t\r\n])"
_MAY_RUN = re.compile(rf"'*{_FORMULA}")
_QUOTED = re.compile(rf"'+{_FORMULA}")
# UTF-8 read as Windows-1252: « é » becomes « Ã© », « ’ » becomes « â€™ ».
_MISREAD = re.compile("Ã[\x80-\xbf©¨ª«®´»¢§¹¼]|â€[™œ“”\x9d]")


class TableError(ValidationError):
    """The file cannot be read as a table; the message is for the person who sent it."""


@dataclass(frozen=True)
class Record:
    """One line of the file, without its blank end; text in a CSV, numbers and dates too in a workbook."""

    line: int
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """The lines of a file that hold something."""

    records: tuple[Record, ...]
    sheet: str = ""


def is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def collect(rows: Iterable[Sequence[Any]]) -> tuple[Record, ...]:
    """The non-blank records of `rows`, numbered from 1; refuses more than the register can take."""
    records: list[Record] = []
    for line, cells in enumerate(rows, 1):
        record = Record(line, _trimmed(cells))
        if not record.cells:
            continue
        if len(record.cells) > MAX_COLUMNS:
            raise too_wide(line)
        for position, cell in enumerate(record.cells, 1):
            if isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS:
                raise too_much_text(line, position)
        records.append(record)
        if len(records) > MAX_ROWS + 1:
            raise too_long()
    return tuple(records)


def too_long():
    return TableError(
        _("Le fichier a plus de %(limit)s lignes : partagez-le en plusieurs fichiers."),
        params={"limit": f"{MAX_ROWS:,}".replace(",", "\u202f")},
        code="too_many_rows",
    )


def too_wide(line):
    return TableError(
        _("La ligne %(line)s va au-delà de %(limit)s colonnes : est-ce bien le bon fichier ?"),
        params={"line": line, "limit": MAX_COLUMNS},
        code="too_many_columns",
    )


def too_much_text(line, position):
    return TableError(
        _(
            "Ligne %(line)s, colonne %(column)s : ce texte dépasse %(limit)s signes. Raccourcissez-le ; "
            's’il réunit plusieurs lignes, un guillemet « " » y manque.'
        ),
        params={
            "line": line,
            "column": get_column_letter(position),
            "limit": number_format(MAX_CELL_CHARACTERS, force_grouping=True),
        },
        code="long_cell",
    )


def _trimmed(cells):
    end = len(cells)
    while end and is_blank(cells[end - 1]):
        end -= 1
    return tuple(cells[:end])


# -- text that a spreadsheet would run ---------------------------------------------------------


def inert(text: str) -> str:
    """`text` so that no spreadsheet runs it; `plain` gives it back to the letter."""
    return f"'{text}" if _MAY_RUN.match(text) else text


def plain(text: str) -> str:
    """What `inert` was given."""
    return text[1:] if _QUOTED.match(text) else text


# -- CSV ---------------------------------------------------------------------------------------


def read_csv(data: bytes) -> Table:
    """The records of a CSV file, whatever its encoding (UTF-8, UTF-16, Windows-1252) and separator."""
    text = decode(data)
    if text.startswith("sep=") and len(first := text.partition("\n")[0].rstrip("\r")) == 5:
        # Excel's own mark of the separator, which it does not show as a line.
        delimiter, text = first[4], text.partition("\n")[2]
    else:
        delimiter = delimiter_of(text)
    reader = reader_of(text, delimiter)
    try:
        return Table(collect([plain(cell) for cell in _bounded(row, reader.line_num)] for row in reader))
    except csv.Error as error:
        raise TableError(
            _('La ligne %(line)s est illisible : un guillemet « " » y est mal fermé.'),
            params={"line": reader.line_num},
            code="broken_line",
        ) from error


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Any]], *, delimiter=";", decimal=",") -> bytes:
    """A CSV that a French Excel opens with a double click: byte order mark, semicolons, inert text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([inert(header) for header in headers])
    writer.writerows([_csv_cell(cell, decimal) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def csv_lines(lines: Iterable[Sequence[Any]], *, delimiter=",", decimal=".") -> Iterator[bytes]:
    """The same CSV piece by piece, for tables that are larger than memory."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    out.write("\ufeff")
    for line in lines:
        writer.writerow([_csv_cell(cell, decimal) for cell in line])
        if out.tell() >= _PIECE:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _csv_cell(cell, decimal):
    if cell is None:
        return ""
    if isinstance(cell, str):
        return inert(cell)
    if isinstance(cell, Decimal):
        return format(cell, "f").replace(".", decimal)
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    return str(cell)


def reader_of(text, delimiter):
    # Strict: a quote left open would otherwise swallow the rest of the file without a word.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _bounded(row, line):
    """The row, unless it has more cells than any spreadsheet, blank or not: five megabytes of commas."""
    if len(row) > _WIDEST:
        raise too_wide(line)
    return row


def delimiter_of(text):
    """The separator under which the largest share of the first lines has the same number of cells."""
    best, best_score = ";", (0.0, 0)
    for delimiter in (";", ",", "\t"):
        try:
            widths = [len(row) for row in islice(reader_of(text, delimiter), 50) if row]
        except csv.Error:
            continue
        several = Counter(width for width in widths if width > 1)
        if several:
            width, lines = several.most_common(1)[0]
            if (score := (lines / len(widths), width)) > best_score:
                best, best_score = delimiter, score
    return best


def decode(data):
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decode_as(data, encoding)
    if b"\0" in data:
        # Without a mark, every other byte of Latin text is zero in UTF-16.
        even, odd = data[0::2].count(0), data[1::2].count(0)
        if min(even, odd) * 10 < max(even, odd) and max(even, odd) * 4 > len(data):
            return _decode_as(data, "utf-16-le" if odd > even else "utf-16-be")
        raise not_a_table()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as(data, "cp1252")


def _decode_as(data, encoding):
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise not_a_table() from error
    if "\0" in text:
        raise not_a_table()
    if encoding == "cp1252" and _MISREAD.search(text):
        raise TableError(
            _(
                "Les accents de ce fichier sont abîmés (« Ã© » pour « é ») : ouvrez-le dans le tableur "
                "et enregistrez-le au format « CSV UTF-8 » ou « XLSX »."
            ),
            code="mixed_encodings",
        )
    return text


def not_a_table():
    return TableError(
        _(
            "Ce fichier n’est pas un texte lisible : dans le tableur, enregistrez-le au format "
            "« Classeur Excel (.xlsx) » ou « CSV UTF-8 »."
        ),
        code="not_text",
    )
