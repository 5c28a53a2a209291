"""What people write of when something was, understood: French first, English too, files and forms alike.

« 7 et 8 mars 2020 », « du 29 février au 1er mars 2024 », « vers juin 2018 », « à partir du 11 octobre 2023 »,
« date inconnue », EDTF itself. What is not understood raises ValidationError, which quotes it.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rss_registry.edtf import DAY, EdtfError, When, parse
from rss_registry.exchange.refusals import refused
from rss_registry.points_in_words import PRECISE, PointError, Split, resolve
from rss_registry.words_of_numbers import number_in_words

# Sentences that say more than that it is no date.
PRECISE_REFUSALS = {*PRECISE, "weekday_differs", "dates_reversed"}

_UNDATED = re.compile(
    r"(?:dates? )?(?:inconnue?s?|non communiquee?s?|non precisee?s?|non datee?|sans date|unknown|not stated)"
    r"|undated|no date|unknown date|s d|n d|date not known"
)
_SPACES = re.compile(r"\s+")
_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad]")
_APOSTROPHES = re.compile("['\u2019\u02bc`´]")
_ORDINAL = re.compile(r"\b(\d{1,2}) ?(?:er|ere|e|eme|st|nd|rd|th)\b")
_MIDNIGHT = re.compile(r"[t ]00:00(?::00(?:\.0+)?)?$")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_NUMBER = r"\d{1,2}|[a-z]+(?:[ -](?:et[ -])?[a-z]+)?"
_DURATION = re.compile(
    r"[,;]?\s*\b(?:(?:pendant|durant|sur|pour|soit|for|over|lasting|d une duree de|duree)\s*:?\s*)?"
    rf"\b({_NUMBER}) (?:jours?|journees?|days?)\b(?: a compter| a partir)?\s*,?"
)
_MARKS = {
    "approximate": "environ|date approximative|dates approximatives|approximate date|about|approx",
    "uncertain": "date incertaine|dates incertaines|a confirmer|uncertain date|to be confirmed",
    "open": "fin non communiquee|fin inconnue|end not stated|end unknown",
    "until": "debut non communique|debut inconnu|start not stated|start unknown",
    "no_year": "annee non communiquee|annee inconnue|year not stated|year unknown",
}
_MARK_OF = {words: mark for mark, known in _MARKS.items() for words in known.split("|")}
_LINK = r"(?: (?:du|de|des|d|le|la|les|l|au|en|of|the|from|on|in))*"
_MONTH_OR_YEAR = r"(?= (?:du |de |d |of |l )?(?:[a-z]|\d{4}))(?! (?:le|les|the) )"
_BEGINNING = "debut|mi|milieu|fin|early|mid|late|beginning|end"
_LEADING = tuple(
    (re.compile(pattern), mark)
    for pattern, mark in (
        (rf"(?:a partir|a compter|depuis|des|starting|beginning on|since){_LINK} (?=\S)", "open"),
        (rf"(?:jusqu(?: a)?|until|till|up to){_LINK} (?=\S)", "until"),
        (r"~ ?", "approximate"),
        (rf"(?:vers|environ|autour|aux environs|aux alentours|circa|about|around|ca){_LINK} ", "approximate"),
        (rf"(?:approximately|approx){_LINK} ", "approximate"),
        (rf"(?:peut etre|sans doute|probablement|probably|perhaps){_LINK} ", "uncertain"),
        (rf"(?:{_BEGINNING})(?:-|{_LINK}{_MONTH_OR_YEAR} )", "approximate"),
        (rf"(?:(?:dans le |au )?courant|au cours|pendant|during){_LINK} ", ""),
        (r"(?:au mois|in the month|mois) (?:de|d|of) ", ""),
        (r"from ", "from"),
        (r"(?:les?|du|de|d|l|en|au|on|in|of|the|entre|between|annee|year|dates? ?:)(?: |$)", ""),
    )
)
_TRAILING = (
    (re.compile(r" (?:environ|approximativement|a peu pres|approximately|about)$"), "approximate"),
    (re.compile(r" ?\?$"), "uncertain"),
    (re.compile(r" ?~$"), "approximate"),
    (re.compile(r" ?[.;,]$"), ""),
    (re.compile(r" (?:derniers?|dernieres?|passee?s?|ecoulee?s?|last|past)$"), "past"),
    (re.compile(r" (?:prochaine?s?|a venir|next|coming)$"), "future"),
    (re.compile(r" (?:courant|de cette annee|cette annee|this year)$"), ""),
)


@dataclass(frozen=True)
class Understood:
    """When, in EDTF, and what else the words tell."""

    edtf: str
    stated_days: int | None = field(default=None, compare=False)
    """« deux jours »."""
    year_inferred: bool = field(default=False, compare=False)
    """Whether no word tells the year, so that it was taken from the day of reference."""


def understand(text: str, reference: date | None = None) -> Understood:
    """When `text` says that something was; `reference`: a day near to it, as that of the publication."""
    given = _SPACES.sub(" ", text).strip()
    if (found := _as_edtf(given)) is not None:
        return found
    words = _plain(given)
    if _UNDATED.fullmatch(_SPACES.sub(" ", re.sub(r"[.()\-]", " ", words)).strip()):
        return Understood("")
    words, marks, days = _stripped(words, given)
    try:
        split = Split.of(words)
        if "no_year" in marks:
            reference = None
        start, end, inferred = resolve(split, reference, past="past" in marks, future="future" in marks)
    except PointError as error:
        raise _refused(error.code, given, **error.params) from error
    is_one = start == end
    if "from" in marks and is_one:
        marks.add("open")
    if marks & {"open", "until"} and not is_one:
        raise _refused("not_understood", given)
    when = When(
        None if "until" in marks else start,
        None if "open" in marks or (is_one and start.precision == DAY and (days or 1) > 1) else end,
        approximate="approximate" in marks,
        uncertain="uncertain" in marks,
    )
    try:
        parse(when.text)
    except EdtfError as error:
        raise _refused(error.code, given) from error
    return Understood(when.text, days, inferred)


def validate_edtf(text: str) -> None:
    """For the columns that hold EDTF."""
    try:
        parse(text)
    except EdtfError as error:
        raise _refused(error.code, text) from error


def _as_edtf(given):
    """EDTF itself, also in small letters; None where it is none."""
    text = given.upper().replace("U", "X") if re.fullmatch(r"[0-9Xx~?%/.\-]+", given) else given
    try:
        return Understood(parse(text).text) if text else Understood("")
    except EdtfError as error:
        is_one = re.fullmatch(r"[0-9X]{4}-[0-9]{2}(?:-[0-9]{2})?(?:/[0-9X]{4}-.*)?", text)
        if error.code in PRECISE_REFUSALS and is_one:
            raise _refused(error.code, given) from error
        return None


def _plain(text):
    """Small letters without accents, one kind of space, of dash and of apostrophe."""
    text = _APOSTROPHES.sub(" ", _DASHES.sub("-", text))
    decomposed = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    letters = _MIDNIGHT.sub("", _DASHES.sub("-", letters))
    letters = re.sub(r"(?<=[a-z])\.", " ", letters.replace("%", "~ ?"))
    return _SPACES.sub(" ", _ORDINAL.sub(r"\1", letters)).strip()


def _stripped(words, given):
    """The days alone, what the other words say of them, and how many they are stated to be."""
    marks, days = set(), None
    for inside in _IN_BRACKETS.findall(words):
        for part in filter(None, (part.strip() for part in re.split("[;,]", inside))):
            if part in _MARK_OF:
                marks.add(_MARK_OF[part])
            elif (days := _number_of_days(_DURATION.fullmatch(part))) is None:
                raise _refused("not_understood", given)
    words = _IN_BRACKETS.sub(" ", words).strip()
    for found in _DURATION.finditer(words):
        if (number := _number_of_days(found)) is not None:
            days, words = number, f"{words[: found.start()]} {words[found.end() :]}".strip()
            break
    words, changed = _SPACES.sub(" ", words), True
    while changed:
        words, changed = _without_ends(words.strip(), marks)
    return words, marks, days


def _number_of_days(found):
    if found is None:
        return None
    number = int(found[1]) if found[1].isdigit() else number_in_words(found[1])
    return number or None


def _without_ends(words, marks):
    for pattern, mark in _LEADING:
        if found := pattern.match(words):
            marks.add(mark)
            return words[found.end() :], True
    for pattern, mark in _TRAILING:
        if found := pattern.search(words):
            marks.add(mark)
            return words[: found.start()], True
    return words, False


_SENTENCES = {
    "short_year": _("« %(cell)s » : écrivez l’année en quatre chiffres."),
    "month_first": _("« %(cell)s » : le jour vient avant le mois (JJ/MM/AAAA)."),
    "odd_year": _("« %(cell)s » : l’année est invraisemblable."),
    "no_such_day": _("« %(cell)s » n’existe pas dans le calendrier : vérifiez le jour et le mois."),
    "dates_reversed": _("« %(cell)s » : la fin précède le début."),
    "mixed": _("« %(cell)s » : donnez le début et la fin avec la même précision (jour, mois ou année)."),
    "not_consecutive": _(
        "« %(cell)s » : ces jours ne se suivent pas. Donnez le premier et le dernier (« du … au … »), "
        "et chaque jour parmi les séances."
    ),
    "weekday_differs": _("« %(cell)s » : le %(day)s est un %(weekday)s, et non un %(written)s."),
}
_NOT_UNDERSTOOD = _(
    "« %(cell)s » n’est pas compris comme une date. Écrivez par exemple « 29/02/2024 », "
    "« 7 et 8 mars 2020 », « du 29 février au 1er mars 2024 », « juin 2018 », « vers juin 2018 », "
    "« à partir du 11 octobre 2023 » ou « date inconnue »."
)


def _refused(code, given, **params) -> ValidationError:
    known = code in _SENTENCES
    return refused(
        _SENTENCES[code] if known else _NOT_UNDERSTOOD,
        given,
        code=code if known else "not_understood",
        **params,
    )
