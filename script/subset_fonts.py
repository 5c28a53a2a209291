#!/usr/bin/env python3
"""Makes the vendored faces of static/fonts/ from Noto Sans: four of RSS Sans, one of Arabic, one of N'Ko.

Run it as `.venv/bin/python script/subset_fonts.py FOLDER`, where FOLDER holds the files
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
ARABIC, NKO = "NotoSansArabic-Regular.ttf", "NotoSansNKo-Regular.ttf"
SOURCES = {
    UPRIGHT: "bfb7bb691513f12e734dc346c03a03f784912432d7e3fa8e56efcf906fe86b3d",
    ITALIC: "58e6e0ebd1931b29a365aa2d3e2ee9a9e831a3af7cf3ad1462d4e72154f0b291",
    MATH: "8242bd1e55368b27e32455260754cf9aa58f3ad7ea80664b66c21f1b09910d6c",
    SYMBOLS: "876598db5f1e3bef2bc77c4d94c5b0d5d2c1620be4878a06f18fb5434e331688",
    ARABIC: "504d7407d86875acf7d04dfaa0fd7524d0b8797723bc4aa18022f29db25b0b6e",
    NKO: "389f4082894bf1833dc5f140a282496114366b410779fbb16b3486f4660e9313",
}
FACES = {  # style name: (source, weight)
    "Regular": (UPRIGHT, 400),
    "Bold": (UPRIGHT, 700),
    "Italic": (ITALIC, 400),
    "Bold Italic": (ITALIC, 700),
}

# Scripts of Mali that names and quotations may be written in. Their letters join, so their faces keep the
# substitutions that join them; and their own spaces, since a space is drawn by the face of its neighbours.
COMPANIONS = {  # family: (source, letters)
    "RSS Arabic": (ARABIC, [*range(0x600, 0x700)]),
    "RSS NKo": (NKO, [*range(0x7C0, 0x800), 0x60C, 0x61B, 0x61F]),
}
JOINING = ["ccmp", "init", "medi", "fina", "isol", "rlig", "mark", "mkmk", "kern"]
SPACES = [0x20, 0xA0, 0x2009, 0x202F]
JOINERS = [0x200C, 0x200D, 0x200E, 0x200F]

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
    signs = [ord(sign) for sign in "".join([*COMPOSED, *BORROWED.values()])]
    subset_to(
        font, [*LETTERS, *MALI, *TYPOGRAPHY, *signs], ["kern", "mark", "mkmk"], ["GSUB", "STAT", "DSIG"]
    )


def subset_to(font, letters, features, dropped):
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += dropped
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)


def companion(folder, family):
    source, letters = COMPANIONS[family]
    font = read_source(folder, source)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap |= {space: table.cmap[ord(" ")] for space in SPACES}
    subset_to(font, [*letters, *SPACES, *JOINERS, *range(0x21, 0x40)], JOINING, ["STAT", "DSIG"])
    name_face(font, "Regular", family, source.removesuffix("-Regular.ttf"))
    return font


def name_face(font, style, family=FAMILY, source="Noto Sans 2.015"):
    compact = style.replace(" ", "")
    # 1, 2: family and style; 3: unique; 4: full; 6: PostScript. Copyright, version and licence stay.
    names = {
        1: family,
        2: style,
        3: f"{family.replace('RSS Sans', 'RSS').replace(' ', '-')}-{compact}; subset of {source}",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{compact}",
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
        save(font, f"RSS-{style.replace(' ', '')}.ttf")
    for family in COMPANIONS:
        save(companion(folder, family), f"{family.replace(' ', '-')}.ttf")


def save(font, name):
    target = TARGET / name
    font.save(target)
    print(f"{target.name}: {target.stat().st_size} bytes, {font['maxp'].numGlyphs} glyphs")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
