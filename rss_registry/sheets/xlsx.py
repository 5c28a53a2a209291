"""XLSX: values as openpyxl reads them, and beside them what is hidden and what is merged."""

import io
import posixpath
import warnings
import zipfile
from collections.abc import Iterator

from defusedxml.ElementTree import fromstring, iterparse
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from rss_registry.sheets.sheet import Merge, Sheet, Unreadable, make_sheet
from rss_registry.tabular import MAX_COLUMNS
from rss_registry.workbooks import BROKEN_VALUES, ESCAPED, broken, check_workbook

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def read_xlsx(data: bytes) -> tuple[Sheet, ...]:
    """Every worksheet, cells as the spreadsheet last computed them."""
    check_workbook(data)
    with warnings.catch_warnings():
        # Styles and validations that openpyxl does not know say nothing about the values.
        warnings.simplefilter("ignore")
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            paths = _paths(archive)
            sheets = tuple(_sheet(sheet, archive, paths.get(sheet.title)) for sheet in workbook.worksheets)
        workbook.close()
    return sheets


def _sheet(sheet, archive, path):
    # A sheet's own word about its size is not to be trusted.
    sheet.reset_dimensions()
    hidden_columns, hidden_rows, merged = set(), set(), []
    if path in archive.NameToInfo:
        with archive.open(path) as stream:
            hidden_columns, hidden_rows, merged = _surroundings(stream)
    return make_sheet(
        sheet.title,
        _rows(sheet),
        hidden=sheet.sheet_state != "visible",
        hidden_columns=hidden_columns,
        hidden_rows=hidden_rows,
        merged=merged,
    )


def _rows(sheet) -> Iterator[list]:
    # One column more than is allowed, so that a value there is seen and refused.
    for cells in sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True):
        yield [_value(cell) if isinstance(cell, str) else cell for cell in cells]


def _value(text):
    if text in BROKEN_VALUES:
        return Unreadable(text)
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _paths(archive):
    """Where each worksheet stands in the archive, by its name."""
    book = next(
        name for name in archive.namelist() if name.startswith("xl/workbook") and name.endswith(".xml")
    )
    folder, name = posixpath.split(book)
    relations = fromstring(archive.read(f"{folder}/_rels/{name}.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    paths = {}
    for element in fromstring(archive.read(book)).iter():
        if _local(element) == "sheet":
            target = targets.get(element.get(_RELATION) or element.get(_STRICT), "")
            joined = posixpath.join("/", folder, target)
            paths[element.get("name")] = posixpath.normpath(joined).lstrip("/")
    return paths


def _surroundings(stream):
    """Hidden columns, hidden rows and merged cells of a worksheet."""
    hidden_columns, hidden_rows, merged, line = set(), set(), [], 0
    for event, element in iterparse(stream, events=("start", "end")):
        name = _local(element)
        if event == "end":
            if name == "row":
                element.clear()
            continue
        if name == "row":
            line = int(element.get("r") or line + 1)
            if element.get("hidden") in ("1", "true"):
                hidden_rows.add(line)
        elif name == "col" and element.get("hidden") in ("1", "true"):
            first, last = int(element.get("min")), int(element.get("max"))
            hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))
        elif name == "mergeCell":
            merged.append(_merge(element.get("ref", "")))
    return hidden_columns, hidden_rows, merged


def _merge(reference):
    left, top, right, bottom = range_boundaries(reference)
    if None in (left, top, right, bottom):
        raise broken()
    return Merge(top, left - 1, bottom, right - 1)


def _local(element):
    return element.tag.rpartition("}")[2]
