"""What a password must not be, beside Django's own rules: what one guesses first here.

« Bamako2026! » is a word of the region, a year and a sign, and every office has somebody with it.
"""

import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rss_registry.text import fold

_WORDS = Path(__file__).resolve().parent.parent / "data" / "weak_words.txt"
# As many letters must be left once every word that is guessed first is taken away.
_LEAST_OF_ITS_OWN = 5
_LEAST_LETTERS = 3
_LEAST_DIFFERENT_SIGNS = 6
# « p@$$w0rd » is « password ».
_AS_LETTERS = str.maketrans("@4€301!5$7", "aaeeoiisst")


class GuessedFirstValidator:
    """Refuses what is made of weak words, names of the account and of its organisation, figures and signs."""

    def validate(self, password, user=None):
        if len(set(password.lower())) < _LEAST_DIFFERENT_SIGNS:
            raise ValidationError(
                _("Ce mot de passe répète toujours les mêmes signes."), code="password_repeats"
            )
        words = weak_words() | _words_of(user)
        if any(_is_guessed(text, words) for text in (password, password.lower().translate(_AS_LETTERS))):
            raise ValidationError(
                _(
                    "Ce mot de passe est de ceux que l’on essaie d’abord : un mot courant, un nom de lieu, "
                    "de personne ou d’organisation, avec des chiffres. Prenez quatre mots sans rapport "
                    "entre eux."
                ),
                code="password_guessed_first",
            )

    def get_help_text(self):
        return _(
            "Le plus simple : quatre mots sans rapport entre eux, par exemple le début d’une phrase que vous "
            "seul connaissez. Pas de nom de lieu, de personne ou d’organisation suivi d’une année."
        )


@cache
def weak_words() -> frozenset[str]:
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _is_guessed(text, words):
    letters = re.sub(r"[^a-z]", "", fold(text))
    left = _left(letters, words)
    # Figures and signs without a word among them are none of these: they may have been drawn.
    return left < _LEAST_OF_ITS_OWN and (left < len(letters) or len(letters) < _LEAST_LETTERS)


def _left(letters, words):
    """How many letters no weak word explains, taking as much away as can be."""
    # fewest[i]: of the first i letters.
    fewest = [0]
    for end in range(1, len(letters) + 1):
        least = fewest[end - 1] + 1
        for start in range(end):
            if fewest[start] < least and letters[start:end] in words:
                least = fewest[start]
        fewest.append(least)
    return fewest[-1]


def _words_of(user):
    if user is None:
        return frozenset()
    texts = [user.get_username(), user.first_name, user.last_name, user.email]
    organisation = getattr(user, "organisation", None)
    if organisation is not None:
        texts += [organisation.name_fr, organisation.name_en or "", organisation.acronym or ""]
    words = {word for text in texts for word in re.findall(r"[a-z]+", fold(text or ""))}
    return frozenset(word for word in words if len(word) > 1)
