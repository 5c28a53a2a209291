"""Signs between words, with the spaces that they have in French and have not in English."""

from collections.abc import Iterable

from django.utils.translation import get_language


def _is_french():
    return (get_language() or "").startswith("fr")


def colon() -> str:
    """« nom : », “name:”."""
    return "\u00a0: " if _is_french() else ": "


def semicolon() -> str:
    """« a ; b », “a; b”."""
    return "\u202f; " if _is_french() else "; "


def semicolons(parts: Iterable[str]) -> str:
    """What is not empty, with semicolons between."""
    return semicolon().join(part for part in parts if part)
