"""The HTML of a document, changed before it is laid out: texts that its fonts can draw, links, page numbers.

The fonts of the project have the letters of French, of the languages of Mali, Arabic and N'Ko. A character
that none of them has (an emoji, a Chinese title) would be an empty box, which both standards forbid; a font
of the machine would draw it on one server and not on another. It is replaced by its number, « [U+1F600] »,
which can be read, copied and looked up.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from html import escape, unescape
from io import BytesIO

from fontTools.ttLib import TTFont

# A link to another fragment of the same document, until the fragments are merged.
ELSEWHERE = "elsewhere:"
FONT = ".ttf"
MOST_NUMBERS = 3
BREAK = "\u200b"

# Invisible: places where a line may end, directions of writing, variants of the character before.
_INVISIBLE = re.compile("[\u00ad\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
_WHITE = frozenset(map(ord, f"\t\n\r\f{BREAK}"))
# No word of any language, and few web addresses.
_LONG_WORD = re.compile(r"\S{200,}")
# Never before a character that stands on the letter before it (accents, joiners, variation selectors).
_PIECE = re.compile("\\S{40}(?![\u0300-\u036f\u200d\u0610-\u061a\u064b-\u065f\u07eb-\u07f3\ufe00-\ufe0f])")

_BETWEEN_TAGS = re.compile(r"(?<=>)[^<]+")
_LINK_WITHIN = re.compile(r'(<a\b[^<>]*\shref=")#([^"]+)')
_ID = re.compile(r'(<[^<>]*\sid=")([^"]+)')
_PAGE_OF = re.compile(r'(<[^<>]*\bdata-page-of="([^"]*)"[^<>]*>)[^<]*')


def printable(html: str, assets: Mapping[str, bytes]) -> str:
    """The HTML with texts that the given fonts can draw, in lines that end."""
    fonts = frozenset(content for name, content in assets.items() if name.endswith(FONT))
    replace = replace_missing_glyphs if fonts else lambda text, fonts: text
    return _change_texts(html, lambda text: break_long_words(replace(text, fonts)))


def _change_texts(html: str, change: Callable[[str], str]) -> str:
    def changed(match: re.Match) -> str:
        text = unescape(match[0])
        return match[0] if (new := change(text)) == text else escape(new, quote=False)

    return _BETWEEN_TAGS.sub(changed, html)


def replace_missing_glyphs(text: str, fonts: frozenset[bytes]) -> str:
    """The text without what none of these fonts can draw."""
    return _outside(fonts).sub(_numbers, _INVISIBLE.sub("", text))


@cache
def _outside(fonts: frozenset[bytes]) -> re.Pattern:
    """Matches a run of characters that none of these fonts has."""
    covered = set(_WHITE)
    for font in fonts:
        covered.update(TTFont(BytesIO(font), lazy=True).getBestCmap())
    return re.compile(f"[^{''.join(re.escape(chr(character)) for character in sorted(covered))}]+")


def _numbers(run: re.Match) -> str:
    numbers = [f"U+{ord(character):04X}" for character in run[0][:MOST_NUMBERS]]
    more = [f"+{len(run[0]) - MOST_NUMBERS}"] if len(run[0]) > MOST_NUMBERS else []
    return f"[{' '.join([*numbers, *more])}]"


def break_long_words(text: str) -> str:
    """The text with places where a line may end in words of 200 letters and more.

    WeasyPrint measures all that is left of a word for each of its lines: 30,000 letters without a space
    took 12 s and 100,000 more than a minute; with these breaks, which are drawn and read as nothing, 2 s.
    """
    return _LONG_WORD.sub(lambda word: _PIECE.sub(r"\g<0>" + BREAK, word[0]), text)


def name_targets(html: str, prefix: str) -> str:
    """Begin the names of all targets with the prefix; mark the links to what other fragments hold."""
    here = {target for _, target in _ID.findall(html)}

    def link(match: re.Match) -> str:
        return f"{match[1]}#{prefix}{match[2]}" if match[2] in here else f"{match[1]}{ELSEWHERE}{match[2]}"

    return _LINK_WITHIN.sub(link, _ID.sub(lambda match: f"{match[1]}{prefix}{match[2]}", html))


def write_page_numbers(html: str, numbers: Mapping[str, int]) -> str:
    """Write into each `<… data-page-of="anchor">` the page of that anchor.

    CSS can do it too (`target-counter`), at the price of laying everything out twice.
    """
    return _PAGE_OF.sub(lambda match: f"{match[1]}{numbers.get(unescape(match[2]), 0)}", html)
