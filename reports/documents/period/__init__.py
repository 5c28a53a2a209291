"""The report of a period: what a donor, an alliance or the public receives of many events.

One report with parameters: a programme, a funder, an organisation, a region, a year or any other
filter of the public list decides what it is about and how its cover is headed.
"""

from reports.documents.period.report import build
from reports.documents.period.scope import ReportScope, Subject, SubjectKind
from reports.documents.period.spans import Period
from reports.documents.period.types import PeriodReport
from reports.documents.period.writing import write

__all__ = ["Period", "PeriodReport", "ReportScope", "Subject", "SubjectKind", "build", "write"]
