"""What a column of an attendance list may hold, and the headings by which it is known.

Kit and wizard take their headings from here (`HEADINGS`), French and English; those of the printed sheet are
the same words, which a test types in and reads (tests/reports/documents/test_sign_in_sheets.py).
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from rss_registry.never_kept import never_kept
from rss_registry.text import fold


class Use(TextChoices):
    """What the wizard does with a column."""

    NUMBER = "number", _("n° sur la liste")
    FULL_NAME = "full_name", _("nom et prénom")
    FAMILY_NAME = "family_name", _("nom de famille")
    GIVEN_NAME = "given_name", _("prénom")
    MARRIED_NAME = "married_name", _("nom d’épouse")
    SEX = "sex", _("sexe")
    AGE = "age", _("âge ou tranche d’âge")
    CATEGORY = "category", _("catégorie")
    ORGANISATION = "organisation", _("organisation")
    FUNCTION = "function", _("fonction")
    FUNCTION_AND_ORGANISATION = "function_and_organisation", _("fonction et organisation")
    PHONE = "phone", _("téléphone")
    OTHER_PHONE = "other_phone", _("autre téléphone")
    EMAIL = "email", _("adresse électronique")
    CONTACT = "contact", _("téléphone ou adresse électronique")
    PHOTO_CONSENT = "photo_consent", _("accepte d’être photographié")
    CONTACT_CONSENT = "contact_consent", _("accepte d’être recontacté")
    # Two or more columns of which one is ticked, as on the printed sheet.
    WOMEN = "women", _("sexe : case « femme »")
    MEN = "men", _("sexe : case « homme »")
    UNDER_18 = "under_18", _("âge : case « moins de 18 ans »")
    YOUTH = "18_35", _("âge : case « 18–35 ans »")
    ADULT = "36_59", _("âge : case « 36–59 ans »")
    SENIOR = "60_plus", _("âge : case « 60 ans et plus »")
    PHOTO_YES = "photo_yes", _("photo : case « oui »")
    PHOTO_NO = "photo_no", _("photo : case « non »")
    CONTACT_YES = "contact_yes", _("être recontacté : case « oui »")
    CONTACT_NO = "contact_no", _("être recontacté : case « non »")
    PRESENCE = "presence", _("présence")
    SIGNATURE = "signature", _("signature (non gardée)")
    LOCALITY = "locality", _("localité (non gardée)")
    IGNORE = "ignore", _("ignorer")
    FORBIDDEN = "forbidden", _("jamais gardée")

    @classmethod
    def unkept(cls):
        """Of which nothing is stored."""
        return (cls.SIGNATURE, cls.LOCALITY, cls.IGNORE, cls.FORBIDDEN)

    @classmethod
    def repeatable(cls):
        """That several columns may have."""
        return (cls.PRESENCE, *cls.unkept())

    @classmethod
    def ticks(cls):
        """Columns in which a mark says what the heading names."""
        return (*cls.sex_ticks(), *cls.age_ticks(), *cls.consent_ticks())

    @classmethod
    def sex_ticks(cls):
        return (cls.WOMEN, cls.MEN)

    @classmethod
    def age_ticks(cls):
        return (cls.UNDER_18, cls.YOUTH, cls.ADULT, cls.SENIOR)

    @classmethod
    def consent_ticks(cls):
        return (cls.PHOTO_YES, cls.PHOTO_NO, cls.CONTACT_YES, cls.CONTACT_NO)


# What the register's own papers and files write above their columns.
HEADINGS = {
    Use.NUMBER: _("N°"),
    Use.FULL_NAME: _("Nom et prénom"),
    Use.FAMILY_NAME: _("Nom"),
    Use.GIVEN_NAME: _("Prénom"),
    Use.SEX: _("Sexe"),
    Use.AGE: _("Tranche d’âge"),
    Use.CATEGORY: _("Catégorie"),
    Use.ORGANISATION: _("Organisation"),
    Use.FUNCTION: _("Fonction"),
    Use.FUNCTION_AND_ORGANISATION: _("Organisation et fonction"),
    Use.PHONE: _("Téléphone"),
    Use.EMAIL: _("Adresse électronique"),
    Use.PHOTO_CONSENT: _("Photo"),
    Use.CONTACT_CONSENT: _("Accepte d’être recontacté"),
    Use.SIGNATURE: _("Signature"),
}

# Words that tell the use inside a longer heading.
_INSIDE = (
    (Use.PHOTO_CONSENT, r"photo\w*|image"),
    (Use.CONTACT_CONSENT, r"recontact\w*"),
    (
        Use.IGNORE,
        r"montant|per ?diem|transport|indemnite|observations?|nina|cni|piece|compte|orange money|frais",
    ),
    (Use.SIGNATURE, r"signatures?|emargements?|visa|paraphe"),
    (Use.MARRIED_NAME, r"epouse|marital"),
    (Use.FULL_NAME, r"(?:noms?|name).*prenoms?|prenoms?.*noms?|full names?|noms? complets?|participant\w*"),
    (Use.GIVEN_NAME, r"prenoms?|first names?|given names?"),
    (Use.FAMILY_NAME, r"noms? de famille|surname|last name|family name"),
    (Use.AGE, r"ages?|naissance|birth"),
    (Use.SEX, r"sexe|genre|gender|sex|civilite"),
    (Use.EMAIL, r"e ?mails?|mail|courriel|mel|electronique"),
    (Use.PHONE, r"tel\w*|phone|mobile|portable|whatsapp|cell\w*|gsm"),
    (Use.CONTACT, r"contacts?|coordonnees"),
    (Use.FUNCTION, r"fonctions?|postes?|qualites?|professions?|position|function|titres?|occupation|grade"),
    (
        Use.ORGANISATION,
        r"organi[sz]ations?|structures?|institutions?|ong|osc|associations?|organismes?|services?",
    ),
    (Use.CATEGORY, r"categories?|categorie|category"),
    (
        Use.LOCALITY,
        r"localites?|communes?|villages?|cercles?|regions?|provenance|quartiers?|adresses?|residence",
    ),
    (Use.PRESENCE, r"presences?|presente?s?|attendance|pointage"),
    (Use.FULL_NAME, r"noms?|names?"),
    (Use.NUMBER, r"n|no|numero"),
)
_PATTERNS = tuple((use, re.compile(rf"\b(?:{words})\b")) for use, words in _INSIDE)
_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_KNOWN: dict[str, tuple[Use, ...]] = {}
for _use, _headings in _WORDS.items():
    for _heading in _headings:
        _KNOWN[_heading] = (*_KNOWN.get(_heading, ()), Use(_use))
# Signs that fold to nothing, or to another word.
_SIGNS = {"#": Use.NUMBER, "n°": Use.NUMBER, "nº": Use.NUMBER, "n.": Use.NUMBER, "№": Use.NUMBER}
_SIGNS_OF_AGES = re.compile(r"\d+|[^\W\d_]+|[<>+≥≤]")
_AGE_WORDS = re.compile(r"\b(?:ages?|tranches?|ans?|annees?|de|d|a|et|to|years?|old)\b")
_OVER, _UNDER = {"+", ">", "≥", "plus", "over"}, {"<", "≤", "moins", "under"}
_PARTS = re.compile(r"\s*(?:/|\||\n|\(|\)|;| - | – )\s*")
_BOTH = {Use.FUNCTION, Use.ORGANISATION}
_REACHED = {Use.PHONE, Use.EMAIL}


_LONGEST = 300


@cache
def uses_of(heading: str) -> tuple[tuple[Use, float], ...]:
    """The uses that a heading tells, surest first: 1 where it is the whole heading, less for a part."""
    if not heading.strip():
        return ()
    if never_kept(heading):
        return ((Use.FORBIDDEN, 1.0),)
    # No heading is longer; its beginning tells what it is.
    heading = heading[:_LONGEST]
    if known := _whole(heading):
        return tuple((use, 1.0) for use in known)
    parts = [part for part in _PARTS.split(heading) if part]
    told = [use for part in parts for use in _whole(part)]
    if set(told) >= _BOTH:
        return ((Use.FUNCTION_AND_ORGANISATION, 1.0),)
    if set(told) >= _REACHED:
        return ((Use.CONTACT, 1.0),)
    scores: dict[Use, float] = {}
    for use in told:
        scores[use] = max(scores.get(use, 0), 0.95 if len(set(told)) == 1 else 0.8)
    folded = fold(heading)
    for rank, use in enumerate(dict.fromkeys(use for use, words in _PATTERNS if words.search(folded))):
        scores.setdefault(use, max(0.3, 0.75 - 0.12 * rank - 0.02 * max(0, len(folded.split()) - 4)))
    if Use.PHONE in scores and Use.EMAIL in scores:
        scores[Use.CONTACT] = 0.9
    if Use.FUNCTION in scores and Use.ORGANISATION in scores:
        scores[Use.FUNCTION_AND_ORGANISATION] = 0.9
    return tuple(sorted(scores.items(), key=lambda pair: -pair[1]))


def _whole(text):
    bare = "".join(text.split()).lower().strip(":.*")
    if not bare:
        return ()
    sign = _SIGNS.get(bare) or _band(text)
    folded = fold(text)
    return (sign,) if sign else _KNOWN.get(folded) or _own_headings().get(folded, ())


@cache
def _own_headings():
    """The register's own headings, in its languages."""
    known = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {fold(str(heading)): (use,) for use, heading in HEADINGS.items()}
    return known


