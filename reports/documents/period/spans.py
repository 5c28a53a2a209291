"""The period of a report: whole months, because the day of some events may not be known.

A report asked for one single day would tell whether an event of which only the month is public
was held on that day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rss_registry.dates import day_text, span_text

_VOWELS = tuple("aàâeéèioôuAO")


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included, each possibly open; or some `years`; or all that is known."""

    start: date | None = None
    end: date | None = None
    years: tuple[int, ...] = ()

    @classmethod
    def of_months(cls, first: date | None, last: date | None) -> "Period":
        """From the first day of one month to the last day of another."""
        end = last and last.replace(day=monthrange(last.year, last.month)[1])
        return cls(first and first.replace(day=1), end)

    @classmethod
    def of_years(cls, years) -> "Period":
        """Years that follow one another are one span."""
        years = tuple(sorted(set(years)))
        if years and years[-1] - years[0] + 1 == len(years):
            return cls(date(years[0], 1, 1), date(years[-1], 12, 31))
        return cls(years=years)

    @property
    def is_everything(self) -> bool:
        return not (self.start or self.end or self.years)

    @property
    def year(self) -> int | None:
        """The year that it is exactly, where it is one."""
        return self.start.year if self._is_of_years and self.start.year == self.end.year else None

    @property
    def length_in_years(self) -> int:
        """How many calendar years it touches; 0 where an end is open."""
        return self.end.year - self.start.year + 1 if self.start and self.end else 0

    @property
    def last_day(self) -> date | None:
        """None where it is open, or all that is known."""
        return date(self.years[-1], 12, 31) if self.years else self.end

    @property
    def text(self) -> str:
        """For titles: « 2023–2024 », « janvier 2023 – mars 2024 », « depuis mai 2023 », « 2021 et 2023 »."""
        if self.years:
            return _enumerated(self.years)
        if self.start and self.end:
            return span_text(self.start, self.end, self._precision)
        if self.start:
            return _("depuis %(month)s") % {"month": day_text(self.start, "month")}
        if self.end:
            return _("jusqu’en %(month)s") % {"month": day_text(self.end, "month")}
        return ""

    @property
    def in_words(self) -> str:
        """To open a sentence: « De janvier 2023 à mars 2024 », « En 2023 »; empty for all that is known."""
        if self.years:
            return _("En %(period)s") % {"period": _enumerated(self.years)}
        if self.start and self.end:
            first, last = (day_text(day, self._precision) for day in (self.start, self.end))
            if first == last:
                return _("En %(period)s") % {"period": first}
            return _from_to(first, last)
        if self.start:
            return _("Depuis %(month)s") % {"month": day_text(self.start, "month")}
        if self.end:
            return _("Jusqu’en %(month)s") % {"month": day_text(self.end, "month")}
        return ""

    def narrow(self, events):
        """The events of which at least one day lies in the period."""
        if self.start:
            events = events.filter(last_day__gte=self.start)
        if self.end:
            events = events.filter(first_day__lte=self.end)
        return events

    @property
    def _is_of_years(self):
        return bool(
            self.start
            and self.end
            and (self.start.month, self.start.day) == (1, 1)
            and (self.end.month, self.end.day) == (12, 31)
        )

    @property
    def _precision(self):
        return "year" if self._is_of_years else "month"


def _from_to(first, last):
    """« De » before « avril » is « d’ »."""
    if (get_language() or "").startswith("fr") and first.startswith(_VOWELS):
        return f"D’{first} à {last}"
    return _("De %(first)s à %(last)s") % {"first": first, "last": last}


def _enumerated(years):
    *others, last = map(str, years)
    return _("%(years)s et %(last)s") % {"years": ", ".join(others), "last": last} if others else last
