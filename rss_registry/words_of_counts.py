"""Counts as people write them: « 18 », « douze », « environ 40 », « plus de 80 », « une trentaine »."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rss_registry.exchange.cells import whole_of
from rss_registry.exchange.refusals import refused
from rss_registry.figures import Basis
from rss_registry.text import fold
from rss_registry.words_of_numbers import number_in_words

_SIGNS = {
    "≈": Basis.APPROXIMATE,
    "~": Basis.APPROXIMATE,
    "±": Basis.APPROXIMATE,
    ">=": Basis.AT_LEAST,
    "≥": Basis.AT_LEAST,
    ">": Basis.AT_LEAST,
}
_WORDS = {
    "environ": Basis.APPROXIMATE,
    "env": Basis.APPROXIMATE,
    "autour de": Basis.APPROXIMATE,
    "a peu pres": Basis.APPROXIMATE,
    "pres de": Basis.APPROXIMATE,
    "approximativement": Basis.APPROXIMATE,
    "about": Basis.APPROXIMATE,
    "around": Basis.APPROXIMATE,
    "approximately": Basis.APPROXIMATE,
    "approx": Basis.APPROXIMATE,
    "au moins": Basis.AT_LEAST,
    "plus de": Basis.AT_LEAST,
    "at least": Basis.AT_LEAST,
    "more than": Basis.AT_LEAST,
    "over": Basis.AT_LEAST,
}
_COLLECTIVES = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
}
_SIGNED = re.compile(r"(≈|~|±|>=|≥|>)\s*(.+)", re.DOTALL)
_WORDED = re.compile(r"([^0-9]+?)\.?\s*([0-9].*)", re.DOTALL)
_COLLECTIVE = re.compile(r"(?P<before>environ |pres d |plus d |au moins )?une (?P<noun>\w+)")
_ENGLISH_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
# « 40 personnes » is how a person writes it, and means 40.
_UNIT = re.compile(
    r"\s*(?:de |d’|d')?(?:(?P<persons>personnes?|participante?s?|people|persons?|participants)"
    r"|(?P<organisations>organisations?|osc|ong|associations?|structures?|organizations?|cso|csos|ngos?)"
    r"(?: .*)?)\s*\Z",
    re.IGNORECASE,
)
PERSONS, ORGANISATIONS = "persons", "organisations"


class Count(NamedTuple):
    """A number and how far it can be trusted."""

    number: int
    basis: str = Basis.EXACT


def unit_in(cell) -> str:
    """What the cell says that it counts: persons or organisations; empty where it does not say."""
    found = _UNIT.search(cell.strip()) if isinstance(cell, str) else None
    return (found and (PERSONS if found["persons"] else ORGANISATIONS)) or ""


def count_of(cell, *, of: str = "") -> Count:
    """The count of a cell; `of`: what it must count where it says so (« 18 OSC » are not 18 persons)."""
    if not isinstance(cell, str):
        return Count(not_negative(whole_of(cell), cell))
    if of and unit_in(cell) not in ("", of):
        raise _counts_something_else(cell, of)
    text = _UNIT.sub("", cell.strip())
    if (found := _COLLECTIVE.fullmatch(fold(text))) and found["noun"] in _COLLECTIVES:
        is_least = found["before"] in ("plus d ", "au moins ")
        return Count(_COLLECTIVES[found["noun"]], Basis.AT_LEAST if is_least else Basis.APPROXIMATE)
    if found := _SIGNED.fullmatch(text):
        return Count(_number(found[2], cell), _SIGNS[found[1]])
    if (found := _WORDED.fullmatch(text)) and (word := fold(found[1])) in _WORDS:
        return Count(_number(found[2], cell), _WORDS[word])
    if text.endswith("+"):
        return Count(_number(text[:-1], cell), Basis.AT_LEAST)
    if (found := _in_words(fold(text))) is not None:
        return found
    return Count(_number(text, cell))


def count_text(count: Count, *, codes=False) -> str:
    """The words of a count that is not exact, which `count_of` understands again."""
    if codes:
        return f"{'~' if count.basis == Basis.APPROXIMATE else '>='}{count.number}"
    if count.basis == Basis.APPROXIMATE:
        return _("environ %(number)s") % {"number": count.number}
    return _("au moins %(number)s") % {"number": count.number}


def _in_words(words):
    """« douze », « une douzaine », « au moins trente »; None where it is none."""
    for before, basis in ((f"{start} ", basis) for start, basis in _WORDS.items()):
        if words.startswith(before) and (number := number_in_words(words.removeprefix(before))) is not None:
            return Count(number, basis)
    number = number_in_words(words)
    return None if number is None else Count(number)


def _number(text, cell):
    try:
        text = text.strip()
        return not_negative(
            whole_of(text.replace(",", "") if _ENGLISH_THOUSANDS.fullmatch(text) else text), cell
        )
    except ValidationError as error:
        raise _not_a_count(cell) from error


def not_negative(number, cell):
    if number < 0:
        raise _not_a_count(cell)
    return number


def _counts_something_else(cell, of):
    sentence = (
        _(
            "« %(cell)s » compte des organisations, et non des personnes : laissez cette case vide, et "
            "donnez ce nombre parmi les organisations présentes."
        )
        if of == PERSONS
        else _("« %(cell)s » compte des personnes, et non des organisations.")
    )
    return refused(sentence, cell, code="other_unit")


def _not_a_count(cell):
    return refused(
        _(
            "« %(cell)s » n’est pas un nombre de personnes : écrivez 40, « environ 40 » ou « au moins 40 » ; "
            "laissez vide si le nombre n’est pas communiqué."
        ),
        cell,
        code="not_a_count",
    )
