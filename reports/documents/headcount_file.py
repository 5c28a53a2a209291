"""The public headcount as CSV, for the reader who computes: it travels inside the report."""

import csv
from collections.abc import Iterator
from io import StringIO

from events.facts import EventFacts
from events.figures import Figure
from events.statistics import HeadcountSummary

COLUMNS = ("reference", "scope", "split", "code", "label", "value", "basis", "shown_as")


def headcount_csv(facts: EventFacts) -> bytes:
    """UTF-8 with its mark, so that a spreadsheet reads the accents; protected numbers stay out."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for scope, summary in _scopes(facts):
        for split, code, label, figure in _cells(summary):
            value = figure.value if figure.is_shown else ""
            basis = figure.basis if figure.is_shown else ""
            writer.writerow((facts.reference, scope, split, code, label, value, basis, figure.short))
    return text.getvalue().encode("utf-8-sig")


def _scopes(facts: EventFacts) -> Iterator[tuple[str, HeadcountSummary]]:
    yield "event", facts.headcount
    for shared in facts.shared_totals:
        yield "shared", shared.summary


def _cells(summary: HeadcountSummary) -> Iterator[tuple[str, str, str, Figure]]:
    yield "total", "", "", summary.total
    yield "sex", "women", "", summary.women
    yield "sex", "men", "", summary.men
    for cell in summary.categories:
        yield "category", cell.key, cell.label, cell.figure
    for cell in summary.age_bands:
        yield "age_band", cell.key, cell.label, cell.figure
    yield "organisations", "", "", summary.organisations
    if summary.planned.is_known:
        yield "planned", "", "", summary.planned
