"""The calendar, one month a page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from publication.questions import calendar
from publication.questions.reading import items_of
from rss_registry.dates import day_text

# A page of a busy month stays light; the rest is on the next ones.
PER_PAGE = 40
MOST_UNDATED = 20
PARAMETERS = ("jour", "page")


@dataclass(frozen=True)
class MonthLink:
    year: int
    month: int
    count: int = 0
    is_current: bool = False

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def url(self) -> str:
        return reverse("website:calendar_month", args=[self.year, self.month])


class MonthPage:
    """What one month shows: the grid, the strip of its year, the events, the ways on."""

    def __init__(self, counts: Counter[calendar.Month], month: calendar.Month, day: str, page: str):
        self.counts = counts
        self.year, self.month = month
        self.first = date(*month, 1)
        self.day = self._read(day)
        self.unknown_values = [("jour", day)] if day and self.day is None else []
        self._page = page

    @cached_property
    def page(self):
        events = calendar.events_of_month(self.year, self.month)
        return Paginator(calendar.dated(events, self.day), PER_PAGE).get_page(self._page)

    @property
    def canonical_url(self) -> str:
        return f"{settings.PUBLIC_URL}{MonthLink(self.year, self.month).url}"

    @property
    def heading(self) -> str:
        return day_text(self.day) if self.day else day_text(self.first, "month")

    @property
    def items(self):
        return items_of(list(self.page))

    @cached_property
    def items_without_day(self):
        events = calendar.without_day(calendar.events_of_month(self.year, self.month))
        return items_of(events[:PER_PAGE])

    @cached_property
    def items_of_year(self):
        return items_of(calendar.known_to_the_year(self.year)[:MOST_UNDATED])

    @cached_property
    def items_without_date(self):
        return items_of(calendar.without_date()[:MOST_UNDATED])

    @cached_property
    def weeks(self):
        return calendar.weeks_of(self.year, self.month)

    @property
    def strip(self) -> list[MonthLink]:
        return [
            MonthLink(self.year, month, self.counts[self.year, month], month == self.month)
            for month in range(1, 13)
        ]

    @property
    def years(self) -> list[MonthLink]:
        """Each year with events, leading to its latest month that has any."""
        latest = {year: (year, month) for year, month in sorted(self.counts)}
        return [MonthLink(*latest[year], is_current=year == self.year) for year in sorted(latest)]

    @cached_property
    def neighbours(self) -> tuple[MonthLink | None, ...]:
        found = calendar.neighbours(self.counts, (self.year, self.month))
        return tuple(MonthLink(*month) if month else None for month in found)

    def _read(self, day: str) -> date | None:
        """The day that the address asks for, None when the month has no such day."""
        try:
            return self.first.replace(day=int(day))
        except ValueError:
            return None


class CalendarView(TemplateView):
    """One month; without one in the address, the latest that has events."""

    template_name = "website/calendar.html"

    def get_context_data(self, year=None, month=None, **kwargs):
        counts = calendar.months_with_events()
        if year is None:
            year, month = calendar.latest_month(counts, timezone.localdate())
        asked = self.request.GET
        shown = MonthPage(counts, (year, month), asked.get("jour", ""), asked.get("page", ""))
        return super().get_context_data(month=shown, **kwargs)
