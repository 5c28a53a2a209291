"""The title, the foot and the page number of a merged document, drawn on every page after the merge.

They cannot be laid out with the fragments: one is shared by documents of other titles and lengths. They are
drawn with the document's own font and marked as artifacts, so that nobody hears them between two sentences.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pikepdf import Array, Object, Pdf

from rss_registry.pdf.fragments import RunningHeaders

# As in print/base.css: type, colour and the middle of the margins.
SIZE = 7.5
COLOUR = b".333 .376 .431 rg"
MARGIN = 56.7
HEAD_HEIGHT, FOOT_HEIGHT = 797, 32
# How much of the width the title and the foot may take.
HEAD_SHARE, FOOT_SHARE = 0.7, 0.85
FONT = "+RSS-Sans"
KEY = "/RunningHeaders"
_MAPPING = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")


@dataclass(frozen=True)
class LineFont:
    """A font of the document, for drawing single lines: the glyph of each character and its width."""

    glyphs: Mapping[str, int]
    widths: Sequence[float]

    @classmethod
    def of(cls, font: Object) -> "LineFont":
        glyphs = {
            bytes.fromhex(text.decode()).decode("utf-16-be"): int(glyph, 16)
            for glyph, text in _MAPPING.findall(font.ToUnicode.read_bytes())
        }
        first, widths = font.DescendantFonts[0].W  # the whole font: one run of widths from glyph 0
        return cls(glyphs, [0.0] * int(first) + [float(width) for width in widths])

    def glyph(self, character: str) -> int:
        return self.glyphs.get(character, self.glyphs["?"])

    def width(self, text: str) -> float:
        return sum(self.widths[self.glyph(character)] for character in text) * SIZE / 1000

    def fitting(self, text: str, width: float) -> str:
        """The text, or its beginning and an ellipsis."""
        if self.width(text) <= width:
            return text
        while text and self.width(f"{text}…") > width:
            # Between two words where there are some: an address has none.
            text = text.rpartition(" ")[0] or text[:-1]
        return f"{text.rstrip()}…"

    def line(self, kind: bytes, x: float, y: float, text: str) -> bytes:
        """The operators that draw a text there, as an artifact."""
        glyphs = b"".join(b"%04x" % self.glyph(character) for character in text)
        artifact = b"/Artifact <</Type/Pagination/Subtype/%b>> BDC BT %b" % (kind, COLOUR)
        return artifact + b" %b %g Tf %.2f %.2f Td <%b> Tj ET EMC\n" % (KEY.encode(), SIZE, x, y, glyphs)


def draw_running_headers(pdf: Pdf, fonts: Mapping[str, Object], running: RunningHeaders) -> None:
    """On every page but the first, which is the cover."""
    font = next(font for name, font in fonts.items() if name.endswith(FONT))
    line_font = LineFont.of(font)
    # WeasyPrint's drawing turns the page upside down and does not turn it back.
    before = pdf.make_stream(b"q\n")
    for number, page in enumerate(pdf.pages, start=1):
        if number == 1:
            continue
        page.resources.Font[KEY] = font
        count = running.number.format(page=number, pages=len(pdf.pages))
        drawn = _lines(line_font, running, count, right=float(page.mediabox[2]) - MARGIN)
        page.obj.Contents = Array([before, page.obj.Contents, pdf.make_stream(b"Q\n" + drawn)])


def _lines(font: LineFont, running: RunningHeaders, count: str, *, right: float) -> bytes:
    width = right - MARGIN
    head = font.fitting(running.head, width * HEAD_SHARE)
    foot = font.fitting(running.foot, width * FOOT_SHARE)
    return (
        font.line(b"Header", MARGIN, HEAD_HEIGHT, head)
        + font.line(b"Footer", MARGIN, FOOT_HEIGHT, foot)
        + font.line(b"Footer", right - font.width(count), FOOT_HEIGHT, count)
    )
