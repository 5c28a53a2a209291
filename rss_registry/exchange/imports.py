"""One file imported: first to see what it would do, then all of it or nothing."""

import hashlib

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from import_export.results import RowResult

from rss_registry.databases.trial import tried
from rss_registry.exchange.headers import LINE, Layout, recognise
from rss_registry.exchange.lookups import AWAITED
from rss_registry.exchange.progress import progress
from rss_registry.exchange.reports import Change, ImportReport, Problem, RowChanges
from rss_registry.tabular import Table, TableError


def examine(resource, table: Table) -> ImportReport:
    """What importing the table would do. Nothing is kept."""
    resource.previews = True
    with tried():
        report = _run(resource, table)[0]
    point_out(report, resource)
    return report


def carry_out(resource, table: Table, *, expected: str):
    """Import the table if it still does what its preview showed; returns the report and the result.

    The report's fingerprint differs from `expected` when the register has changed in between:
    then, and when there is any problem, nothing is kept and the result is None.
    """
    with transaction.atomic():
        report, result = _run(resource, table)
        progress().last_look()
        if not report.problems and report.fingerprint == expected:
            return report, result
        transaction.set_rollback(True)
    point_out(report, resource)
    return report, None


def _run(resource, table):
    layout, report = lay_out(resource, table)
    progress().expect(len(layout.records))
    return report, None if report.problems else import_lines(resource, layout, report)


def lay_out(resource, table: Table) -> tuple[Layout, ImportReport]:
    """Which column holds what, with what is wrong with the headers."""
    if not table.records:
        raise TableError(_("Ce fichier est vide."), code="empty_file")
    layout, problems = recognise(table, resource.columns.values())
    problems += _missing(resource, layout)
    if not problems:
        _check_size(resource, layout)
    return layout, ImportReport(problems=problems, header_line=layout.line, sheet=table.sheet)


def import_lines(resource, layout: Layout, report: ImportReport):
    """Import the lines in a transaction of the caller's; the library's result, and the report completed."""
    result = resource.import_data(
        layout.dataset(),
        dry_run=False,
        use_transactions=False,
        # What is logged of them is asked of the rows themselves.
        retain_instance_in_row_result=not resource.previews,
    )
    report.problems = sorted(_problems(result, layout, resource), key=_reading_order)
    report.corrects = resource.corrects
    report.notes = list(dict.fromkeys(resource.notes))
    # Where lines only wait for others there is no problem to name, and nothing to count either.
    if not report.problems and not result.invalid_rows:
        _fill(report, result, resource)
    return result


def _missing(resource, layout):
    return [
        Problem(layout.line, "", column.header(), _("Cette colonne manque : ajoutez-la au fichier."))
        for column in resource.missing_columns(layout.headings)
    ]


def _check_size(resource, layout):
    if not layout.records:
        raise TableError(_("Ce fichier n’a que des en-têtes : il n’y a rien à importer."), code="no_rows")
    if len(layout.records) > resource.max_rows:
        raise TableError(
            ngettext(
                "Ce fichier a %(count)s ligne ; le maximum est de %(limit)s : partagez-le.",
                "Ce fichier a %(count)s lignes ; le maximum est de %(limit)s : partagez-le.",
                len(layout.records),
            ),
            params={"count": len(layout.records), "limit": resource.max_rows},
            code="too_many_rows",
        )


def _problems(result, layout, resource):
    if result.base_errors:
        yield Problem(None, "", "", _unexpected())
    for row in result.rows:
        if row.errors:
            yield Problem(row.errors[0].row[LINE], "", "", _unexpected())
    seen = set()
    for row in result.invalid_rows:
        for field, errors in _by_field(row.error).items():
            for error in errors:
                if error.code == AWAITED:
                    # It goes with the line that it waits for.
                    continue
                column = resource.column_at(error.code, field)
                problem = _problem(row.number, column, _sentence(error), layout)
                if problem not in seen:
                    seen.add(problem)
                    yield problem


def _reading_order(problem):
    """By line, then from the left: « B » before « AA », and what has no column last."""
    return problem.line or 0, not problem.letter, len(problem.letter), problem.letter


def _sentence(error):
    if error.code in ("null", "blank", "required"):
        return _("Obligatoire : donnez une valeur.")
    return " ".join(error.messages)


def _by_field(error):
    return error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}


def _problem(line, column, message, layout):
    if column is None:
        return Problem(line, "", "", message)
    if heading := layout.headings.get(column.code):
        return Problem(line, heading.letter, heading.text, message)
    return Problem(line, "", capfirst(column.header()), message)


def _unexpected():
    return _(
        "Erreur inattendue : rien n’a été importé. Essayez avec moins de lignes, "
        "et signalez-la à l’administration du registre si elle revient."
    )


def point_out(report, resource):
    """Mark the lines that may say again what is there already, or undo what others have changed since."""
    if report.problems:
        return
    found = resource.resemblances()
    since = {line: (when, who) for line, when, who in resource.changed_since_export()}
    for row in report.rows:
        row.resembles = tuple(found.get(row.line, ()))
        when, who = since.get(row.line, (None, None))
        row.changed_when, row.changed_by = when, str(who or "")
    # What asks for an answer is seen first.
    report.rows.sort(key=lambda row: row.changed_when is None)


def _fill(report, result, resource):
    report.new = result.totals[RowResult.IMPORT_TYPE_NEW]
    report.changed = result.totals[RowResult.IMPORT_TYPE_UPDATE]
    report.unchanged = result.totals[RowResult.IMPORT_TYPE_SKIP]
    digest = hashlib.sha256()
    for row in sorted(result.rows, key=lambda row: row.line):
        if not row.changes and not row.is_new():
            continue
        shown = tuple(
            Change(capfirst(column.header()), column.shown(before, resource), column.shown(after, resource))
            for column, before, after in row.changes
        )
        report.rows.append(RowChanges(row.line, row.name, row.is_new(), shown))
        digest.update(repr((row.line, row.import_type, shown)).encode())
    report.fingerprint = digest.hexdigest()
