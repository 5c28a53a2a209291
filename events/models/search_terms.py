"""What a reader of the register types into the search box, as words to look for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from rss_registry.full_text import BARRIER
from rss_registry.text import fold

# Longer words are cut, on both sides: PostgreSQL refuses some that SQLite takes.
LONGEST_WORD = 60
MOST_TERMS = 40
LONGEST_QUERY = 1000
_QUOTED = re.compile(r"[\"«“„”»]([^\"«“„”»]*)[\"«“„”»]")
_ENDS_IN_PHRASE = re.compile(_QUOTED.pattern + r"\s*$")


def words_of(text: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in fold(text).split()]


def search_text(texts: Iterable[str]) -> str:
    """The folded texts of an event, each once and apart, so that no phrase runs from one into the next."""
    folded = dict.fromkeys(" ".join(words_of(text)) for text in texts)
    return f" {BARRIER.join(filter(None, folded))} "


# Words that one title has and the same title told otherwise has not.
_SMALL_WORDS = {
    *("a", "au", "aux", "avec", "ce", "ces", "cette", "d", "dans", "de", "des", "du", "en", "et", "l", "la"),
    *("le", "les", "ou", "par", "pour", "s", "sa", "se", "ses", "sous", "sur", "un", "une"),
    *("an", "and", "at", "for", "from", "in", "of", "on", "the", "to", "with"),
}


def title_key(title: str) -> str:
    """What two writings of one title share: its words that count, whatever their order."""
    return " ".join(sorted({*words_of(title)} - _SMALL_WORDS))[:250]


def venue_key(venue: str) -> str:
    return " ".join(words_of(venue))[:200]


@dataclass(frozen=True)
class SearchTerms:
    """What a reader typed: words, phrases in quotes, and the beginning of a last word."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    beginning: str = ""

    @classmethod
    def of(cls, text: str) -> "SearchTerms":
        text = text[:LONGEST_QUERY]
        phrases = [" ".join(words_of(quoted)) for quoted in _QUOTED.findall(text)]
        words = words_of(_QUOTED.sub(" ", text))
        # The last word is still being typed, unless the text ends with a phrase.
        beginning = words.pop() if words and not _ENDS_IN_PHRASE.search(text) else ""
        return cls(
            tuple(dict.fromkeys(words[:MOST_TERMS])),
            tuple(dict.fromkeys(filter(None, phrases[:MOST_TERMS]))),
            beginning,
        )

    def __bool__(self):
        return bool(self.words or self.phrases or self.beginning)

    @property
    def all_words(self) -> list[str]:
        """Every whole word that must be there."""
        return list(
            dict.fromkeys([*self.words, *(word for phrase in self.phrases for word in phrase.split())])
        )


def matching_text(events: QuerySet, index: QuerySet, text: str) -> QuerySet:
    """Events that hold every word and « phrase » of `text`; its last word may be the start of one.

    `index` holds their words, and their relation `search_text` the texts in which phrases stand.
    """
    if not text.strip():
        return events
    terms = SearchTerms.of(text)
    if not terms:
        return events.none()
    found = events.filter(pk__in=index.filter(words__holds=terms).values("pk"))
    for phrase in terms.phrases:
        found = found.filter(search_text__text__contains=f" {phrase} ")
    return found
