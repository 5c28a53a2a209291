"""Words without end, given places where a line may end, before they reach the layout.

WeasyPrint measures all that is left of a word for each of its lines: 30,000 letters without a space
took 12 s and 100,000 more than a minute; with these breaks, which are drawn and read as nothing, 2 s.
"""

import re
from xml.etree.ElementTree import Element

BREAK = "\u200b"
# No word of any language, and few web addresses.
_LONG_WORD = re.compile(r"\S{200,}")
# Never before a sign that stands on the letter before it (accents, joiners, variation selectors).
_PIECE = re.compile("\\S{40}(?![\u0300-\u036f\u200d\u0610-\u061a\u064b-\u065f\u07eb-\u07f3\ufe00-\ufe0f])")


def break_long_words(document: Element) -> None:
    for element in document.iter():
        if element.text:
            element.text = _with_breaks(element.text)
        if element.tail:
            element.tail = _with_breaks(element.tail)


def _with_breaks(text: str) -> str:
    return _LONG_WORD.sub(lambda word: _PIECE.sub(r"\g<0>" + BREAK, word[0]), text)
