"""Days and spans of days in words, as precise as they are known, in French and in English.

`precision` is "day", "month" or "year". A no-break space keeps a day with its month.
"""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def day_text(day: date, precision: str = "day") -> str:
    """« 1er mars 2024 », « mars 2024 », « 2024 »."""
    if precision == "year":
        return str(day.year)
    if precision == "month":
        return date_format(day, "F Y")
    return f"{_day_number(day)}\u00a0{date_format(day, 'F Y')}"


def span_text(start: date | None, end: date | None, precision: str = "day") -> str:
    """« 28–30 mars 2023 », « 29 février – 1er mars 2024 », « avril 2023 », « 2021–2025 ».

    An end that is not known is left open (« 2021 – »); nothing known at all gives an empty text.
    """
    if end is None:
        return f"{day_text(start, precision)} –" if start else ""
    if start is None:
        return f"– {day_text(end, precision)}"
    first, last = day_text(start, precision), day_text(end, precision)
    if first == last:
        return last
    if precision == "year":
        return f"{first}–{last}"
    if start.year == end.year:
        if precision == "day" and start.month == end.month:
            return f"{_day_number(start)}–{last}"
        first = first.removesuffix(f" {start.year}")
    return f"{first} – {last}"


def span_in_words(start: date, end: date, precision: str = "day") -> str:
    """For running text: « le 24 février 2021 », « du 29 février au 1er mars 2024 », « en avril 2023 »."""
    first, last = day_text(start, precision), day_text(end, precision)
    if first == last:
        return (_("le %(day)s") if precision == "day" else _("en %(day)s")) % {"day": last}
    if precision == "day" and (start.year, start.month) == (end.year, end.month):
        first = _day_number(start)
    elif start.year == end.year:
        first = first.removesuffix(f" {start.year}")
    if precision == "day":
        return _("du %(first)s au %(last)s") % {"first": first, "last": last}
    return _("entre %(first)s et %(last)s") % {"first": first, "last": last}


def _day_number(day: date) -> str:
    french_first = day.day == 1 and (get_language() or "").startswith("fr")
    return "1er" if french_first else str(day.day)


def edtf_text(day: date, precision: str = "day") -> str:
    """ISO 8601-2 (EDTF): « 2024-03-01 », « 2024-03 », « 2024 »."""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def span_bounds(start: date, end: date, precision: str = "day") -> tuple[date, date]:
    """The first and the last day that a span may hold, as wide as it is known."""
    if precision == "day":
        return start, end
    if precision == "month":
        return start.replace(day=1), last_of_month(end)
    return date(start.year, 1, 1), date(end.year, 12, 31)


def last_of_month(day: date) -> date:
    return month_after(day) - timedelta(days=1)


def year_before(day: date) -> date:
    """The same day of the year before; of a leap day, the day before it."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def month_after(day: date) -> date:
    """The first day of the month that follows `day`."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
