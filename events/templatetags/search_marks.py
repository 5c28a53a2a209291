"""What a search found, marked in the text that it found."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from events.models.search_terms import SearchTerms
from rss_registry.text import fold

register = template.Library()

_WORD = re.compile(r"\w+")


@register.filter
def marked(text, search):
    """`text`, escaped, with each word that `search` asks for in `<mark>`; accents and case apart."""
    terms = SearchTerms.of(search or "")
    if not terms:
        return escape(text)
    parts, end = [], 0
    for word in _WORD.finditer(str(text)):
        if _is_asked_for(word.group(), terms):
            parts += [escape(text[end : word.start()]), mark_safe("<mark>"), escape(word.group())]
            parts.append(mark_safe("</mark>"))
            end = word.end()
    return mark_safe("".join([*parts, escape(text[end:])]))


def _is_asked_for(word, terms):
    # One word of a text may fold to two: « œuvre », but also « 2e_phase ».
    return any(
        part in terms.all_words or (terms.beginning and part.startswith(terms.beginning))
        for part in fold(word).split()
    )
