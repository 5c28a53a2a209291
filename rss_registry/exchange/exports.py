"""Tables that leave the admin: exports that can be imported again, and blank templates."""

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rss_registry.exchange.exported_when import EXPORTED_WHEN, now_written
from rss_registry.tabular import write_csv
from rss_registry.workbooks import Sheet, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def export_file(resource, queryset, file_format: str) -> tuple[bytes, str]:
    """The rows of the queryset as a file, and its content type."""
    headers, rows = resource.export(queryset)
    headers = headers if resource.codes else list(map(capfirst, headers))
    if not resource.codes and (column := resource.columns.get(EXPORTED_WHEN)):
        headers.append(capfirst(column.header()))
        written = now_written()
        rows = [[*row, written] for row in rows]
    if file_format == "xlsx":
        return write_xlsx(Sheet(str(resource.table_name), headers, rows, widths=_widths(headers))), XLSX
    french = (get_language() or "fr").startswith("fr") and not resource.codes
    # Excel takes its separators from the language of the machine.
    delimiter, decimal = (";", ",") if french else (",", ".")
    return write_csv(headers, rows, delimiter=delimiter, decimal=decimal), CSV


def blank_template(resource) -> bytes:
    """A workbook to fill in: the headers, and a sheet that explains each of them."""
    return write_xlsx(
        sheet_to_fill(resource, str(resource.table_name)),
        Sheet(
            _("Explications"),
            (_("Colonne"), _("Code"), _("Obligatoire"), _("Explication"), _("Valeurs admises")),
            explained(resource),
            widths=(28, 22, 13, 60, 80),
            wrap=True,
        ),
    )


def sheet_to_fill(resource, title: str) -> Sheet:
    """The headers of the table, with what its cells may be chosen from."""
    columns = _filled_in(resource)
    headers = [capfirst(column.header()) for column in columns]
    choices = {
        position: offered
        for position, column in enumerate(columns, 1)
        if (offered := column.offered(resource))
    }
    return Sheet(title, headers, widths=_widths(headers), choices=choices)


def explained(resource) -> list[tuple[str, ...]]:
    """A line about each column: header, code, whether it is required, what it is, what it takes."""
    return [
        (
            capfirst(column.header()),
            column.code,
            _("oui") if column.required else _("non"),
            str(column.help),
            str(column.accepted(resource)),
        )
        for column in _filled_in(resource)
    ]


def _filled_in(resource):
    """The columns of a table that somebody fills in."""
    return [column for column in resource.columns.values() if column.code != EXPORTED_WHEN]


def _widths(headers):
    return [max(12, min(40, len(header) + 4)) for header in headers]
