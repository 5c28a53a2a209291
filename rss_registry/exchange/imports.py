"""A file imported, one table or several: first to see what it would do, then all of it or nothing.

Tables are imported in the order in which one may need another, whatever the order of the sheets, and
share the names under which their lines find rows.
"""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import OperationalError, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rss_registry.databases.trial import tried
from rss_registry.exchange.headers import Layout, recognise
from rss_registry.exchange.lookups import AWAITED
from rss_registry.exchange.progress import progress
from rss_registry.exchange.references import OWN_CODE
from rss_registry.exchange.reports import Change, FileReport, Problem, RowChanges, TableReport
from rss_registry.exchange.resources import ExchangeResource, Line
from rss_registry.tabular import Table, TableError

logger = logging.getLogger(__name__)


@dataclass
class Part:
    """One table of the file, with what comes of it."""

    resource: ExchangeResource
    layout: Layout
    report: TableReport
    lines: list[Line] = field(default_factory=list)


# The tables of a file in their order, and the sheets that are none; asked whether it is for a preview.
LayOut = Callable[[bool], tuple[Sequence[Part], Sequence[str]]]


def examine(lay_out: LayOut) -> FileReport:
    """What importing the file would do. Nothing is kept."""
    with tried():
        parts, report = _run(lay_out, previews=True)
    _point_out(parts, report)
    return report


def carry_out(lay_out: LayOut, *, expected: str) -> tuple[FileReport, list[Line]]:
    """Import the file if it still does what its preview showed; the lines of what is kept.

    The report's fingerprint differs from `expected` when the register has changed in between:
    then, and when there is any problem, nothing is kept.
    """
    with transaction.atomic():
        parts, report = _run(lay_out, previews=False)
        progress().last_look()
        if not report.problems and report.fingerprint == expected:
            return report, [line for part in parts for line in part.lines]
        transaction.set_rollback(True)
    _point_out(parts, report)
    return report, []


def _run(lay_out, *, previews):
    parts, left_aside = lay_out(previews)
    report = FileReport(parts=[part.report for part in parts], left_aside=list(left_aside))
    # Lines of a sheet that cannot be read would be missed by all others.
    if not report.problems:
        progress().expect(sum(len(part.layout.records) for part in parts))
        digests = [(type(part.resource).__name__, part.report.title, _import(part)) for part in parts]
        report.fingerprint = hashlib.sha256(repr(digests).encode()).hexdigest()
    report.sum_up()
    return parts, report


def part_of(resource: ExchangeResource, table: Table) -> Part:
    """The table, with which column holds what, and what is wrong with the headers."""
    if not table.records:
        raise TableError(_("Ce fichier est vide."), code="empty_file")
    layout, problems = recognise(table, resource.columns.values())
    problems += _missing(resource, layout)
    if not problems:
        _check_size(resource, layout)
    report = TableReport(title=table.sheet, header_line=layout.line, problems=problems)
    return Part(resource, layout, report)


def _import(part):
    """Import the lines in a transaction of the caller's; a digest of all that they change."""
    resource, report = part.resource, part.report
    try:
        part.lines = resource.import_lines(part.layout.lines())
    except OperationalError:
        raise
    except Exception as error:
        # Only its kind: the sentence of a database quotes the row.
        logger.error("import of %s stopped by %s", resource.model._meta.label, type(error).__name__)
        report.problems = [Problem(resource.at, "", "", _unexpected())]
        return ""
    report.problems = sorted(_problems(part), key=_reading_order)
    report.corrects = resource.corrects
    report.notes = list(dict.fromkeys(resource.notes))
    wrong = [line for line in part.lines if line.error]
    for line in wrong:
        _await(resource, line.cells)
    # Where lines only wait for others there is no problem to name, and nothing to count either.
    return "" if wrong else _fill(report, part)


def _await(resource, row):
    """What the other lines may call a line in which something is wrong."""
    codes = (OWN_CODE, *resource.keys, "name_fr", "title_fr", "title", "text_fr", "acronym")
    names = [str(row[code]) for code in codes if row.get(code)]
    for index in resource.announced:
        resource.references.await_names(index, names)


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


def _problems(part):
    seen = set()
    for line in part.lines:
        for field_name, errors in _by_field(line.error).items():
            for error in errors:
                if error.code == AWAITED:
                    # It goes with the line that it waits for.
                    continue
                column = part.resource.column_at(error.code, field_name)
                problem = _problem(line.number, column, _sentence(error), part.layout)
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
    if error is None:
        return {}
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


def _point_out(parts, whole):
    """Mark the lines that may say again what is there already, or undo what others have changed since."""
    if whole.problems:
        return
    for part in parts:
        report, found = part.report, part.resource.resemblances()
        since = {line: (when, who) for line, when, who in part.resource.changed_since_export()}
        for row in report.rows:
            row.resembles = tuple(found.get(row.line, ()))
            when, who = since.get(row.line, (None, None))
            row.changed_when, row.changed_by = when, str(who or "")
        # What asks for an answer is seen first.
        report.rows.sort(key=lambda row: row.changed_when is None)
    whole.sum_up()


def _fill(report, part):
    digest = hashlib.sha256()
    for line in sorted(part.lines, key=lambda line: line.number):
        if not line.changes and not line.is_new:
            report.unchanged += 1
            continue
        report.new += line.is_new
        report.changed += not line.is_new
        shown = tuple(
            Change(
                capfirst(column.header()),
                column.shown(before, part.resource),
                column.shown(after, part.resource),
            )
            for column, before, after in line.changes
        )
        report.rows.append(RowChanges(line.number, line.name, line.is_new, shown))
        digest.update(repr((line.number, line.is_new, shown)).encode())
    return digest.hexdigest()
