"""Reports of small made registers, asked for as an address asks for them."""

from datetime import UTC, datetime

from django.http import QueryDict

from reports.documents import period
from reports.documents.period.scope import ReportRequest

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def asked(query=""):
    return ReportRequest(QueryDict(query))


def scope_of(query=""):
    request = asked(query)
    assert request.problems == []
    return request.scope()


def report_of(query=""):
    return period.build(scope_of(query), now=NOW)


def figures(report):
    return {figure.code: figure.shown for figure in report.key_figures}
