"""The indicators of the programme on which a report is, as they stood at the end of its period."""

from collections.abc import Iterator
from datetime import date

from publication.questions.indicators import IndicatorLine, indicator_lines
from reports.documents.period.scope import ReportScope, SubjectKind


def indicators_of(scope: ReportScope, *, today: date) -> tuple[IndicatorLine, ...]:
    """Of a programme and nothing narrower: a target is not that of one region or of one funder."""
    if scope.subject.kind is not SubjectKind.PROGRAMME or scope.filters:
        return ()
    return indicator_lines(scope.subject.record, today=today, until=scope.period.last_day)


def printed(lines: tuple[IndicatorLine, ...]) -> Iterator[tuple[str, ...]]:
    """All that a report prints of them, as words."""
    for line in lines:
        indicator, reached = line.indicator, line.reached
        yield (
            indicator.code,
            indicator.label,
            line.unit,
            line.baseline_text,
            str(indicator.baseline_on or ""),
            line.target_text,
            str(indicator.target_on or ""),
            line.reached_text,
            line.as_of_text,
            line.progress_text,
            line.standing.value,
            reached.definition,
            reached.source.title if reached.source else "",
            indicator.source.title if indicator.source else "",
        )
