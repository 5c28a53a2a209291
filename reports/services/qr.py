"""A QR code as inline SVG, for the screen and for paper.

Built outside localisation, of whole numbers only, as one filled path: rows drawn as lines show
hairs between them at some sizes.
"""

from functools import lru_cache
from html import escape

import segno
from django.utils.safestring import SafeString, mark_safe

# Scanners want four modules of white around it.
_QUIET = 4


@lru_cache(maxsize=256)
def qr_svg(text: str, *, title: str) -> SafeString:
    """`title` says to a reader who does not see it what a scanner would read."""
    # A quarter of it may be soiled: paper is folded, stamped and photocopied.
    rows = [bytes(row) for row in segno.make_qr(text, error="q", boost_error=False).matrix]
    side = len(rows) + 2 * _QUIET
    path = "".join(_runs(rows))
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" width="{side}" height="{side}" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges" role="img"><title>{escape(title)}</title>'
        f'<rect width="{side}" height="{side}" fill="#ffffff"/><path fill="#000000" d="{path}"/></svg>'
    )


def _runs(rows):
    """Each unbroken run of dark modules of a row, as a rectangle."""
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield f"M{start + _QUIET} {y + _QUIET}h{x - start}v1h-{x - start}z"
                start = None
