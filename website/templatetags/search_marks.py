"""What a search found, marked in the text that it found."""

from dataclasses import replace
from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from publication.models import PublishedEvent
from publication.questions.excerpts import Matcher, composed, excerpt_of
from publication.questions.reading import facts_of_events

register = template.Library()


# One page marks a hundred texts for the same search.
_matcher = lru_cache(maxsize=8)(Matcher)


@register.filter
def marked(text, search):
    """`text`, escaped, with each word that `search` asks for in `<mark>`; accents and case apart."""
    matcher = _matcher(search or "")
    text = composed(str(text))
    if not matcher:
        return escape(text)
    parts, end = [], 0
    for word, _found in matcher.in_text(text):
        parts += [escape(text[end : word.start()]), mark_safe("<mark>"), escape(word.group())]
        parts.append(mark_safe("</mark>"))
        end = word.end()
    return mark_safe("".join([*parts, escape(text[end:])]))


@register.simple_tag
def with_excerpts(items, search):
    """The same items; after a search, each says where it was found when its title and facts do not."""
    if not search or not items:
        return items
    events = PublishedEvent.objects.open().filter(reference__in=[item.reference for item in items])
    facts = {each.reference: each for each in facts_of_events(events)}
    return [
        replace(item, excerpt=excerpt_of(facts[item.reference], search, item.shown))
        if item.reference in facts
        else item
        for item in items
    ]
