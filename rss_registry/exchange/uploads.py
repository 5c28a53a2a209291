"""A file from outside, taken in: its size and kind checked, then read as a table."""

from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.utils.translation import gettext_lazy as _

from rss_registry.tabular import Table, TableError, read_csv
from rss_registry.workbooks import MAX_BYTES, is_workbook, read_xlsx

_WORKBOOKS = {".xlsx"}
_TEXTS = {".csv", ".txt", ".tsv"}


class BoundedUpload(FileUploadHandler):
    """Drops a file as soon as it exceeds the limit, and says so on the request.

    A form only sees a file that is complete; without this, 60 MB would first fill the disk.
    """

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > MAX_BYTES:
            self.request.oversized_upload = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def bounded(view):
    """A view whose uploads are limited before anything reads them.

    Upload handlers must be in place before the CSRF check reads the form, hence the exemption from
    the middleware: `view` must check CSRF itself, as every admin view does.
    """

    def with_limit(request, *args, **kwargs):
        request.upload_handlers.insert(0, BoundedUpload(request))
        return view(request, *args, **kwargs)

    with_limit.csrf_exempt = True
    return with_limit


def too_large() -> TableError:
    return TableError(
        _("Ce fichier dépasse %(limit)s Mo : il n’a pas été lu. Partagez-le en plusieurs fichiers."),
        params={"limit": MAX_BYTES // (1024 * 1024)},
        code="too_large",
    )


def read_upload(file: UploadedFile) -> tuple[bytes, Table]:
    """The bytes of the file and its table; TableError says what is wrong with it."""
    suffix = PurePath(file.name or "").suffix.lower()
    if suffix == ".xlsm":
        raise TableError(
            _("Ce classeur contient des macros : enregistrez-le au format « .xlsx », sans macros."),
            code="macros",
        )
    if suffix not in _WORKBOOKS | _TEXTS | {".xls"}:
        raise TableError(
            _("Format non accepté : enregistrez le tableau au format « Excel (.xlsx) » ou « CSV »."),
            code="format_not_accepted",
        )
    if (file.size or 0) > MAX_BYTES:
        raise too_large()
    data = file.read()
    if suffix in _WORKBOOKS and not is_workbook(data):
        raise TableError(
            _("Ce fichier porte l’extension « .xlsx » mais n’est pas un classeur Excel."), code="not_workbook"
        )
    if suffix in _TEXTS and is_workbook(data):
        raise TableError(
            _("Ce fichier est un classeur Excel : donnez-lui l’extension « .xlsx »."), code="not_text"
        )
    return data, read_table(data)


def read_table(data: bytes) -> Table:
    """The table of a file whose kind its first bytes tell."""
    return read_xlsx(data) if is_workbook(data) else read_csv(data)
