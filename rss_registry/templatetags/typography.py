"""French typography in templates: no-break spaces, percentages, days and spans of days."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from rss_registry import signs
from rss_registry.dates import day_text, span_text

register = template.Library()

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
_BEFORE_HIGH_SIGN = re.compile(r"[ \u00a0]+(?=[;!?])")
_BEFORE_SIGN = re.compile(r" +(?=[:»%])")
_AFTER_QUOTE = re.compile(r"(?<=«) +")
_AFTER_NUMBER_SIGN = re.compile(r"\b([nN]°) +(?=\d)")
_FRENCH_ORDINAL = re.compile(r"\b(1)(er)\b|\b(\d+)(e)\b")


register.simple_tag(signs.colon)
register.simple_tag(signs.semicolon)


@register.filter(is_safe=True)
def typeset(text):
    """Text typed with plain spaces and straight apostrophes, as a French printer would set it; lists too."""
    if isinstance(text, list | tuple):
        return [typeset(item) for item in text]
    text = str(text).replace("'", "’")
    text = _BEFORE_HIGH_SIGN.sub(NARROW_NO_BREAK, text)
    text = _BEFORE_SIGN.sub(NO_BREAK, text)
    text = _AFTER_NUMBER_SIGN.sub(rf"\1{NO_BREAK}", text)
    return _AFTER_QUOTE.sub(NO_BREAK, text)


@register.filter
def shortened(text, length):
    """The first words of a text that is too long, and an ellipsis; a word without end is cut."""
    text = str(text)
    if len(text) <= length:
        return text
    return f"{text[:length].rpartition(' ')[0] or text[: length - 1]}…"


@register.filter
def raised(text):
    """Escaped text with the ending of a French ordinal above the line: 1<sup>er</sup> mars."""
    text = conditional_escape(text)
    if not (get_language() or "").startswith("fr"):
        return text
    return mark_safe(_FRENCH_ORDINAL.sub(r"\1\3<sup>\2\4</sup>", text))


@register.filter
def percent(number):
    """A whole percentage, with its space where the language has one: « 39 % », “39%”."""
    space = NARROW_NO_BREAK if (get_language() or "").startswith("fr") else ""
    return f"{round(number)}{space}%"


@register.filter
def day(date, precision="day"):
    """« 1er mars 2024 », or as much of it as `precision` says is known."""
    return day_text(date, precision)


@register.simple_tag
def span(start, end, precision="day"):
    """« 28–30 mars 2023 », or as much of it as `precision` says is known."""
    return span_text(start, end, precision)
