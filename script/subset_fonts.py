#!/usr/bin/env python3
"""Makes the four vendored faces of static/fonts/ from Noto Sans.

Run it as `.venv/bin/python script/subset_fonts.py FOLDER`, where FOLDER holds the four files
named in SOURCES (static/fonts/README.md says where they come from). The same input gives
the same bytes, so that a test of the result is a test of what is in the repository.

Why a subset of our own: substitution features (ligatures) break the reading order of a
tagged PDF, and a whole face weighs fifteen times more. Why another family name: the
files are a modified version, and must not be mistaken for a Noto Sans of the reader's system.
"""

import hashlib
import sys
from pathlib import Path

from fontTools import subset
from fontTools.misc.transform import Offset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "RSS Sans"
TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"
# Seconds since 1904, as fonts count: 1 January 2026. A real date would change the bytes at every run.
MODIFIED = 3_850_070_400

UPRIGHT, ITALIC = "NotoSans[wdth,wght].ttf", "NotoSans-Italic[wdth,wght].ttf"
MATH, SYMBOLS = "NotoSansMath-Regular.ttf", "NotoSansSymbols2-Regular.ttf"
SOURCES = {
    UPRIGHT: "bfb7bb691513f12e734dc346c03a03f784912432d7e3fa8e56efcf906fe86b3d",
    ITALIC: "58e6e0ebd1931b29a365aa2d3e2ee9a9e831a3af7cf3ad1462d4e72154f0b291",
    MATH: "8242bd1e55368b27e32455260754cf9aa58f3ad7ea80664b66c21f1b09910d6c",
    SYMBOLS: "876598db5f1e3bef2bc77c4d94c5b0d5d2c1620be4878a06f18fb5434e331688",
}
FACES = {  # style name: (source, weight)
    "Regular": (UPRIGHT, 400),
    "Bold": (UPRIGHT, 700),
    "Italic": (ITALIC, 400),
    "Bold Italic": (ITALIC, 700),
}

LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180)]
# Bambara and its neighbours (Fulfulde, Songhay, Tamasheq), with the tone marks that stand over them.
MALI = [ord(letter) for letter in "ƏəƐɛƆɔƝɲƊɗƁɓƳƴƇƈŊŋ"] + [0x300, 0x301, 0x302, 0x303, 0x308, 0x30C]
TYPOGRAPHY = [ord(sign) for sign in "\u2010\u2011‒–—‘’‚“”„†•…\u202f‰′″‹›₣€™"]
# Noto Sans has no such signs. The arrows, the dot and the tick come from its sister fonts …
BORROWED = {MATH: "←↑→↓", SYMBOLS: "●✓"}
# … and these are put together from the face's own signs, so that « ≈ 40 » is as bold as its number: which
# sign, which of its outlines, how far up it goes. (The minus of the source's italic is a hyphen.)
EVERY, BAR = slice(None), slice(0, 1)
COMPOSED = {
    "≈": (("~", EVERY, 130), ("~", EVERY, -130)),
    "≤": (("<", EVERY, 75), ("=", BAR, -370)),
    "≥": ((">", EVERY, 75), ("=", BAR, -370)),
    "−": (("=", BAR, -98),),
}


def read_source(folder, name):
    path = folder / name
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SOURCES[name]:
        sys.exit(f"{path}: not the version that static/fonts/README.md names (sha256 {found})")
    return TTFont(path, recalcTimestamp=False)


def draw(pen, glyphs, name, outlines=EVERY, shift=0):
    recording = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(recording)
    contours = []
    for step in recording.value:
        if step[0] == "moveTo":
            contours.append([])
        contours[-1].append(step)
    recording.value = [step for contour in contours[outlines] for step in contour]
    recording.replay(TransformPen(pen, Offset(0, shift)))


def add_glyph(font, sign, pen, width):
    name = f"uni{ord(sign):04X}"
    glyph = font["glyf"][name] = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap[ord(sign)] = name


def add_missing_signs(font, folder):
    own, names = font.getGlyphSet(), font.getBestCmap()
    for sign, parts in COMPOSED.items():
        pen = TTGlyphPen(None)
        for part, outlines, shift in parts:
            draw(pen, own, names[ord(part)], outlines, shift)
        add_glyph(font, sign, pen, own[names[ord(parts[0][0])]].width)
    for source, signs in BORROWED.items():
        sister = read_source(folder, source)
        glyphs, names = sister.getGlyphSet(), sister.getBestCmap()
        for sign in signs:
            pen = TTGlyphPen(None)
            draw(pen, glyphs, names[ord(sign)])
            add_glyph(font, sign, pen, glyphs[names[ord(sign)]].width)
    font.setGlyphOrder(list(font["glyf"].glyphOrder))


def keep_only_needed(font):
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["GSUB", "STAT", "DSIG"]
    subsetter = subset.Subsetter(options)
    signs = [ord(sign) for sign in "".join([*COMPOSED, *BORROWED.values()])]
    subsetter.populate(unicodes=[*LETTERS, *MALI, *TYPOGRAPHY, *signs])
    subsetter.subset(font)


def name_face(font, style):
    compact = style.replace(" ", "")
    # 1, 2: family and style; 3: unique; 4: full; 6: PostScript. Copyright, version and licence stay.
    names = {
        1: FAMILY,
        2: style,
        3: f"RSS-{compact}; subset of Noto Sans 2.015",
        4: f"{FAMILY} {style}",
        6: f"RSSSans-{compact}",
    }
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 13, 14)]
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)
    bold, italic = "Bold" in style, "Italic" in style
    font["head"].macStyle = bold | italic << 1
    selection = font["OS/2"].fsSelection & ~0b1100001
    font["OS/2"].fsSelection = selection | italic | bold << 5 | (style == "Regular") << 6
    font["head"].modified = MODIFIED


def main(folder):
    for style, (source, weight) in FACES.items():
        font = instantiateVariableFont(read_source(folder, source), {"wght": weight, "wdth": 100})
        add_missing_signs(font, folder)
        keep_only_needed(font)
        name_face(font, style)
        target = TARGET / f"RSS-{style.replace(' ', '')}.ttf"
        font.save(target)
        print(f"{target.name}: {target.stat().st_size} bytes, {font['maxp'].numGlyphs} glyphs")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
