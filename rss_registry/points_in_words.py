"""The days, months and years that words name, and the two that they begin and end with."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from django.utils.formats import date_format

from rss_registry.edtf import DAY, LEAP_YEAR, YEAR, Point

# What a sentence can say of a date that is nearly one.
PRECISE = frozenset({"short_year", "month_first", "odd_year", "no_such_day"})
_MONTHS = (
    ("janvier", "january", "janv", "jan"),
    ("fevrier", "february", "fevr", "fev", "feb"),
    ("mars", "march", "mar"),
    ("avril", "april", "avr", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "july", "juil", "jul"),
    ("aout", "august", "aug"),
    ("septembre", "september", "sept", "sep"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("decembre", "december", "dec"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_WEEKDAYS = (
    ("lundi", "monday", "lun", "mon"),
    ("mardi", "tuesday", "tue"),
    ("mercredi", "wednesday", "mer", "wed"),
    ("jeudi", "thursday", "jeu", "thu"),
    ("vendredi", "friday", "ven", "fri"),
    ("samedi", "saturday", "sam", "sat"),
    ("dimanche", "sunday", "dim", "sun"),
)
_WEEKDAY_OF = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_WEEKDAY = f"(?:(?P<weekday>{'|'.join(sorted(_WEEKDAY_OF, key=len, reverse=True))})s? )?"
_NUMERIC = (
    (re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b"), True),
    (re.compile(r"\b(?P<d>\d{1,2})([/.-])(?P<m>\d{1,2})\2(?P<y>\d+)\b"), True),
    (re.compile(r"\b(?P<y>\d{4})[/-](?P<m>\d{1,2})\b"), False),
    (re.compile(r"\b(?P<m>\d{1,2})[/.-](?P<y>\d{4})\b"), False),
)
_ARTICLES = re.compile(r"^(?:(?:les?|du|de|d|l|en|on|the|of|in|from|and|mois de|annee) )+")
_PARTS = (
    re.compile(rf"{_WEEKDAY}<(?P<numeric>\d)>"),
    re.compile(
        rf"{_WEEKDAY}(?:(?P<d>\d{{1,2}}) ?(?:of )?)?(?:(?:(?:de|d) )?(?P<m>{_MONTH}))?"
        r"(?:(?:^| ?)(?:(?:de|of|l an) )?(?P<y>\d{4}))?"
    ),
    re.compile(rf"{_WEEKDAY}(?P<m>{_MONTH}) (?:the )?(?P<d>\d{{1,2}})(?: (?P<y>\d{{4}}))?"),
)
# Between a first and a last; and between days that are told one by one.
_RANGE = r" ?- ?(?:jusqu au |au )?| (?:jusqu au|jusqu a|au|a|to|until|till|through) "
_LIST = r" ?[,&+/] ?(?:et |and )?| (?:et|and|puis) "
_JOINTS = re.compile(f"(?P<range>{_RANGE})|(?P<list>{_LIST})")
_COMMA_IN_DATE = re.compile(r",\s*(?=\d{4}\b)")
_COMMA_AFTER_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAY_OF)}),")
# How many years two days may be apart of which only one names its year.
_TURN = 1


class PointError(ValueError):
    """Words that name no day, month or year; `params` are for the sentence of `code`."""

    def __init__(self, code="not_understood", **params):
        self.code, self.params = code, params
        super().__init__(code)


@dataclass(frozen=True)
class Named:
    """A point as it is named, with the weekday that stands before it."""

    point: Point
    weekday: str = ""


@dataclass(frozen=True)
class Split:
    """The points that a text names, in its order."""

    named: tuple[Named, ...]
    is_list: bool

    @classmethod
    def of(cls, words: str) -> "Split":
        numeric: list = []
        for pattern, has_day in _NUMERIC:
            words = pattern.sub(partial(_kept, has_day=has_day, numeric=numeric), words)
        words = _COMMA_AFTER_WEEKDAY.sub(r"\1", _COMMA_IN_DATE.sub(" ", words))
        words = " ".join(words.split())
        joints = list(_JOINTS.finditer(words))
        starts = [0, *(joint.end() for joint in joints)]
        ends = [*(joint.start() for joint in joints), len(words)]
        named = [_named(words[start:end], numeric) for start, end in zip(starts, ends, strict=True)]
        return cls(tuple(_filled(named)), any(joint["list"] for joint in joints))


def resolve(split: Split, reference: date | None, *, past: bool, future: bool) -> tuple[Point, Point, bool]:
    """The first and the last point, and whether their year was taken from `reference`."""
    named = split.named
    if len(named) > 2 and not split.is_list:
        raise PointError
    inferred = named[-1].point.year is None and reference is not None
    if inferred:
        named = _in_year(named, reference, past=past, future=future)
    for each in named:
        _check(each)
    if split.is_list and not all(_follows(a.point, b.point) for a, b in zip(named, named[1:], strict=False)):
        raise PointError("not_consecutive")
    return named[0].point, named[-1].point, inferred


def _kept(found, has_day, numeric):
    """A day in figures, put aside: its signs would read as « to » and « and »."""
    if len(found["y"]) != 4:
        raise PointError("short_year")
    numeric.append(Point(int(found["y"]), int(found["m"]), int(found["d"]) if has_day else None))
    return f"<{len(numeric) - 1}>"


def _named(words, numeric):
    words = _ARTICLES.sub("", words.strip())
    for pattern in _PARTS:
        found = pattern.fullmatch(words)
        if found and set(found.groups()[1:]) != {None}:
            parts = found.groupdict()
            if parts.get("numeric"):
                return Named(numeric[int(parts["numeric"])], parts["weekday"] or "")
            year, day = (int(parts[name]) if parts[name] else None for name in ("y", "d"))
            return Named(Point(year, _MONTH_OF.get(parts["m"]), day), parts["weekday"] or "")
    raise PointError


def _filled(named):
    """« 7 et 8 mars 2020 »: the month and the year that one day names are those of the other."""
    points = [each.point for each in named]
    for number in reversed(range(len(points) - 1)):
        points[number] = _after_that_of(points[number], points[number + 1], before=True)
    for number in range(1, len(points)):
        points[number] = _after_that_of(points[number], points[number - 1], before=False)
    for point in points:
        if (point.day and not point.month) or (point.year is None and not point.month):
            raise PointError
    return [replace(each, point=point) for each, point in zip(named, points, strict=True)]


def _after_that_of(point, other, *, before):
    if point.day and not point.month:
        point = replace(point, month=other.month)
    if point.year is None and point.month and other.year is not None:
        # « 30 décembre – 2 janvier 2024 ».
        turns = other.month is not None and (
            (point.month > other.month) if before else (point.month < other.month)
        )
        point = replace(point, year=other.year + (-_TURN if before else _TURN) * turns)
    return point


def _in_year(named, reference, *, past, future):
    """In the year that brings the last of them nearest to the day of reference, on the side that is told."""
    last = named[-1].point
    found = []
    for year in range(reference.year - 4, reference.year + 5):
        try:
            day = replace(last, year=year).last()
        except ValueError:
            continue
        if not (past and day > reference) and not (future and day < reference):
            found.append((abs((day - reference).days), year))
    if not found:
        raise PointError("no_such_day")
    year = min(found)[1]
    here = (last.month, last.day or 0)
    return [
        replace(
            each,
            point=replace(
                each.point,
                year=year - ((each.point.month, each.point.day or 0) > here and each is not named[-1]),
            ),
        )
        for each in named
    ]


def _check(named):
    point = named.point
    if point.month is not None and point.month > 12:
        raise PointError("month_first" if point.day and point.day <= 12 else "no_such_day")
    if point.year is not None and not 1900 <= point.year <= 2100:
        raise PointError("odd_year")
    try:
        day = point.first()
    except ValueError:
        raise PointError("no_such_day") from None
    if named.weekday and point.year and point.precision == DAY:
        stated = _WEEKDAY_OF[named.weekday]
        if stated != day.weekday():
            monday = date(LEAP_YEAR, 1, 3)
            raise PointError(
                "weekday_differs",
                day=date_format(day, "j F Y"),
                weekday=date_format(day, "l"),
                written=date_format(monday + timedelta(days=stated), "l"),
            )


def _follows(first, second):
    if first.precision != second.precision:
        return True
    if first.precision == YEAR:
        return second.year == first.year + 1
    after = first.last() + timedelta(days=1)
    year = None if second.year is not None else after.year
    return second.first(year) == after
