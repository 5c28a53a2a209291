"""XLS, the Excel of before 2007: read by calamine."""

import io

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from rss_registry.sheets.sheet import Merge, Sheet, make_sheet
from rss_registry.tabular import TableError
from rss_registry.workbooks import broken, with_macros


def read_xls(data: bytes) -> tuple[Sheet, ...]:
    """Every worksheet; what is hidden inside of one is not told by this format's reader."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _encrypted()
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise with_macros()
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            worksheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            return tuple(_sheet(workbook, one) for one in worksheets)
    except PasswordError as error:
        raise _encrypted() from error
    except BaseException as error:
        # What stops a program in Rust is no Exception of Python.
        if type(error).__name__ == "PanicException":
            raise broken() from error
        raise


def _sheet(workbook, metadata):
    sheet, hidden = workbook.get_sheet_by_name(metadata.name), metadata.visible != SheetVisibleEnum.Visible
    rows = ([None if cell == "" else cell for cell in row] for row in sheet.to_python(skip_empty_area=False))
    merged = [
        Merge(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    return make_sheet(sheet.name, rows, hidden=hidden, merged=merged)


def _encrypted():
    return TableError(
        _("Ce classeur est protégé par un mot de passe : enregistrez-le sans mot de passe."), code="encrypted"
    )
