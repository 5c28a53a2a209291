"""XLSX: workbooks looked at before they are opened, and workbooks written without a formula.

A workbook is a ZIP of XML. 49 KB of it can unpack to what holds a process for minutes, so sizes
are read from the ZIP's own table first; XML itself is read by defusedxml.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from rss_registry.tabular import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    Table,
    TableError,
    collect,
    inert,
    is_blank,
    plain,
)

MAX_BYTES = 5 * 1024 * 1024
MAX_MEMBERS = 200
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
MAX_RATIO = 100
LAST_LINE = 1_048_576  # of an XLSX sheet

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OFFERED = "_listes"  # the hidden sheet from which Excel takes what it offers
BROKEN_VALUES = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
# XML cannot hold these; XLSX writes them as _xHHHH_, and so has to escape text that looks like it.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)")
ESCAPED = re.compile("_x(005F|00[01][0-9A-F]|FFF[EF])_", re.IGNORECASE)


# -- reading -----------------------------------------------------------------------------------


def is_workbook(data: bytes) -> bool:
    """Whether `data` claims to be a workbook, of whatever age, rather than text."""
    return data.startswith((ZIP, OLE))


def check_workbook(data: bytes) -> None:
    """Refuse what is not an honest XLSX, before any of it is unpacked."""
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise TableError(
                _("Ce classeur est protégé par un mot de passe : enregistrez-le sans mot de passe."),
                code="encrypted",
            )
        raise TableError(
            _("Ancien format Excel (.xls) : ouvrez le fichier et enregistrez-le au format « .xlsx »."),
            code="old_excel",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive.infolist(), len(data))
    except zipfile.BadZipFile as error:
        raise broken() from error


def read_xlsx(data: bytes) -> Table:
    """The records of the first visible sheet, cells as Excel last computed them."""
    check_workbook(data)
    try:
        with warnings.catch_warnings():
            # Styles and validations that openpyxl does not know say nothing about the values.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheet = next((sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"), None)
            if sheet is None:
                raise TableError(_("Ce classeur n’a aucune feuille visible."), code="no_sheet")
            # A sheet's own word about its size is not to be trusted.
            sheet.reset_dimensions()
            records = collect(_rows(sheet))
            title = sheet.title
            workbook.close()
    except TableError:
        raise
    except Exception as error:  # whatever a made-up XML makes the parser say, the file is at fault
        raise broken() from error
    return Table(records, sheet=title)


def _rows(sheet):
    # One column more than is allowed, so that a value there is seen and refused.
    for line, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True), 1):
        if line > LAST_LINE:
            raise broken()
        if cells.count(None) == len(cells):
            # One value in the last line of a sheet stands below a million of these.
            yield ()
            continue
        yield [cell and _read_cell(cell, line, position) for position, cell in enumerate(cells, 1)]


def _read_cell(cell, line, position):
    if isinstance(cell, str):
        if cell in BROKEN_VALUES:
            raise TableError(
                _("Ligne %(line)s, colonne %(column)s : le tableur y affiche l’erreur « %(value)s »."),
                params={"line": line, "column": get_column_letter(position), "value": cell},
                code="broken_value",
            )
        return plain(ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date()
    return cell


def check_sizes(members: Sequence[zipfile.ZipInfo], packed: int) -> None:
    """Refuse an archive that needs a password, or unpacks to what no honest workbook of its size holds."""
    unpacked = sum(member.file_size for member in members)
    if any(member.flag_bits & 1 for member in members):
        raise TableError(
            _("Ce fichier est protégé par un mot de passe : enregistrez-le sans mot de passe."),
            code="encrypted",
        )
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * packed:
        raise oversized()


def _check_members(members, packed):
    check_sizes(members, packed)
    names = {member.filename for member in members}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise with_macros()
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/workbook") for name in names):
        raise TableError(
            _("Ce fichier n’est pas un classeur Excel : enregistrez-le au format « .xlsx »."),
            code="not_workbook",
        )


def oversized() -> TableError:
    return TableError(
        _(
            "Ce classeur se déplie en un contenu démesuré : copiez les seules cellules utiles "
            "dans un classeur neuf."
        ),
        code="bomb",
    )


def with_macros() -> TableError:
    return TableError(
        _("Ce classeur contient des macros : enregistrez-le au format « .xlsx », sans macros."),
        code="macros",
    )


def broken() -> TableError:
    return TableError(
        _("Ce classeur est abîmé ou incomplet : ouvrez-le dans le tableur et enregistrez-le à nouveau."),
        code="broken_workbook",
    )


# -- writing -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """A sheet to write. `choices` maps a column's position to the values that Excel shall offer there.

    Columns of `hidden_columns`, and a sheet that `is_hidden`, are for whoever reads the file again.
    """

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Any]] = ()
    widths: Sequence[int] = ()
    choices: dict[int, Sequence[str]] = field(default_factory=dict)
    wrap: bool = False
    hidden_columns: Sequence[int] = ()
    is_hidden: bool = False


def write_xlsx(*sheets: Sheet) -> bytes:
    """A workbook of text, numbers and dates; text is always text, however it begins."""
    # Before anything is begun: a half-written sheet would stay among the temporary files.
    for sheet in sheets:
        _check_lengths(sheet)
    out = io.BytesIO()
    save_xlsx(out, *sheets)
    return out.getvalue()


def save_xlsx(out: IO[bytes], *sheets: Sheet) -> None:
    """Write the workbook into a file; each row is read once and forgotten, and no text may be too long."""
    workbook = Workbook(write_only=True)
    columns: list[Sequence[str]] = []
    for sheet in sheets:
        target = workbook.create_sheet(sheet.title[:31])
        target.freeze_panes = "A2"
        for position, width in enumerate(sheet.widths, 1):
            target.column_dimensions[get_column_letter(position)].width = width
        for position in sheet.hidden_columns:
            target.column_dimensions[get_column_letter(position)].hidden = True
        if sheet.is_hidden:
            target.sheet_state = "hidden"
        for position, values in sheet.choices.items():
            columns.append(values)
            _offer(target, position, len(columns), len(values))
        target.append([_written(target, header, font=Font(bold=True)) for header in sheet.headers])
        alignment = Alignment(wrap_text=True, vertical="top") if sheet.wrap else None
        for row in sheet.rows:
            target.append([_written(target, cell, alignment=alignment) for cell in row])
    if columns:
        _write_lists(workbook.create_sheet(OFFERED), columns)
    workbook.save(out)


def _check_lengths(sheet):
    for row in sheet.rows:
        for value in row:
            if isinstance(value, str) and len(value) > MAX_CELL_CHARACTERS:
                raise TableError(
                    _(
                        "Un texte dépasse les %(limit)s signes qu’une cellule Excel peut contenir "
                        "(« %(start)s… ») : choisissez le format CSV."
                    ),
                    params={"limit": MAX_CELL_CHARACTERS, "start": value[:40]},
                    code="long_cell",
                )


def _offer(sheet, position, source, count):
    letter, column = get_column_letter(position), get_column_letter(source)
    # No error alert: the import also understands codes and English, which the list does not show.
    offered = DataValidation(
        type="list",
        formula1=f"{OFFERED}!${column}$1:${column}${count}",
        allow_blank=True,
        showErrorMessage=False,
    )
    offered.add(f"{letter}2:{letter}2000")
    sheet.data_validations.append(offered)


def _write_lists(sheet, columns):
    sheet.sheet_state = "hidden"
    for line in range(max(map(len, columns))):
        sheet.append([_written(sheet, values[line] if line < len(values) else None) for values in columns])


def _written(sheet, value, *, font=None, alignment=None):
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, "")
        cell.value = _UNWRITABLE.sub(_escape, _unambiguous(value))
        # Explicitly text: openpyxl would make a formula of what begins with « = ».
        cell.data_type = "s"
        cell.quotePrefix = inert(value) != value
    elif is_blank(value):
        return None
    else:
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
    if font:
        cell.font = font
    if alignment:
        cell.alignment = alignment
    return cell


def _unambiguous(text):
    """A text that already looks like `inert`'s work keeps its apostrophe when it is read back."""
    return f"'{text}" if plain(text) != text else text


def _escape(found):
    return "_x005F_x" if found[0] == "_x" else f"_x{ord(found[0]):04X}_"
