"""Ages: only the band is ever kept, of an age, a year or a day of birth."""

import re
from datetime import date, datetime
from functools import cache

from events.enums import AgeBand
from rss_registry.exchange.columns import labels_of
from rss_registry.text import fold

_labels = cache(labels_of)

_LIMITS = ((18, AgeBand.UNDER_18), (36, AgeBand.YOUTH), (60, AgeBand.ADULT), (120, AgeBand.SENIOR))
_LONGEST = 60
_YEARS = re.compile(r"(\d{1,3}) ?(?:ans?|years?|yrs?|y)?")
_RANGE = re.compile(r"(\d{1,2}) ?(?:ans?)? ?(?:a|to)? ?(\d{1,2}) ?(?:ans?)?")
_BIRTH_YEAR = re.compile(r"(?:vers |en |ne en |nee en |ne vers |nee vers |ne e en )?(1[89]\d\d|20[0-2]\d)")
_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ]((?:19|20)\d\d)")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_OPEN = re.compile(
    r"(?:plus de |[>+] ?|≥ ?)?\d{2} ?(?:ans)?(?: et plus| et \+| ?\+| ou plus)?"
    r"|moins de \d{2}(?: ans)?|< ?\d{2}"
)
_WORDS = {
    "under_18": "moins de 18 ans|moins de 18|mineur|mineure|enfant|18|under 18|inf 18|ado|adolescent",
    "18_35": "jeune|jeunes|18 35|youth|18 35 ans jeunes|moins de 35 ans",
    "36_59": "adulte|adultes|adult|36 59|36 60",
    "60_plus": "60 ans et plus|60 et plus|plus de 60 ans|senior|vieux|vieille|personne agee|60 plus",
}
_WORD_OF = {word: AgeBand(band) for band, words in _WORDS.items() for word in words.split("|")}


def age_band(cell, on: date | None) -> AgeBand | None:
    """The band of an age, of a band in words, or of a birth as it stood at `on`; None where it is none."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _of_years(_between(cell, on)) if on else None
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, (int, float)):
        cell = max(0, int(cell))
    text = str(cell).strip()
    if len(text) > _LONGEST:
        return None
    if text.startswith(("<", "-")):
        return AgeBand.UNDER_18 if "18" in text else None
    if found := _DAY.fullmatch(text):
        try:
            return age_band(date(int(found[3]), int(found[2]), int(found[1])), on)
        except ValueError:
            return None
    folded = fold(text)
    if band := _labels(AgeBand).get(folded):
        return AgeBand(band)
    if text.endswith("+") and folded.split()[0] == "60":
        return AgeBand.SENIOR
    if folded in _WORD_OF and not folded.isdecimal():
        return _WORD_OF[folded]
    if found := _BIRTH_YEAR.fullmatch(folded):
        return _of_years(on.year - int(found[1])) if on else None
    if found := _YEARS.fullmatch(folded):
        return _of_years(int(found[1]))
    if found := _RANGE.fullmatch(folded):
        first, last = _of_years(int(found[1])), _of_years(int(found[2]))
        return first if first == last or int(found[2]) - int(found[1]) > 1 else None
    return None


def is_open_band(cell) -> bool:
    """« 36 ans et plus », « plus de 35 ans »: an age that spans several bands."""
    return (
        isinstance(cell, str)
        and len(cell) <= _LONGEST
        and bool(_OPEN.fullmatch(" ".join(cell.lower().split())))
    )


def is_birth(text: str) -> bool:
    """Whether the text has a year, which nothing may keep."""
    return bool(_YEAR.search(text))


def _of_years(years):
    if years <= 0:
        return None
    return next((band for limit, band in _LIMITS if years < limit), None)


def _between(birth, on):
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
