"""Signs that no face of the project can draw, said by their number before they reach the layout.

The vendored faces hold the letters of French, of the languages of Mali, Arabic and N'Ko. What else
somebody pastes (an emoji, a Chinese title) would be an empty box, which tells nothing and which both
standards forbid; a face of the machine would draw it on one server and not on another. « [U+1F600] »
can be read, copied and looked up.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from xml.etree.ElementTree import Element

from fontTools.ttLib import TTFont

FONT = ".ttf"
MOST_NUMBERS = 3
# Invisible: places where a line may end, directions of writing, variants of the sign before.
_SILENT = re.compile("[\u00ad\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
_WHITE = frozenset(map(ord, "\t\n\r\f\u200b"))


def say_missing_glyphs(document: Element, assets: Mapping[str, bytes]) -> None:
    """Change the texts of the document so that its faces can draw all of them."""
    faces = frozenset(content for name, content in assets.items() if name.endswith(FONT))
    if not faces:
        return
    missing = _outside(faces)
    for element in document.iter():
        if element.text:
            element.text = missing.sub(_numbers, _SILENT.sub("", element.text))
        if element.tail:
            element.tail = missing.sub(_numbers, _SILENT.sub("", element.tail))


@cache
def _outside(faces: Iterable[bytes]) -> re.Pattern:
    """What finds a run of signs that none of these faces has."""
    covered = set(_WHITE)
    for face in faces:
        covered.update(TTFont(BytesIO(face), lazy=True).getBestCmap())
    return re.compile(f"[^{''.join(re.escape(chr(sign)) for sign in sorted(covered))}]+")


def _numbers(run: re.Match) -> str:
    numbers = [f"U+{ord(sign):04X}" for sign in run[0][:MOST_NUMBERS]]
    more = [f"+{len(run[0]) - MOST_NUMBERS}"] if len(run[0]) > MOST_NUMBERS else []
    return f"[{' '.join([*numbers, *more])}]"
