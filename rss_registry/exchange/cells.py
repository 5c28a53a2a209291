"""What people write in a cell, understood: text, days, numbers, yes and no, choices.

A blank cell is « not stated » and never arrives here. What cannot be understood raises
ValidationError with a sentence that quotes the cell and says what to write instead.
"""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rss_registry.edtf import DAY, MONTH, When, parse
from rss_registry.exchange.refusals import quoted as quoted
from rss_registry.exchange.refusals import refused
from rss_registry.text import fold
from rss_registry.words_of_dates import PRECISE_REFUSALS, understand

# No count and no rank is larger; the databases end somewhere above.
_TOO_MUCH = 1_000_000_000
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
_WHOLE = re.compile(r"-?[0-9]+")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]) ?(?:h|:) ?([0-5][0-9])?(?::00)?", re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# Signs that turn the direction of what follows: « \u202e » makes « gpj.exe » of « exe.jpg », and telephones
# put them around the numbers of their contacts.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BULLET = "• "
_FIRST_BULLET = re.compile(r"[•\-–*] ")
_EVERY_BULLET = re.compile(r"^[•\-–*] ", re.MULTILINE)
_YES = {"oui", "o", "yes", "y", "x", "vrai", "true", "1", "coche", "checked"}
_NO = {"non", "n", "no", "faux", "false", "0"}


def text_of(cell) -> str:
    """The text of a cell: one kind of line break, one spelling of each accented letter."""
    if isinstance(cell, (date, datetime, time)):
        raise refused(
            _("Le tableur a fait une date de cette cellule (%(cell)s) : mettez-la au format « Texte »."),
            cell,
            code="date_for_text",
        )
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = _TURNS.sub("", unicodedata.normalize("NFC", str(cell)))
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text):
        raise refused(_("Cette cellule contient un signe invisible : retapez son texte."), code="control")
    return text


def day_of(cell) -> date:
    """A day: a date cell, JJ/MM/AAAA, AAAA-MM-JJ, or in words (« 1er mars 2024 »)."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    sentence = _("« %(cell)s » n’est pas une date : écrivez JJ/MM/AAAA, par exemple 29/02/2024.")
    return _first_day_of(cell, DAY, refused(sentence, cell, code="not_a_date"))


def month_of(text: str) -> date:
    """The first day of a month: « mars 2027 », MM/AAAA, AAAA-MM."""
    sentence = _("« %(cell)s » n’est pas un mois : écrivez par exemple « mars 2027 » ou 03/2027.")
    return _first_day_of(text, MONTH, refused(sentence, text, code="not_a_month"))


def _first_day_of(cell, precision, refusal):
    """Of the one day, or the one month, that the words tell."""
    try:
        when = parse(understand(str(cell)).edtf)
    except ValidationError as error:
        if error.code in PRECISE_REFUSALS:
            raise
        raise refusal from error
    if when.precision != precision or when != When(when.start, when.start) or not when.knows_year:
        raise refusal
    return when.start.first()


def time_of(cell) -> time:
    """An hour of the day: a time cell, « 9 h 30 », 09:30."""
    if isinstance(cell, (time, datetime)):
        return cell if isinstance(cell, time) else cell.time()
    if found := _TIME.fullmatch(" ".join(str(cell).split())):
        return time(int(found[1]), int(found[2] or 0))
    raise refused(_("« %(cell)s » n’est pas une heure : écrivez par exemple 09:30."), cell, code="not_a_time")


def whole_of(cell) -> int:
    """A whole number, thousands spaced or not."""
    if _is_number(cell) and cell == int(cell) and abs(cell) < _TOO_MUCH:
        return int(cell)
    digits = _SPACES.sub("", str(cell))
    if isinstance(cell, str) and len(digits) < 10 and _WHOLE.fullmatch(digits):
        return int(digits)
    raise refused(
        _("« %(cell)s » n’est pas un nombre entier : écrivez des chiffres, ou laissez vide."),
        cell,
        code="not_whole",
    )


def decimal_of(cell) -> Decimal:
    """A number with a comma or a point, thousands spaced or not."""
    if isinstance(cell, Decimal):
        return cell
    if _is_number(cell):
        return Decimal(str(cell))
    digits = _SPACES.sub("", str(cell))
    if "," in digits and "." in digits:
        # The last of the two separates the decimals: 1.500,50 and 1,500.50.
        thousands = "." if digits.rindex(",") > digits.rindex(".") else ","
        digits = digits.replace(thousands, "")
    digits = digits.replace(",", ".")
    if isinstance(cell, str) and len(digits) < 24 and _NUMBER.fullmatch(digits):
        return Decimal(digits)
    raise refused(
        _("« %(cell)s » n’est pas un nombre : écrivez des chiffres, ou laissez vide."),
        cell,
        code="not_number",
    )


def _is_number(cell):
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and isfinite(cell)


def flag_of(cell) -> bool:
    """Yes or no, as people tick a box in a table."""
    if isinstance(cell, bool):
        return cell
    word = fold(str(cell)) or str(cell).strip()
    if word in _YES or word in "✓✔☑":
        return True
    if word in _NO:
        return False
    raise refused(_("« %(cell)s » : écrivez « oui » ou « non »."), cell, code="not_yes_or_no")


def items_of(cell) -> list[str]:
    """The values of a cell that holds several, separated by « ; » or « | »."""
    text = text_of(cell)
    items = _bulleted(text) if text.startswith(_BULLET) else re.split(r"[;|\n]", text)
    return [item for part in items if (item := part.strip())]


def lines_of(cell) -> list[str]:
    """The texts of a cell that holds several, one a line; with bullets, one a bullet."""
    text = text_of(cell)
    items = _bulleted(text) if _FIRST_BULLET.match(text) else text.split("\n")
    return [item for part in items if (item := part.strip())]


def listed(items) -> str:
    """One cell for several values, which `items_of` gives back whatever they contain."""
    items = list(items)
    if any(set(item) & set(";|\n") or item.startswith(_BULLET) for item in items):
        return bulleted(items)
    return " ; ".join(items)


def bulleted(items) -> str:
    """One cell for several texts, which `lines_of` gives back whatever they contain."""
    # Further lines of one text are indented, so that a dash there begins nothing.
    return "\n".join(_BULLET + item.replace("\n", "\n  ") for item in items)


def _bulleted(text):
    parts = _EVERY_BULLET.split(text)[1:]
    return [part.replace("\n  ", "\n") for part in parts]
