"""Which table each sheet of a workbook is: by the name of the sheet, else by its headings."""

from collections.abc import Iterable, Sequence
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from rss_registry.exchange.references import OWN_CODE, OwnCode
from rss_registry.exchange.reports import Problem
from rss_registry.exchange.resources import ExchangeResource
from rss_registry.sheets import Sheet, Unreadable
from rss_registry.tabular import Record, Table
from rss_registry.text import fold

# A title, a logo's empty rows: as many lines may stand above the headings.
_LINES_ABOVE = 10
# So many headings must be known, and so large a share of them, before a sheet is what they say.
_FEWEST, _SHARE = 2, 0.6
# Sheets of our own that explain, and those that a spreadsheet keeps for itself.
EXPLAINS = ("Explications", "Explanations")
EXAMPLE = ("Exemple", "Example")


@cache
def _headings_of(kind: type[ExchangeResource]) -> tuple[set[str], list[set[str]]]:
    """All headings of a table, and those of each column that no line can do without."""
    known = [(column, {fold(name) for name in column.known_as()}) for column in kind.fields.values()]
    own_code = {fold(name) for name in OwnCode(code=OWN_CODE).known_as()}
    return own_code.union(*(names for _column, names in known)), [
        names for column, names in known if column.required
    ]


def kind_of(sheet: Sheet, kinds: Iterable[type[ExchangeResource]]) -> type[ExchangeResource] | None:
    """The table that the sheet is; None for one that is none of ours, or may be two."""
    kinds = list(kinds)
    name = fold(sheet.name)
    for kind in kinds:
        if name and name in {fold(title) for title in (*kind.sheet, kind.file_name)}:
            return kind
    scored = sorted(((_likeness(sheet, kind), kind) for kind in kinds), key=lambda each: -each[0])
    (best, kind), second = scored[0], scored[1][0] if len(scored) > 1 else 0
    return kind if best > second else None


def _likeness(sheet, kind):
    """How many headings of its best line the kind knows; 0 where they are too few."""
    best, (all_names, needed) = 0, _headings_of(kind)
    for cells in sheet.rows[:_LINES_ABOVE]:
        headings = {fold(str(cell)) for cell in cells if cell is not None}
        known = len(headings & all_names)
        complete = all(headings & names for names in needed)
        if complete and known >= _FEWEST and known >= _SHARE * len(headings):
            best = max(best, known)
    return best


def is_ours(sheet: Sheet) -> bool:
    """Whether the sheet only explains, as those of the blank workbook do."""
    return fold(sheet.name) in {fold(name) for name in (*EXPLAINS, *EXAMPLE)}


def own_title(titles: tuple[str, str]) -> str:
    """Of a sheet, in the language of the page."""
    return titles[0] if (get_language() or "fr").startswith("fr") else titles[1]


def table_of(sheet: Sheet) -> Table:
    return Table(tuple(Record(line, cells) for line, cells in enumerate(sheet.rows, 1) if cells), sheet.name)


def broken_cells(sheet: Sheet) -> Sequence[Problem]:
    """The cells in which the spreadsheet shows an error instead of a value."""
    return [
        Problem(
            line,
            get_column_letter(position),
            "",
            _("Le tableur y affiche l’erreur « %(cell)s » : écrivez la valeur.") % {"cell": cell},
        )
        for line, cells in enumerate(sheet.rows, 1)
        for position, cell in enumerate(cells, 1)
        if isinstance(cell, Unreadable)
    ]
