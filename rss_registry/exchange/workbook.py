"""Several tables in one file: examined together, imported together or not at all.

Tables are imported in the order in which one may need another, whatever the order of the sheets, and
share the names under which their lines find rows.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from import_export.results import Result

from rss_registry.databases.trial import tried
from rss_registry.exchange.headers import Layout
from rss_registry.exchange.imports import import_lines, lay_out, point_out
from rss_registry.exchange.progress import progress
from rss_registry.exchange.references import OWN_CODE, References
from rss_registry.exchange.reports import SheetReport, WorkbookReport
from rss_registry.exchange.resources import ExchangeResource
from rss_registry.exchange.sheet_kinds import broken_cells, is_ours, kind_of, own_title, table_of
from rss_registry.sheets import Sheet
from rss_registry.tabular import TableError

# As for one table: more would hold the page, and SQLite's one lock for writing, beyond ten seconds.
MAX_LINES = 1_000


@dataclass
class Part(SheetReport):
    """One sheet, with the table that it is."""

    kind: type[ExchangeResource]
    sheet: Sheet
    resource: ExchangeResource
    layout: Layout
    result: Result | None = None


def work(sheets: Sequence[Sheet], kinds: Sequence[type[ExchangeResource]]) -> float:
    """How much it is: more than 1 is not waited for."""
    found = [(kind_of(sheet, kinds), sheet) for sheet in sheets if not sheet.hidden and sheet.rows]
    return sum(len(sheet.rows) / kind.lines_at_once for kind, sheet in found if kind)


def examine(sheets: Sequence[Sheet], kinds: Sequence[type[ExchangeResource]], *, user: Any) -> WorkbookReport:
    """What importing the workbook would do. Nothing is kept."""
    with tried():
        report = _run(sheets, kinds, user, previews=True)
    _point_out(report)
    return report


def carry_out(
    sheets: Sequence[Sheet], kinds: Sequence[type[ExchangeResource]], *, user: Any, expected: str
) -> tuple[WorkbookReport, bool]:
    """Import the workbook if it still does what its preview showed; the report, and whether it is kept."""
    with transaction.atomic():
        report = _run(sheets, kinds, user, previews=False)
        progress().last_look()
        kept = not report.problems and report.fingerprint == expected
        if not kept:
            transaction.set_rollback(True)
    if not kept:
        _point_out(report)
    return report, kept


def _point_out(report):
    if not report.problems:
        for part in report.parts:
            point_out(part.report, part.resource)


def _run(sheets, kinds, user, *, previews):
    report = _laid_out(sheets, kinds, user, previews)
    # Lines of a sheet that cannot be read would be missed by all others.
    if report.problems:
        return report
    progress().expect(sum(len(part.layout.records) for part in report.parts))
    for part in report.parts:
        part.result = import_lines(part.resource, part.layout, part.report)
        for row in part.result.invalid_rows:
            _await(part.resource, row.values)
    digests = [(part.kind.file_name, part.sheet.name, part.report.fingerprint) for part in report.parts]
    report.fingerprint = hashlib.sha256(repr(digests).encode()).hexdigest()
    return report


def _laid_out(sheets, kinds, user, previews):
    """Each sheet that holds lines with the table that it is, in the order of the tables."""
    report, references = WorkbookReport(), References()
    for sheet in sheets:
        if sheet.hidden or not sheet.rows or is_ours(sheet):
            continue
        kind = kind_of(sheet, kinds)
        if kind is None:
            report.left_aside.append(sheet.name)
            continue
        resource = kind(user, references=references, previews=previews)
        try:
            layout, laid_out = lay_out(resource, table_of(sheet))
        except TableError as error:
            if error.code == "no_rows":
                continue
            raise
        laid_out.problems += broken_cells(sheet)
        report.parts.append(
            Part(sheet.name or own_title(kind.sheet), laid_out, kind, sheet, resource, layout)
        )
    if not report.parts:
        raise TableError(
            _("Aucune feuille de ce classeur n’est reconnue avec ses lignes : partez du modèle vide."),
            code="no_known_sheet",
        )
    lines = sum(len(part.layout.records) for part in report.parts)
    if lines > MAX_LINES:
        raise TableError(
            _("Ce classeur a %(count)s lignes ; le maximum est de %(limit)s : partagez-le."),
            params={"count": lines, "limit": MAX_LINES},
            code="too_many_rows",
        )
    report.parts.sort(key=lambda part: kinds.index(part.kind))
    return report


def _await(resource, row):
    """What the other lines may call a line in which something is wrong."""
    codes = (OWN_CODE, *resource.keys, "name_fr", "title_fr", "title", "text_fr", "acronym")
    names = [str(row[code]) for code in codes if row.get(code)]
    for index in resource.announced:
        resource.references.await_names(index, names)
