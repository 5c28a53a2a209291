"""What all checks find in many events at once.

The union of the checks is written once a day for each database: Django takes longer to write it than the
database to answer it. Which events are looked at stands before it, under a name.
"""

from collections import defaultdict
from datetime import date
from functools import lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.utils import timezone

from events.models import Event, Justification
from events.quality import CHECKS, Check

_ANSWERED = f"""EXISTS (
    SELECT 1 FROM {Justification._meta.db_table} answer
    WHERE answer.event_id = found.event_key AND answer.finding = found.code
)"""
_OPEN = f"NOT {_ANSWERED}"
_STATEMENT = (
    "WITH looked_at(id) AS ({events}), found AS ({findings}) SELECT {columns} FROM found WHERE {which}"
)


def open_findings(events: QuerySet) -> dict[int, list[Check]]:
    """The checks that each event does not pass, by its key; without those that somebody has answered."""
    found = defaultdict(set)
    for key, code in _ask("event_key, code", events):
        found[key].add(code)
    return {key: [check for check in CHECKS if check.code in codes] for key, codes in found.items()}


def count_incomplete(events: QuerySet) -> int:
    """How many of them have at least one open finding."""
    return next(iter(_ask("COUNT(DISTINCT event_key)", events)), (0,))[0]


def count_findings(events: QuerySet) -> dict[str, tuple[int, int]]:
    """By the code of each check: how many of the events wait, and how many were answered."""
    answered = events.filter(pk__in=Justification.objects.order_by().values("event"))
    counts = "code, COUNT(DISTINCT event_key)"
    waiting = dict(_ask(counts, events, which=f"{_OPEN} GROUP BY code"))
    settled = dict(_ask(counts, answered, which=f"{_ANSWERED} GROUP BY code"))
    return {check.code: (waiting.get(check.code, 0), settled.get(check.code, 0)) for check in CHECKS}


def _ask(columns, events, which=_OPEN):
    try:
        looked_at, keys = events.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    findings, values = _findings(connection.vendor, timezone.localdate())
    statement = _STATEMENT.format(columns=columns, events=looked_at, findings=findings, which=which)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*keys, *values])
        return cursor.fetchall()


@lru_cache(maxsize=2)
def _findings(vendor: str, day: date) -> tuple[str, tuple]:
    """(event, code) of whatever a check finds. The day is in it: « la date est passée »."""
    events = Event.objects.filter(pk__in=RawSQL("SELECT id FROM looked_at", ()))
    first, *others = (
        check.find(events)
        .order_by()
        # Named, for Django decides in which order the columns stand.
        .annotate(event_key=F("pk"), code=Value(check.code, TextField()))
        .values("event_key", "code")
        for check in CHECKS
    )
    return first.union(*others, all=True).query.sql_with_params()
