"""Why a search found an event: the piece of its public texts that holds what the line does not show.

Read from the texts that the page of the event shows in this language, never from the index: that one
holds both languages, and what it says of people and places is not all written on every page.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.models.search_terms import SearchTerms, words_of
from publication.facts import EventFacts
from publication.list_items import Excerpt

# What is read at a glance: some words before the first match, then the rest of the piece.
BEFORE, LONGEST = 70, 220
# A text full of the word is as well explained by its beginning.
MOST_MATCHES = 100
# Words that everybody types and that explain nothing: no excerpt is made for them alone.
_SMALL = frozenset(
    "a au aux ce d dans de des du en et l la le les ou par pour que qui sur un une "  # noqa: SIM905
    "an and at by for from in of on or the to with".split()
)
_WORD = re.compile(r"\w+")


class Matcher:
    """The words that a search asks for, to be recognised in a text as it is written."""

    def __init__(self, search: str):
        terms = SearchTerms.of(search)
        self.words, self.beginning = frozenset(terms.all_words), terms.beginning

    def __bool__(self):
        return bool(self.words or self.beginning)

    @property
    def all(self) -> set[str]:
        return {*self.words, self.beginning} - {""}

    def among(self, words: Iterable[str]) -> set[str]:
        """Which of the words asked for are among `words`, which are folded."""
        words = list(words)
        found = self.words.intersection(words)
        if self.beginning and any(word.startswith(self.beginning) for word in words):
            return {*found, self.beginning}
        return set(found)

    def in_text(self, text: str) -> Iterable[tuple[re.Match, set[str]]]:
        """Each word of `text` that is asked for, with what it answers.

        One word of a text may fold to several: « 2e_phase ».
        """
        for word in _WORD.finditer(text):
            if found := self.among(words_of(word.group())):
                yield word, found


def composed(text: str) -> str:
    """« é » as one letter, so that no word is cut at its accents."""
    return unicodedata.normalize("NFC", text)


def excerpt_of(facts: EventFacts, search: str, shown: Iterable[str]) -> Excerpt | None:
    """Where the texts of an event hold what `search` asks for and what is `shown` of it does not."""
    matcher = Matcher(search)
    missing = matcher.all - _SMALL - matcher.among(words_of(" ".join(shown)))
    if not missing:
        return None
    # Folded as a whole first: most texts hold nothing.
    held = [
        (len(found), label, text)
        for label, text in _public_texts(facts)
        if (found := missing & matcher.among(words_of(text)))
    ]
    if not held:
        return None
    _number, label, text = max(held, key=lambda candidate: candidate[0])
    return Excerpt(label, _piece(composed(" ".join(text.split())), matcher, missing))


def _public_texts(facts):
    """(name, text) of what is published as it is written."""
    for narrative in facts.narratives:
        for text in (narrative.text, *narrative.points):
            yield narrative.heading, text
    for recommendation in facts.all_said:
        yield _("Recommandations"), recommendation.text
    yield _("Lieu"), f"{facts.venue} {facts.place_note}"
    origins = ", ".join(link.name for link in facts.origins)
    yield _("Provenance des participants"), f"{origins} {facts.origin_note}"
    for figure in facts.figures:
        yield capfirst(figure.role), ", ".join(filter(None, (figure.name, *figure.spellings, figure.title)))
        yield figure.name or figure.title, figure.statement


def _piece(text, matcher, missing):
    """The piece that answers the most, whole words only, with « … » where text is left out."""
    matches = [(word, found & missing) for word, found in matcher.in_text(text) if found & missing]
    matches = matches[:MOST_MATCHES]

    def answered_from(match):
        reach = match[0].start() + LONGEST - BEFORE
        near = (found for word, found in matches if match[0].start() <= word.start() < reach)
        return len(set().union(*near))

    first, _found = max(matches, key=answered_from)
    start = _start_before(text, first.start())
    end = _end_after(text, max(start + LONGEST, first.end()))
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _start_before(text, match):
    """The beginning of the sentence when it is near, otherwise of a word."""
    if match <= BEFORE:
        return 0
    sentence = text.rfind(". ", match - BEFORE, match)
    if sentence >= 0:
        return sentence + 2
    space = text.find(" ", match - BEFORE, match)
    return space + 1 if space >= 0 else match


def _end_after(text, end):
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", 0, end + 1)
    return space if space > 0 else end