def _band(text):
    """The box of an age band: « Âge 18–35 », « < 18 », « 60 ans et + ». What has no end is none of ours."""
    bare = _AGE_WORDS.sub(" ", " ".join(fold(sign) or sign for sign in _SIGNS_OF_AGES.findall(text.lower())))
    words = tuple(bare.split())
    numbers = [int(word) for word in words if word.isdecimal()]
    if not numbers or len(words) > 4 or not set(words) <= {*map(str, numbers), *_OVER, *_UNDER}:
        return None
    if len(numbers) == 2 and len(words) == 2 and numbers[0] < numbers[1] < 100:
        bounds = {(0, 17): Use.UNDER_18, (36, 59): Use.ADULT, (36, 60): Use.ADULT, (35, 59): Use.ADULT}
        return bounds.get(tuple(numbers)) or (
            Use.YOUTH if 15 <= numbers[0] <= 18 and numbers[1] in (35, 36) else None
        )
    if len(numbers) == 1 and len(words) > 1:
        if set(words) & _UNDER and numbers[0] in (17, 18):
            return Use.UNDER_18
        if set(words) & _OVER and numbers[0] == 60:
            return Use.SENIOR
    return None


def heading_strength(text: str) -> float:
    """How surely a cell is the heading of a column, and no value of one (0 to 1)."""
    uses = uses_of(text) if len(text) <= 80 else ()
    return uses[0][1] if uses else 0.0
