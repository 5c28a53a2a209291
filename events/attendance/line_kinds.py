"""What a line under the headings is: somebody, a total, a page mark, the signatures at the bottom."""

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.attendance.cells import text
from rss_registry.text import fold


class Reason(TextChoices):
    """Why a line of the sheet is nobody of the list."""

    TITLE = "title", _("titre")
    REPEATED_HEADER = "repeated_header", _("en-têtes répétés")
    FILTER = "filter", _("ligne de filtre")
    NUMBERING = "numbering", _("numéros de colonnes")
    EXAMPLE = "example", _("exemple de remplissage")
    GROUP = "group", _("titre d’un groupe")
    TOTAL = "total", _("total")
    PAGE = "page", _("numéro de page")
    NOBODY = "nobody", _("ligne numérotée sans personne")
    CLOSING = "closing", _("signatures et mentions du bas de page")
    NOTE = "note", _("note")
    CONTINUED = "continued", _("suite de la ligne précédente")
    OTHER_TABLE = "other_table", _("autre tableau")


_TOTAL = re.compile(
    r"(?:sous totaux|sous total|s total|stotal|total|totaux|ensemble|effectifs?|report|a reporter"
    r"|nombre (?:de|d|total)|nbre|nb (?:de|total)|recapitulatif|recap|grand total|subtotal|soit)\b"
)
_GENERAL = re.compile(
    r"(?:total general|grand total|total participants|total des participants|nombre total|total)\b"
)
_CLOSING = re.compile(
    r"(?:fait a|fait le|fait et|arretee?|certifie|vu et|visas?\b|cachet|lu et approuve|bamako,? le|done at"
    r"|(?:signature|nom) (?:du|de la|de l|des) (?!participant)"
    r"|pour (?:l|le|la) (?:organisation|ong|association|equipe|bureau)"
    r"|(?:le|la|l|les) (?:directeur|directrice|president|presidente|coordinateur|coordinatrice|coordonnateur"
    r"|coordonnatrice|rapporteur|rapporteuse|secretaire|responsable|organisateur|comptable|representant|chef|charge"
    r"|formateur|formatrice|facilitateur|facilitatrice|gestionnaire|point focal|maire|prefet|gouverneur)\b)"
)
_NOTE = re.compile(
    r"(?:nb|n b|legende|note|notes|source|remarque|p present|x present|a absent|lieu|date|activite|theme)\b"
)
_PAGE = re.compile(r"page \d+(?: (?:sur|de|of)? ?\d+)?|p \d+ \d+|\d+ \d+ page")
_FILTER = {"tous", "tout", "toutes", "all", "vides", "filtre", "filtrer", "trier", "tri", "non vides", ""}
_EXAMPLE = re.compile(r"(?:ex|exemple|example|e g)\b")
_STATED = re.compile(r"(?:liste|presents?|nombre|total)\b[^\d]{0,60}?(\d{1,5})\b")
_NUMBER = re.compile(r"\d{1,5}")
_SEPARATED = re.compile(r"(?<=\d)[\s\u202f](?=\d{3}\b)")


def is_filter(cells) -> bool:
    marks = sum(isinstance(cell, str) and fold(cell) in _FILTER and len(cell) <= 14 for cell in cells)
    return marks >= 0.6 * len(cells)


def is_numbering(cells) -> bool:
    """« 1 | 2 | 3 », « (1) | (2) », « A | B | C » under the headings."""
    words = [fold(text(cell)) for cell in cells]
    if len(words) < 3:
        return False
    if all(word.isdecimal() and len(word) < 3 for word in words):
        numbers = [int(word) for word in words]
        return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in (0, 1)
    return "".join(words) == "abcdefghijklmnopqrstuvwxyz"[: len(words)]


def is_example(cells) -> bool:
    return bool(_EXAMPLE.match(fold(text(cells[0]))))


def is_page_mark(cells) -> bool:
    return len(cells) <= 2 and any(_PAGE.fullmatch(fold(text(cell))) for cell in cells)


def is_total(cells) -> bool:
    return any(_TOTAL.match(fold(text(cell))) for cell in cells[:2] if isinstance(cell, str))


def is_closing(cells) -> bool:
    return any(_CLOSING.match(fold(text(cell))) for cell in cells if isinstance(cell, str))


def is_note(cells) -> bool:
    return len(cells) <= 2 and bool(_NOTE.match(fold(text(cells[0]))))


def number_stated(cells, people: int) -> tuple[int | None, int]:
    """How many people a line says there are above it, and how surely: 3 in a sentence, 2 as the total.

    `people`: how many were read, which tells what several numbers of one line are.
    """
    folded = fold(" ".join(_SEPARATED.sub("", text(cell)) for cell in cells))
    if is_closing(cells):
        found = _STATED.search(folded)
        return (int(found[1]), 3) if found else (None, 0)
    first = next((fold(text(cell)) for cell in cells if isinstance(cell, str)), "")
    if not _GENERAL.match(first) or "page" in first:
        return None, 0
    if in_words := _NUMBER.search(first):
        # « Total : 5 dont 2 femmes ».
        return int(in_words[0]), 2
    return _meant([int(number) for number in _NUMBER.findall(folded)], people), 2


def _meant(numbers, people):
    """Of « 3 | 2 | 5 » and of « 3 | 2 » under the boxes of each sex 5; of sums of days nothing."""
    if len(numbers) < 2:
        return numbers[0] if numbers else None
    if people in numbers or sum(numbers) == people:
        return people
    most = max(numbers)
    return most if 2 * most == sum(numbers) and len(numbers) == 3 else None
