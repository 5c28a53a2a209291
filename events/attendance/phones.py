"""Telephone numbers, however a spreadsheet keeps them."""

import re

MAX_LENGTH = 40
# A longer cell is a text, and costs more to look through than it can tell.
MAX_LOOKED_AT = 400
_SCIENTIFIC = re.compile(r"\d[.,]\d+e\+?\d{1,2}", re.IGNORECASE)
_POINT_ZERO = re.compile(r"(?<=\d)[.,]0+$")
_LABEL = re.compile(
    r"\b(?:telephone|téléphone|portable|whatsapp|mobile|orange|malitel|moov|tel|tél|cel|cell|wa|n°)\b\s*[:.]?",
    re.I,
)
# What parts two numbers; a single space or point stands inside of one.
_BETWEEN = re.compile(r"\s*(?:[/;|\n,&]|\bet\b|\bou\b| - |\s{2,})\s*")
_INSIDE = re.compile(r"[\s.\-()_']")
_NUMBER = re.compile(r"\+?\d{8,15}")
_MALI = "223"


def phones_in(cell) -> tuple[str, ...]:
    """The numbers of a cell, « +223 76 12 34 01 » each; none where it holds anything else."""
    if isinstance(cell, bool) or cell is None:
        return ()
    if isinstance(cell, float):
        cell = f"{cell:.0f}"
    if isinstance(cell, str) and len(cell) > MAX_LOOKED_AT:
        return ()
    text = _LABEL.sub(" ", str(cell)).strip(" :;,/-.")
    if not text or sum(sign.isdecimal() for sign in text) < 8:
        return ()
    if _SCIENTIFIC.fullmatch(text):
        text = f"{float(text.replace(',', '.')):.0f}"
    text = _POINT_ZERO.sub("", text)
    if whole := _number(text.replace(",", "")):
        return (whole,)
    numbers = []
    for part in filter(None, _BETWEEN.split(text)):
        if found := _number(part):
            numbers.append(found)
        elif several := _pairs(part):
            numbers.extend(several)
        else:
            return ()
    return tuple(dict.fromkeys(numbers))


def in_one_cell(numbers) -> str:
    """As many of the numbers as a telephone column holds."""
    kept = ""
    for number in dict.fromkeys(numbers):
        longer = f"{kept} / {number}" if kept else number
        if len(longer) > MAX_LENGTH:
            break
        kept = longer
    return kept


def digits_of(number: str) -> str:
    """What two spellings of one number have in common."""
    digits = re.sub(r"\D", "", number)
    return digits[-8:]


def _pairs(part):
    """« 76123401 66123401 », « 76 12 34 01 66 12 34 01 »: Malian numbers side by side."""
    digits = _INSIDE.sub("", part)
    if digits.isdecimal() and len(digits) in (16, 24) and not digits.startswith("00"):
        return [_number(digits[start : start + 8]) for start in range(0, len(digits), 8)]
    return []


def _number(text):
    bare = _INSIDE.sub("", text)
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    if not _NUMBER.fullmatch(bare):
        return ""
    digits = bare.lstrip("+")
    if len(digits) == 11 and digits.startswith(_MALI):
        digits = digits[3:]
    elif bare.startswith("+"):
        return bare
    if len(digits) == 8:
        return f"+{_MALI} " + " ".join(digits[start : start + 2] for start in range(0, 8, 2))
    # Twelve digits and more without a sign: another country's, whole.
    return f"+{digits}" if 10 < len(digits) <= 13 else ""
