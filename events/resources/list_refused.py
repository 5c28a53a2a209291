"""The lines that the import of a list leaves behind, as they stand in the file, with the reason of each."""

from django.utils.translation import gettext as _

from events.forms.list_rows import RowState
from rss_registry.workbooks import Sheet, write_xlsx

_WIDTH, _REASON_WIDTH = 18, 60


def write_refused(reading) -> bytes:
    """A workbook with a sheet for each that was read; columns of what is never kept are not in it."""
    invalid = [row for row in reading.rows if row.state == RowState.INVALID]
    refused = {row.key: " ".join(row.problems.values()) for row in invalid}
    return write_xlsx(*(_sheet(one, refused, number) for number, one in enumerate(reading.chosen, 1)))


def _sheet(one, refused, number):
    columns = [column for column in one.layout.columns if not column.forbidden]
    headers = [*(column.heading or column.letter for column in columns), _("À corriger")]
    rows = [(f"{one.number}-{row.line}-{row.block}", row) for row in one.layout.rows]
    lines = [
        [*(row.cell(column.index) for column in columns), refused[key]] for key, row in rows if key in refused
    ]
    widths = [*[_WIDTH] * len(columns), _REASON_WIDTH]
    return Sheet(one.sheet.name or str(number), headers, lines, widths=widths)
