"""Tables as CSV, XLSX and JSON. Nothing here knows what a column is about."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rss_registry.tabular import csv_lines
from rss_registry.workbooks import MAX_CELL_CHARACTERS, Sheet, save_xlsx
from website.datasets.columns import Column, Hidden, Kind, Table
from website.datasets.licence import LICENCE

BETWEEN = " | "
_CUT = " […]"


class Headers:
    """What the first lines of a CSV say: names for people, codes for programs, codes with HXL tags."""

    NAMES, CODES, HXL = "noms", "codes", "hxl"
    ALL = (NAMES, CODES, HXL)


def write_csv(table: Table, *, headers: str = Headers.NAMES, semicolon: bool = False) -> Iterator[bytes]:
    """UTF-8 with its mark, inert for every spreadsheet, piece by piece."""
    delimiter, decimal = (";", ",") if semicolon else (",", ".")
    lines = _headed(table, headers)
    return csv_lines(lines, delimiter=delimiter, decimal=decimal)


def _headed(table, headers):
    columns = table.dataset.columns
    yield [column.code if headers != Headers.NAMES else str(column.header) for column in columns]
    if headers == Headers.HXL:
        yield [column.hxl for column in columns]
    for row in table.rows:
        yield [flat(cell) for cell in row]


def flat(cell):
    """A cell for formats that have no lists, no nothing beside a number, and no yes or no."""
    if isinstance(cell, Hidden):
        return cell.text
    if isinstance(cell, tuple):
        return BETWEEN.join(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell


# -- workbooks ---------------------------------------------------------------------------------


def write_xlsx(table: Table) -> IO[bytes]:
    """A workbook on disk: the rows, what belongs to them, the dictionary of columns, the terms of use."""
    tables = (table, *table.related)
    sheets = [_rows_sheet(each) for each in tables]
    out = TemporaryFile()  # noqa: SIM115 -- the answer closes it once it is sent
    save_xlsx(out, *sheets, _dictionary(tables), _about(table))
    out.seek(0)
    return out


def _rows_sheet(table):
    columns = table.dataset.columns
    return Sheet(
        str(table.dataset.title),
        [str(column.header) for column in columns],
        ([_short(flat(cell)) for cell in row] for row in table.rows),
        widths=[_width(column) for column in columns],
    )


def _width(column):
    if column.kind in (Kind.INTEGER, Kind.DATE, Kind.NUMBER):
        return 14
    return 40 if column.code in ("title", "name", "text") else 22


def _short(cell):
    """What one cell of a workbook can hold; the sign of the cut stands where text is missing."""
    if isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS:
        return cell[: MAX_CELL_CHARACTERS - len(_CUT)] + _CUT
    return cell


def _dictionary(tables):
    rows = [
        (
            str(table.dataset.title),
            column.code,
            str(column.header),
            column.kind.value,
            column.hxl,
            str(column.note),
        )
        for table in tables
        for column in table.dataset.columns
    ]
    headers = [_("Feuille"), _("Code"), _("En-tête"), _("Genre"), _("Étiquette HXL"), _("Remarque")]
    return Sheet(_("Colonnes"), headers, rows, widths=[20, 28, 36, 12, 28, 60])


def _described(column):
    return column.code, str(column.header), column.kind.value, column.hxl, str(column.note)


def _about(table):
    rows = [
        (_("Jeu de données"), str(table.dataset.title)),
        (_("Adresse"), table.address),
        (_("Extrait le"), localdate()),
        (_("Licence"), f"{LICENCE.name} – {LICENCE.url}"),
    ]
    return Sheet(_("À propos"), [_("Élément"), _("Valeur")], rows, widths=[20, 80])


# -- JSON --------------------------------------------------------------------------------------


def write_json(table: Table, **details) -> Iterator[bytes]:
    """One object a row, keyed by the codes of the columns; a protected number is null, with its status."""
    yield _dump(_preamble(table) | details)[:-1].encode()
    for name, each in _named(table):
        yield f',\n"{name}": ['.encode()
        yield from _objects(each.dataset.columns, each.rows)
        yield b"\n]"
    yield b"}\n"


def _named(table):
    yield "rows", table
    for related in table.related:
        yield related.dataset.code, related


def _preamble(table):
    return {
        "dataset": table.dataset.code,
        "title": str(table.dataset.title),
        "language": get_language(),
        "address": table.address,
        "generated_on": localdate(),
        "licence": {"code": LICENCE.code, "name": LICENCE.name, "url": LICENCE.url},
        "columns": [
            {"code": column.code, "header": str(column.header), "type": column.kind.value, "hxl": column.hxl}
            for column in table.dataset.columns
        ],
    }


def _objects(columns: Iterable[Column], rows: Iterable[tuple]) -> Iterator[bytes]:
    codes = [column.code for column in columns]
    before = "\n"
    for row in rows:
        yield f"{before}{_dump(dict(zip(codes, row, strict=True)))}".encode()
        before = ",\n"


def _dump(value) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value):
    if isinstance(value, Hidden):
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)
