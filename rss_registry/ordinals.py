"""Ordinal numbers in figures: « 1er », « 2e » in French, “1st”, “2nd”, “11th” in English.

Not in the catalogues: one translated sentence cannot hold the four English endings.
"""

from django.utils.translation import get_language

ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def ordinal(number: int) -> str:
    """The masculine ordinal of `number` in the active language."""
    if (get_language() or "").startswith("en"):
        is_teen = number % 100 in (11, 12, 13)
        return f"{number}{'th' if is_teen else ENGLISH_ENDINGS.get(number % 10, 'th')}"
    return "1er" if number == 1 else f"{number}e"
