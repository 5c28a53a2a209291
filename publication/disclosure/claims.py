"""What sources say of a headcount in their own words, beside the numbers that are shown or withheld."""

import re
from collections.abc import Iterable

from publication.disclosure.types import Disclosed
from rss_registry.figures import THRESHOLD

_NUMBER = re.compile(r"\d{1,3}(?:[\s.,\u00a0\u202f]\d{3})+|\d+")
# From two on in French and English, for any threshold that there may be.
IN_WORDS = (
    *("deux|two", "trois|three", "quatre|four", "cinq|five", "six", "sept|seven", "huit|eight"),
    *("neuf|nine", "dix|ten", "onze|eleven", "douze|twelve", "treize|thirteen", "quatorze|fourteen"),
)
# Below the threshold in words; « une quarantaine » and « un atelier » are none.
_SMALL_IN_WORDS = re.compile(
    rf"\b(({'|'.join(IN_WORDS[: THRESHOLD - 2])})\b|(une?|one|a single|seule?)\s+(seule?\s+)?"
    r"(femme|homme|fille|participant|personne|jeune|woman|man|girl|person))",
    re.IGNORECASE,
)
# Words that make of a number a part of the participants.
_PART = re.compile(
    r"femme|homme|fille|garçon|jeune|enfant|mineur|élu|\bfds\b|militaire|policier|gendarme|membre|"
    r"wom[ae]n|\bm[ae]n\b|girl|boy|youth|child|member|\bdont\b|including|among|parmi|of whom|%",
    re.IGNORECASE,
)


def claims_may_be_disclosed(texts: Iterable[str], disclosed: Disclosed) -> bool:
    """Whether claims of a headcount may be quoted, all of them together or none.

    Not where anything of the headcount is withheld, since a claim is a second count of the same people;
    nor where a claim holds a small number, or a part that leaves few of another number.
    """
    texts = list(texts)
    if disclosed.is_suppressed:
        return False
    figures = [disclosed.total, *(figure for cells in disclosed.splits.values() for figure in cells.values())]
    shown = {figure.number for figure in figures if figure.is_known}
    said = {int(re.sub(r"\D", "", found)) for text in texts for found in _NUMBER.findall(text)}
    if any(0 < number < THRESHOLD for number in said - shown) or any(map(_SMALL_IN_WORDS.search, texts)):
        return False
    if not any(map(_PART.search, texts)):
        return True
    return not any(0 < abs(one - other) < THRESHOLD for one in said - shown for other in said | shown)
