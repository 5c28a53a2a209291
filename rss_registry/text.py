"""Folding of text, so that a search finds « État » when one types « etat »."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ɛ": "e", "ɔ": "o", "ɲ": "n", "ŋ": "n"})
# Letters and digits of every script: Arabic and N’Ko are written in Mali too.
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures or punctuation, words single-spaced.

    Bambara letters fold to the Latin letter that people type on a French keyboard (ɛ → e).
    """
    lowered = text.lower().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFKD", lowered)
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _NOT_WORD.sub(" ", letters).strip()


def without_nul(text: str) -> str:
    """The text as every database can keep it: PostgreSQL has no room for the sign of number zero."""
    return text.replace("\0", "")
