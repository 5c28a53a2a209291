"""ODS, as LibreOffice writes it, read so that what a few letters repeat a million times stays small."""

import io
import zipfile
from datetime import datetime
from itertools import islice, repeat

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext_lazy as _

from rss_registry.sheets.sheet import Merge, Sheet, Unreadable, make_sheet
from rss_registry.tabular import MAX_COLUMNS, MAX_ROWS, TableError, too_long, too_wide
from rss_registry.workbooks import LAST_LINE, check_sizes, with_macros

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT, _STYLE = (_NAMES % name for name in ("table", "office", "text", "style"))
_CELL, _COVERED, _PARAGRAPH = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell", f"{_TEXT}p"
_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_NUMBERS = {"float", "percentage", "currency"}
_UNSEEN = {"collapse", "filter"}


def is_ods(archive: zipfile.ZipFile) -> bool:
    return "content.xml" in archive.NameToInfo and "[Content_Types].xml" not in archive.NameToInfo


def read_ods(data: bytes) -> tuple[Sheet, ...]:
    """Every table of the spreadsheet, values as it last computed them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        check_sizes(archive.infolist(), len(data))
        names = set(archive.NameToInfo)
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise TableError(
                _("Ce classeur est protégé par un mot de passe : enregistrez-le sans mot de passe."),
                code="encrypted",
            )
        if any(name.startswith("Basic/") and name.endswith("script-lb.xml") for name in names):
            raise with_macros()
        with archive.open("content.xml") as stream:
            return tuple(_tables(stream))


def _tables(stream):
    unseen, table, depth = set(), None, 0
    for event, element in iterparse(stream, events=("start", "end")):
        if event == "start":
            if element.tag == f"{_TABLE}table":
                depth += 1
                if depth == 1:
                    table = _Table(element.get(f"{_TABLE}name", ""))
            continue
        if element.tag == f"{_STYLE}style":
            properties = element.find(f"{_STYLE}table-properties")
            if properties is not None and properties.get(f"{_TABLE}display") == "false":
                unseen.add(element.get(f"{_STYLE}name"))
        elif element.tag == f"{_TABLE}table":
            depth -= 1
            if depth == 0:
                yield table.sheet(hidden=element.get(f"{_TABLE}style-name") in unseen)
                element.clear()
        elif depth == 1 and element.tag == f"{_TABLE}table-column":
            table.add_columns(_times(element, "columns"), element.get(f"{_TABLE}visibility") in _UNSEEN)
        elif depth == 1 and element.tag == f"{_TABLE}table-row":
            table.add_rows(element)
            element.clear()


class _Table:
    """A table as its lines arrive."""

    def __init__(self, name):
        self.name = name
        self.rows = []
        self.filled = 0
        self.columns = 0
        self.hidden_columns, self.hidden_rows, self.merged = set(), set(), []

    def add_columns(self, times, hidden):
        if hidden:
            self.hidden_columns.update(range(self.columns, min(self.columns + times, MAX_COLUMNS)))
        self.columns += times

    def add_rows(self, element):
        times = min(_times(element, "rows"), LAST_LINE - len(self.rows))
        line = len(self.rows) + 1
        row = self._cells(element, line)
        if element.get(f"{_TABLE}visibility") in _UNSEEN:
            self.hidden_rows.update(range(line, line + times))
        if row:
            self.filled += times
            if self.filled > MAX_ROWS:
                raise too_long()
        self.rows.extend(repeat(row, times))

    def _cells(self, element, line):
        row = []
        for cell in element:
            if cell.tag not in (_CELL, _COVERED):
                continue
            times = _times(cell, "columns")
            value = _value(cell) if cell.tag == _CELL else None
            if value is not None and len(row) + times > MAX_COLUMNS:
                raise too_wide(line)
            right = len(row) + int(cell.get(f"{_TABLE}number-columns-spanned") or 1) - 1
            bottom = line + int(cell.get(f"{_TABLE}number-rows-spanned") or 1) - 1
            if right > len(row) or bottom > line:
                self.merged.append(Merge(line, len(row), bottom, right))
            row.extend(islice(repeat(value), min(times, MAX_COLUMNS + 1)))
        while row and row[-1] is None:
            row.pop()
        return tuple(row)

    def sheet(self, *, hidden):
        return make_sheet(
            self.name,
            self.rows,
            hidden=hidden,
            hidden_columns=self.hidden_columns,
            hidden_rows=self.hidden_rows,
            merged=self.merged,
        )


def _times(element, what):
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated") or 1))


def _value(cell):
    kind = cell.get(f"{_OFFICE}value-type")
    text = "\n".join(_words(part) for part in cell if part.tag == _PARAGRAPH)
    if cell.get(_KIND) == "error":
        return Unreadable(text or "#N/A")
    if kind in _NUMBERS:
        return float(cell.get(f"{_OFFICE}value"))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        day = datetime.fromisoformat(cell.get(f"{_OFFICE}date-value"))
        return day.date() if (day.hour, day.minute, day.second) == (0, 0, 0) else day
    return (cell.get(f"{_OFFICE}string-value") or text) or None


def _words(element):
    """The text of a paragraph, in which spaces and line breaks are elements of their own."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(int(child.get(f"{_TEXT}c") or 1), 100))
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag == f"{_TEXT}tab":
            parts.append(" ")
        else:
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
