"""The figures of a report for the reader who computes: CSV and JSON that travel inside the PDF."""

import json
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from reports.documents.period.types import PeriodReport
from rss_registry.figures import Figure
from rss_registry.pdf import AttachedFile
from rss_registry.tabular import csv_lines
from website.datasets.columns import Hidden, Table
from website.datasets.events import EVENTS
from website.datasets.figures import figure_cells
from website.datasets.formats import write_csv

COLUMNS = ("table", "code", "label", "measure", "value", "status", "basis", "shown_as")


def attached_files(report: PeriodReport) -> list[AttachedFile]:
    """The figures twice, for a spreadsheet and for a program; and the register, all of its rows."""
    figures, register = _("chiffres"), _("registre")
    return [
        AttachedFile(f"{figures}.csv", figures_csv(report), _("Chiffres du rapport, tels qu’imprimés")),
        AttachedFile(
            f"{figures}.json", figures_json(report), _("Chiffres, définitions et paramètres du rapport")
        ),
        AttachedFile(f"{register}.csv", register_csv(report), _("Événements tenus, une ligne chacun")),
    ]


def figures_csv(report: PeriodReport) -> bytes:
    """UTF-8 with its mark, so that a spreadsheet reads the accents; protected numbers stay out."""
    return b"".join(csv_lines([COLUMNS, *_lines(report)]))


def figures_json(report: PeriodReport) -> bytes:
    content = {
        "title": report.heading.title,
        "language": report.scope.language,
        "address": report.scope.url,
        "data_as_of": report.created_at.isoformat(),
        "filters": list(report.scope.filters),
        "period": {
            "text": report.scope.period.text,
            "start": report.scope.period.start and report.scope.period.start.isoformat(),
            "end": report.scope.period.end and report.scope.period.end.isoformat(),
        },
        "definitions": _definitions(report),
        "figures": [dict(zip(COLUMNS, line, strict=True)) for line in _lines(report)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def register_csv(report: PeriodReport) -> bytes:
    """The dataset of events, as its page gives it."""
    rows = map(EVENTS.cells, report.register.events)
    table = Table(EVENTS, rows, report.register.total, report.scope.list_address, _("registre"))
    return b"".join(write_csv(table))


def _lines(report) -> Iterator[tuple]:
    for figure in report.key_figures:
        yield _line("key", figure.code, figure.label, figure.unit.value, figure.figure)
    for year in report.years:
        yield _line("year", str(year.year), str(year.year), "events", Figure(year.totals.events))
        yield _line("year", str(year.year), str(year.year), "participations", year.totals.participants)
    yield from _sexes(report)
    yield from _indicators(report)
    for code, panel in report.figures:
        for row in panel.rows:
            yield _line(code, row.code, row.label, panel.measure, row.figure)


def _definitions(report):
    """What each key figure and each indicator counts."""
    counted = {figure.code: figure.definition for figure in report.key_figures}
    return counted | {line.indicator.code: line.reached.definition for line in report.indicators}


def _indicators(report) -> Iterable[tuple]:
    for line in report.indicators:
        indicator = line.indicator
        for table, figure in (
            ("indicator", line.reached.figure),
            ("indicator_baseline", line.baseline),
            ("indicator_target", line.target),
        ):
            measure = "percent" if line.is_share else line.unit or "count"
            yield _line(table, indicator.code, indicator.label, measure, figure)


def _sexes(report) -> Iterable[tuple]:
    if report.women_and_men:
        yield _line("sex", "women", _("femmes"), "participations", report.totals.women)
        yield _line("sex", "men", _("hommes"), "participations", report.totals.men)


def _line(table, code, label, measure, figure: Figure):
    value, status, basis = figure_cells(figure)
    shown = figure.short
    return table, code, label, measure, None if isinstance(value, Hidden) else value, status, basis, shown
