"""Several tables in one file: which sheet is which, examined together, imported together or not at all."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from rss_registry.exchange import imports
from rss_registry.exchange.imports import Part, part_of
from rss_registry.exchange.references import References
from rss_registry.exchange.reports import FileReport
from rss_registry.exchange.resources import ExchangeResource, Line
from rss_registry.exchange.sheet_kinds import broken_cells, is_ours, kind_of, own_title, table_of
from rss_registry.sheets import Sheet
from rss_registry.tabular import TableError

# As for one table: more would hold the page, and SQLite's one lock for writing, beyond ten seconds.
MAX_LINES = 1_000
Kinds = Sequence[type[ExchangeResource]]


def work(sheets: Sequence[Sheet], kinds: Kinds) -> float:
    """How much it is: more than 1 is not waited for."""
    found = [(kind_of(sheet, kinds), sheet) for sheet in sheets if not sheet.hidden and sheet.rows]
    return sum(len(sheet.rows) / kind.lines_at_once for kind, sheet in found if kind)


def examine(sheets: Sequence[Sheet], kinds: Kinds, *, user: Any) -> FileReport:
    """What importing the workbook would do. Nothing is kept."""
    return imports.examine(partial(_laid_out, sheets, kinds, user))


def carry_out(
    sheets: Sequence[Sheet], kinds: Kinds, *, user: Any, expected: str
) -> tuple[FileReport, list[Line]]:
    """Import the workbook if it still does what its preview showed."""
    return imports.carry_out(partial(_laid_out, sheets, kinds, user), expected=expected)


def _laid_out(sheets, kinds, user, previews):
    """Each sheet that holds lines with the table that it is, in the order of the tables."""
    parts: list[Part] = []
    left_aside, references = [], References()
    for sheet in sheets:
        if sheet.hidden or not sheet.rows or is_ours(sheet):
            continue
        kind = kind_of(sheet, kinds)
        if kind is None:
            left_aside.append(sheet.name)
            continue
        try:
            part = part_of(kind(user, references=references, previews=previews), table_of(sheet))
        except TableError as error:
            if error.code == "no_rows":
                continue
            raise
        part.report.title = sheet.name or own_title(kind.sheet)
        part.report.problems += broken_cells(sheet)
        parts.append(part)
    if not parts:
        raise TableError(
            _("Aucune feuille de ce classeur n’est reconnue avec ses lignes : partez du modèle vide."),
            code="no_known_sheet",
        )
    lines = sum(len(part.layout.records) for part in parts)
    if lines > MAX_LINES:
        raise TableError(
            _("Ce classeur a %(count)s lignes ; le maximum est de %(limit)s : partagez-le."),
            params={"count": lines, "limit": MAX_LINES},
            code="too_many_rows",
        )
    return sorted(parts, key=lambda part: kinds.index(type(part.resource))), left_aside
