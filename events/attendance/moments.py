"""When somebody was there: a day or a half of it, as the heading of a column tells it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from events.enums import HalfDay

_HALVES = ("", *HalfDay.values)


@dataclass(frozen=True)
class Moment:
    """A half-day of the event; `half` is empty for the whole day. Moments are in the order of time."""

    day: date
    half: str = ""

    def __lt__(self, other):
        return (self.day, _HALVES.index(self.half)) < (other.day, _HALVES.index(other.half))


_MONTHS = (
    "janvier|janv|january|jan",
    "fevrier|fevr|fev|february|feb",
    "mars|march|mar",
    "avril|avr|april|apr",
    "mai|may",
    "juin|june|jun",
    "juillet|juil|july|jul",
    "aout|august|aug",
    "septembre|sept|september|sep",
    "octobre|oct|october",
    "novembre|nov|november",
    "decembre|dec|december",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_WEEKDAYS = (
    "lundi|lun|monday|mon",
    "mardi|tuesday|tue",
    "mercredi|mer|wednesday|wed",
    "jeudi|jeu|thursday|thu",
    "vendredi|ven|friday|fri",
    "samedi|sam|saturday|sat",
    "dimanche|dim|sunday|sun",
)
_WEEKDAY_OF = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split("|")}
_ORDINALS = {
    "premier": 1,
    "premiere": 1,
    "first": 1,
    "deuxieme": 2,
    "second": 2,
    "seconde": 2,
    "troisieme": 3,
}
_ORDINALS |= {"third": 3, "quatrieme": 4, "fourth": 4, "cinquieme": 5, "fifth": 5}

# Of the heading of a column.
_LONGEST = 200
_SOME_DAY = date(2024, 1, 1)

_ISO = re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b")
_FULL = re.compile(r"\b(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4}|\d{2})\b")
_IN_WORDS = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:er)?[ -]?(?P<m>{_MONTH})\b\.?(?:[ -]?(?P<y>\d{{4}}|\d{{2}})\b)?"
)
_ENGLISH = re.compile(rf"\b(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<y>\d{{4}}))?")
_SHORT = re.compile(r"(?<![\d/.-])(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2})(?![\d/.-])")
_RANK = re.compile(
    r"\b(?:jour|jours|journee|jr|j|day|d)(?: ?n?[°o]?)? ?[-.:]? ?(?P<n>\d{1,2})\b"
    r"|\b(?P<o>\d{1,2})(?:er|ere|e|eme|st|nd|rd|th) ?(?:jour|journee|day)\b"
    rf"|\b(?P<w>{'|'.join(_ORDINALS)}) (?:jour|journee|day)\b"
)
_SESSION = re.compile(r"\b(?:seance|session|demi-? ?journee|half-? ?day) ?(?:n[°o] ?)?(?P<n>\d{1,2})\b")
_MORNING = re.compile(r"\b(?:matin|matinee|matins|mat|morning|m)\b")
_AFTERNOON = re.compile(r"\b(?:apres[- ]?midi|apresmidi|apr[. ]?midi|aprem|apm|ap|pm|afternoon|a\.?-m)\b")
_EVENING = re.compile(r"\b(?:soir|soiree|evening)\b")
_AM = re.compile(r"(?:\b|\d)a\.?m\b")


def moment_in(
    text: str,
    first_day: date | None,
    last_day: date | None = None,
    *,
    moments: Sequence[Moment] = (),
    am_is_morning: bool = True,
) -> Moment | None:
    """The moment that a heading names, relative to the days of the event; None where it names none.

    « AM » is the morning, unless another column says « matin » beside it: then it is « après-midi ».
    """
    if len(text) > _LONGEST:
        return None
    words = _plain(text)
    last_day = last_day or first_day
    if found := _SESSION.search(words):
        rank = int(found["n"])
        return sorted(moments)[rank - 1] if 0 < rank <= len(moments) else None
    half = _half(words, am_is_morning)
    day = _day(words, first_day, last_day)
    if day is None and half and first_day and first_day == last_day:
        day = first_day
    if day is None:
        return None
    held = [moment for moment in moments if moment.day == day]
    if not half and len(held) == 1:
        return held[0]
    afternoon = Moment(day, HalfDay.AFTERNOON)
    if half == HalfDay.EVENING and afternoon in held and Moment(day, half) not in held:
        # « Soir » is how one says the afternoon of a programme that has no evening.
        return afternoon
    return Moment(day, half)


def names_a_day(text: str) -> bool:
    """Whether the text is nothing but a moment: « Jour 2 », « 12/10 matin », « Après-midi »."""
    if len(text.split()) > 4:
        return False
    ends = (_SOME_DAY, _SOME_DAY + timedelta(days=30))
    return any(moment_in(text, _SOME_DAY, end) is not None for end in ends)


def says_morning(text: str) -> bool:
    """Whether the heading names the morning in a word that is no « AM »."""
    words = _plain(text[:_LONGEST])
    found = _MORNING.search(words)
    dated = any(pattern.search(words) for pattern in (_RANK, _SHORT, _FULL, _ISO, _IN_WORDS))
    return bool(found) and (len(found[0]) > 1 or dated)


def _plain(text):
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", " ").replace("'", " "))
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return re.sub(r"[\s_|()\u2013\u2014]+", " ", letters.replace("–", "-")).strip()


def _half(words, am_is_morning):
    if _AM.search(words) and not _MORNING.search(words):
        return HalfDay.MORNING.value if am_is_morning else HalfDay.AFTERNOON.value
    for pattern, half in (
        (_AFTERNOON, HalfDay.AFTERNOON),
        (_EVENING, HalfDay.EVENING),
        (_MORNING, HalfDay.MORNING),
    ):
        if pattern.search(words):
            return half.value
    return ""


def _day(words, first_day, last_day):
    for pattern in (_ISO, _FULL, _IN_WORDS, _ENGLISH, _SHORT):
        if found := pattern.search(words):
            return _dated(found.groupdict(), first_day, last_day)
    if first_day is None:
        return None
    if found := _RANK.search(words):
        rank = int(found["n"] or found["o"] or _ORDINALS[found["w"]])
        day = first_day + timedelta(days=rank - 1)
        return day if 1 <= rank <= 31 and (day <= last_day or last_day == first_day) else None
    named = {_WEEKDAY_OF[word] for word in words.split() if word in _WEEKDAY_OF}
    if len(named) == 1 and (last_day - first_day).days < 7:
        days = (first_day + timedelta(days=more) for more in range((last_day - first_day).days + 1))
        return next((day for day in days if day.weekday() in named), None)
    return None


def _dated(parts, first_day, last_day):
    day, month = int(parts["d"]), parts["m"]
    month = int(month) if month.isdecimal() else _MONTH_OF[month]
    year = int(parts.get("y") or 0)
    if 0 < year < 100:
        year += 2000
    if not year:
        if first_day is None:
            return None
        year = first_day.year
    given, turned = _date(year, month, day), _date(year, day, month)
    if first_day and turned and not (given and first_day <= given <= last_day):
        # « 10/12 » in an event of 12 October: a spreadsheet in English turned it.
        return turned if first_day <= turned <= last_day else given
    return given


def _date(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None
