"""What runs through a book: title, foot and page number, drawn on every page when the parts are bound.

They cannot be laid out with the parts: a part is shared by books of other titles and lengths. They are drawn
with the book's own face and marked as artifacts, so that nobody hears them between two sentences.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pikepdf import Array, Object, Page, Pdf

from rss_registry.pdf.parts import Running

# As in print/base.css: type, colour and the middle of the margins.
SIZE = 7.5
COLOUR = b".333 .376 .431 rg"
MARGIN = 56.7
HEAD_HEIGHT, FOOT_HEIGHT = 797, 32
# How much of the width the running title and the foot may take.
HEAD_SHARE, FOOT_SHARE = 0.7, 0.85
FACE = "RSS-Sans"
STAMP_FONT = "/Stamp"
_MAPPING = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")


@dataclass(frozen=True)
class Face:
    """A face of the book, for drawing single lines: the glyph of each character and its width."""

    glyphs: Mapping[str, int]
    widths: Sequence[float]

    @classmethod
    def of(cls, font: Object) -> "Face":
        glyphs = {
            bytes.fromhex(text.decode()).decode("utf-16-be"): int(glyph, 16)
            for glyph, text in _MAPPING.findall(font.ToUnicode.read_bytes())
        }
        first, widths = font.DescendantFonts[0].W  # the whole face: one run of widths from glyph 0
        return cls(glyphs, [0.0] * int(first) + [float(width) for width in widths])

    def encoded(self, text: str) -> bytes:
        glyphs = (self.glyphs.get(sign, self.glyphs["?"]) for sign in text)
        return b"<" + b"".join(b"%04x" % glyph for glyph in glyphs) + b">"

    def width(self, text: str) -> float:
        return sum(self.widths[self.glyphs.get(sign, self.glyphs["?"])] for sign in text) * SIZE / 1000

    def fitting(self, text: str, width: float) -> str:
        """The text, or its beginning and an ellipsis."""
        if self.width(text) <= width:
            return text
        while text and self.width(f"{text}…") > width:
            # Between two words where there are some: an address has none.
            text = text.rpartition(" ")[0] or text[:-1]
        return f"{text.rstrip()}…"


def stamp_pages(pdf: Pdf, fonts: Mapping[str, Object], running: Running) -> None:
    """Stamp every page but the first, which is the cover."""
    font = next(font for name, font in fonts.items() if name.endswith(f"+{FACE}"))
    stamp = _Stamp(pdf, font, running)
    for number, page in enumerate(pdf.pages, start=1):
        if number > 1:
            stamp.press_on(page, number)


class _Stamp:
    def __init__(self, pdf: Pdf, font: Object, running: Running):
        self.pdf, self.font, self.running = pdf, font, running
        self.face = Face.of(font)
        self.pages = len(pdf.pages)
        # WeasyPrint's drawing turns the page upside down and does not turn it back.
        self.before = pdf.make_stream(b"q\n")
        self.has_font: set[tuple[int, int]] = set()

    def press_on(self, page: Page, number: int) -> None:
        fonts = page.obj.Resources.Font
        if fonts.objgen not in self.has_font:
            fonts[STAMP_FONT] = self.font
            self.has_font.add(fonts.objgen)
        after = self.pdf.make_stream(b"Q\n" + self._lines(page.obj.MediaBox, number))
        page.obj.Contents = Array([self.before, page.obj.Contents, after])

    def _lines(self, box, number: int) -> bytes:
        right = float(box[2]) - MARGIN
        width = right - MARGIN
        count = self.running.number.format(page=number, pages=self.pages)
        head = self.face.fitting(self.running.head, width * HEAD_SHARE)
        foot = self.face.fitting(self.running.foot, width * FOOT_SHARE)
        return b"".join(
            (
                self._line(b"Header", MARGIN, HEAD_HEIGHT, head),
                self._line(b"Footer", MARGIN, FOOT_HEIGHT, foot),
                self._line(b"Footer", right - self.face.width(count), FOOT_HEIGHT, count),
            )
        )

    def _line(self, kind: bytes, x: float, y: float, text: str) -> bytes:
        return (
            b"/Artifact <</Type/Pagination/Subtype/%b>> BDC BT %b /Stamp %g Tf %.2f %.2f Td %b Tj ET EMC\n"
            % (kind, COLOUR, SIZE, x, y, self.face.encoded(text))
        )
