"""What a search found, marked in the text that it found."""

from dataclasses import replace

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from publication.questions.excerpts import Matcher, composed, excerpt_of, with_public_texts

register = template.Library()


@register.filter
def marked(text, search):
    """`text`, escaped, with each word that `search` asks for in `<mark>`; accents and case apart."""
    matcher = Matcher(search or "")
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
def with_excerpts(lines, search):
    """The same lines; after a search, each says where it was found when its title and facts do not."""
    if not search or not lines:
        return lines
    with_public_texts(line.event for line in lines)
    return [replace(line, excerpt=excerpt_of(line.event, search, line.shown)) for line in lines]
