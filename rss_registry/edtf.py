"""When something was, as its source says it: ISO 8601-2 (EDTF), level 1, as far as a register needs it.

One day, month or year, or an interval of two of them: approximate (« ~ »), uncertain (« ? ») or both
(« % »); of an unknown year (« XXXX-02-12 »); without its end (« 2023-10-11/ ») or its start. The empty
text is a date that no source gives.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from rss_registry.dates import last_of_month

DAY, MONTH, YEAR = "day", "month", "year"
# The year in which days of an unknown one are compared: it has a 29 February.
LEAP_YEAR = 2000
_POINT = re.compile(r"(X{4}|[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")
_UNKNOWN_YEAR = "XXXX"
# What EDTF calls an open end is to us one that is not known: events end.
_NOT_STATED = {"", ".."}


class EdtfError(ValueError):
    """A text that is no EDTF, or none that a register needs; `code` says which rule it breaks."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Point:
    """A day, a month or a year; without `year`, of one that is not known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> str:
        return DAY if self.day else MONTH if self.month else YEAR

    @property
    def text(self) -> str:
        parts = [_UNKNOWN_YEAR if self.year is None else f"{self.year:04d}"]
        return "-".join([*parts, *(f"{part:02d}" for part in (self.month, self.day) if part)])

    def first(self, year: int | None = None) -> date:
        return date(self.year or year or LEAP_YEAR, self.month or 1, self.day or 1)

    def last(self, year: int | None = None) -> date:
        if self.precision == DAY:
            return self.first(year)
        return last_of_month(self.first(year).replace(month=self.month or 12))


@dataclass(frozen=True)
class When:
    """`start` and `end` are the same for one day, month or year; None is not stated."""

    start: Point | None = None
    end: Point | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def text(self) -> str:
        if not self.is_stated:
            return ""
        mark = {(True, False): "~", (False, True): "?", (True, True): "%"}.get(
            (self.approximate, self.uncertain), ""
        )
        if self.start and self.start == self.end:
            return self.start.text + mark
        return "/".join(point.text + mark if point else "" for point in (self.start, self.end))

    @property
    def is_stated(self) -> bool:
        return bool(self.start or self.end)

    @property
    def knows_year(self) -> bool:
        point = self.start or self.end
        return point is not None and point.year is not None

    @property
    def is_open(self) -> bool:
        """Whether only the start is stated."""
        return self.start is not None and self.end is None

    @property
    def precision(self) -> str:
        point = self.start or self.end
        return point.precision if point else DAY

    def bounds(self, days: int | None = None) -> tuple[date | None, date | None]:
        """The first and the last day that it may hold; None where none is known.

        An end that is not stated follows from the stated number of `days`, and is else the start's.
        """
        if not self.knows_year:
            return None, None
        if self.start is None:
            return None, self.end.last() if self.end else None
        if self.end is not None:
            return self.start.first(), self.end.last()
        stated = self.start.first() + timedelta(days=(days or 1) - 1)
        return self.start.first(), max(stated, self.start.last())

    def coarsened(self, days: int | None = None) -> "When":
        """What its month tells; of an unknown year nothing."""
        first, last = self.bounds(days)
        if last is None:
            return When()
        precision = YEAR if self.precision == YEAR else MONTH
        return replace(self, **vars(of_bounds(first or last, last, precision)) | self._marks)

    @property
    def _marks(self):
        return {"approximate": self.approximate, "uncertain": self.uncertain}


@lru_cache(maxsize=4096)
def parse(text: str) -> When:
    """`text` read; EdtfError where it is none."""
    if text == "":
        return When()
    parts = text.split("/")
    if len(parts) > 2 or set(parts) <= _NOT_STATED:
        raise EdtfError("not_edtf")
    (start, mark), (end, other) = (_point(part) for part in (parts[0], parts[-1]))
    if start and end:
        if start.precision != end.precision or (start.year is None) != (end.year is None) or mark != other:
            raise EdtfError("mixed")
        if start.year is not None and end.first() < start.first():
            raise EdtfError("dates_reversed")
    mark = mark or other
    return When(start, end, approximate=mark in ("~", "%"), uncertain=mark in ("?", "%"))


def of_bounds(start: date | None, end: date | None, precision: str = DAY) -> When:
    """From the first to the last day, as precisely as they are known."""
    first, last = (_as_known(day, precision) if day else None for day in (start, end))
    return When(first, last)


def _as_known(day, precision):
    return Point(day.year, *{DAY: (day.month, day.day), MONTH: (day.month,), YEAR: ()}[precision])


def _point(text):
    if text in _NOT_STATED:
        return None, ""
    found = _POINT.fullmatch(text)
    if not found:
        raise EdtfError("not_edtf")
    year, month, day = (int(part) if part and part != _UNKNOWN_YEAR else None for part in found.groups()[:3])
    if year is None and month is None:
        raise EdtfError("not_edtf")
    if year is not None and not 1900 <= year <= 2100:
        raise EdtfError("odd_year")
    try:
        date(year or LEAP_YEAR, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise EdtfError("no_such_day") from None
    return Point(year, month, day), found[4]
