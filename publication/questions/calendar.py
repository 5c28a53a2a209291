"""The calendar: which months have events, and one month as weeks of days.

An event known to the month only, or whose day may not be told, belongs to its month and to no day.
"""

from calendar import Calendar, monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from organisations.enums import DatePrecision
from publication.models import PublishedEvent

Month = tuple[int, int]


@dataclass(frozen=True)
class Day:
    day: date
    is_of_month: bool
    count: int


def events_of_month(year: int, month: int):
    """Public events of which at least one day lies in the month, but those known to the year only."""
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return PublishedEvent.objects.open().exclude(precision=DatePrecision.YEAR).between(first, last)


def dated(events, day: date | None = None):
    """Those of which the day may be told, in their order; those of one `day` when it is given."""
    found = events.dated().order_by("first_day", "reference")
    return found.between(day, day) if day else found


def without_day(events):
    """The others, by title."""
    return events.exclude(precision=DatePrecision.DAY).order_by("title", "reference")


def known_to_the_year(year: int):
    """Public events of which only the year is known."""
    found = PublishedEvent.objects.open().filter(precision=DatePrecision.YEAR)
    return found.during(year).order_by("title", "reference")


def without_date():
    return PublishedEvent.objects.open().filter(first_day__isnull=True).order_by("title", "reference")


def months_with_events() -> Counter[Month]:
    """How many public events touch each month, read in one query."""
    spans = (
        PublishedEvent.objects.open()
        .exclude(precision=DatePrecision.YEAR)
        .filter(first_day__isnull=False)
        .order_by()
        .values_list("first_day__year", "first_day__month", "last_day__year", "last_day__month")
        .annotate(Count("pk"))
    )
    counts: Counter[Month] = Counter()
    for first_year, first_month, last_year, last_month, events in spans:
        for number in range(first_year * 12 + first_month - 1, last_year * 12 + last_month):
            counts[number // 12, number % 12 + 1] += events
    return counts


def neighbours(months: Iterable[Month], here: Month) -> tuple[Month | None, Month | None]:
    """The nearest months with events before and after `here`."""
    before = max((month for month in months if month < here), default=None)
    after = min((month for month in months if month > here), default=None)
    return before, after


def weeks_of(year: int, month: int) -> list[list[Day]]:
    """The month as weeks from Monday to Sunday, each day with its number of events, in one query."""
    counts = _days(dated(events_of_month(year, month)).values_list("first_day", "last_day"), year, month)
    return [
        [Day(day, day.month == month, counts[day]) for day in week]
        for week in Calendar().monthdatescalendar(year, month)
    ]


def latest_month(months: Iterable[Month], today: date) -> Month:
    """The month that the calendar opens on: the latest with events, this one when there is none."""
    return max(months, default=(today.year, today.month))


def _days(spans, year, month):
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    counts: Counter[date] = Counter()
    for start, end in spans:
        start, end = max(start, first), min(end, last)
        counts.update(start + timedelta(days=number) for number in range((end - start).days + 1))
    return counts
