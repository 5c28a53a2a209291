"""Spreadsheets written as the lists of `lists/*.toml` describe them, in the formats that offices use."""

import io
import tomllib
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import xlwt
from openpyxl import Workbook
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

FOLDER = Path(__file__).parent


def described(name):
    """The description of a list: its sheets, and what is in it."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def grid(text, *, typed=True):
    """The cells of « a | b | c » lines; « @2023-10-12 » is a day, « 76123401. » a float, « '76 » text."""
    lines = text.removeprefix("\n").split("\n")
    return [[_cell(cell.strip(), typed) for cell in line.split("|")] for line in lines]


def _cell(cell, typed):
    if not cell:
        return None
    cell = cell.replace("\\n", "\n").replace("¦", "|")
    if not typed:
        return cell.removeprefix("'").removeprefix("@")
    if cell.startswith("'"):
        return cell[1:]
    if cell.startswith("@"):
        return date.fromisoformat(cell[1:])
    if cell.isdigit():
        return int(cell)
    if cell.removesuffix(".").isdigit():
        return float(cell)
    return cell


def written(list_):
    """The bytes of the file."""
    return WRITERS[list_["format"]](list_)


def _xlsx(list_):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for given in list_["sheets"]:
        sheet = workbook.create_sheet(given.get("name", "Feuil1"))
        for line, cells in enumerate(grid(given["grid"]), 1):
            for column, cell in enumerate(cells, 1):
                if cell is not None:
                    sheet.cell(line, column, cell)
        for merged in given.get("merged", ()):
            sheet.merge_cells(merged)
        for letter in given.get("hidden_columns", ()):
            sheet.column_dimensions[letter].hidden = True
        for line in given.get("hidden_rows", ()):
            sheet.row_dimensions[line].hidden = True
        sheet.sheet_state = given.get("state", "visible")
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _xls(list_):
    workbook = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for given in list_["sheets"]:
        sheet = workbook.add_sheet(given.get("name", "Feuil1"))
        merged = {}
        for area in given.get("merged", ()):
            left, top, right, bottom = range_boundaries(area)
            merged[top - 1, left - 1] = (bottom - 1, right - 1)
        for line, cells in enumerate(grid(given["grid"])):
            for column, cell in enumerate(cells):
                if (line, column) in merged:
                    bottom, right = merged[line, column]
                    sheet.write_merge(line, bottom, column, right, cell)
                elif cell is not None:
                    sheet.write(line, column, cell, *([day] if isinstance(cell, date) else []))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>%s
</office:spreadsheet></office:body></office:document-content>"""


def _ods(list_):
    tables = "".join(_ods_table(given) for given in list_["sheets"])
    return ods_file(_ODS % tables)


def ods_file(content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def _ods_table(given):
    rows = grid(given["grid"])
    hidden = {column_index_from_string(letter) for letter in given.get("hidden_columns", ())}
    spans = {area.split(":")[0]: _ods_span(area) for area in given.get("merged", ())}
    columns = "".join(
        f"<table:table-column{_COLLAPSED if column in hidden else ''}/>"
        for column in range(1, max(map(len, rows)) + 1)
    )
    lines = []
    for line, cells in enumerate(rows, 1):
        places = (f"{get_column_letter(column)}{line}" for column in range(1, len(cells) + 1))
        parts = [_ods_cell(cell, spans.get(place, "")) for cell, place in zip(cells, places, strict=True)]
        hide = ' table:visibility="filter"' if line in given.get("hidden_rows", ()) else ""
        lines.append(f"<table:table-row{hide}>{''.join(parts)}</table:table-row>")
    lines.append(
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    name = escape(given.get("name", "Feuille1"))
    return f'<table:table table:name="{name}">{columns}{"".join(lines)}</table:table>'


_COLLAPSED = ' table:visibility="collapse"'


def _ods_span(area):
    left, top, right, bottom = range_boundaries(area)
    return (
        f' table:number-columns-spanned="{right - left + 1}" table:number-rows-spanned="{bottom - top + 1}"'
    )


def _ods_cell(cell, spans):
    if cell is None:
        return f"<table:table-cell{spans}/>"
    if isinstance(cell, date):
        return f'<table:table-cell{spans} office:value-type="date" office:date-value="{cell}"/>'
    if isinstance(cell, (int, float)):
        return f'<table:table-cell{spans} office:value-type="float" office:value="{cell}"/>'
    paragraphs = "".join(f"<text:p>{escape(part)}</text:p>" for part in cell.split("\n"))
    return f'<table:table-cell{spans} office:value-type="string">{paragraphs}</table:table-cell>'


def _text(list_):
    separator = {"tab": "\t"}.get(list_.get("separator"), list_.get("separator", ";"))
    lines = []
    for cells in grid(list_["sheets"][0]["grid"], typed=False):
        quoted = [
            f'"{cell}"' if cell and (separator in cell or "\n" in cell) else cell or "" for cell in cells
        ]
        lines.append(separator.join(quoted))
    return "\r\n".join(lines).encode(list_.get("encoding", "utf-8"))


WRITERS = {"xlsx": _xlsx, "xls": _xls, "ods": _ods, "csv": _text, "tsv": _text}
