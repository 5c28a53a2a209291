"""Any spreadsheet, told by its content and not by its name: .xlsx, .ods, .xls, and text with separators."""

import io
import zipfile

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from rss_registry.sheets.ods import is_ods, read_ods
from rss_registry.sheets.sheet import Sheet
from rss_registry.sheets.text_files import read_text
from rss_registry.sheets.xls import read_xls
from rss_registry.sheets.xlsx import read_xlsx
from rss_registry.tabular import TableError
from rss_registry.workbooks import MAX_BYTES, OLE, ZIP, broken


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet of the file in its order, hidden ones too; a TableError says what to do instead."""
    if len(data) > MAX_BYTES:
        raise TableError(
            _("Ce fichier dépasse %(limit)s Mo : ôtez-en les images et les feuilles inutiles."),
            params={"limit": number_format(MAX_BYTES // 1024 // 1024)},
            code="too_big",
        )
    if not data.strip():
        raise TableError(_("Ce fichier est vide."), code="empty")
    try:
        sheets = _reader(data)(data)
    except TableError:
        raise
    except Exception as error:  # whatever a made-up file makes a library say, the file is at fault
        raise broken() from error
    if not any(sheet.rows for sheet in sheets):
        raise TableError(_("Ce fichier est vide."), code="empty")
    return sheets


def _reader(data):
    if data.startswith(OLE):
        return read_xls
    if not data.startswith(ZIP):
        return read_text
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return read_ods if is_ods(archive) else read_xlsx
    except zipfile.BadZipFile as error:
        raise broken() from error
