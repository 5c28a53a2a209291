"""The lines of a sign-in sheet, drawn once a page: borders on every cell would cost a hundred times that.

Lengths are tenths of a millimetre, the same as the columns and rows in `static/print/field.css`.
"""

from functools import cache

from django.utils.safestring import SafeString, mark_safe

# Number, name, women, men, four age bands, body, telephone, photo yes and no, contact yes and no, signature.
COLUMNS = (90, 620, 70, 70, 80, 90, 90, 80, 560, 300, 80, 80, 80, 80, 440)
WIDTH = sum(COLUMNS)
HEAD_HEIGHT = 100
ROW_HEIGHT = 86
# Columns that belong together are told apart by a fainter line, which starts below their common head.
_INNER = {3, 5, 6, 7, 11, 13}


@cache
def grid_svg(rows: int) -> SafeString:
    """A drawing without a title: it says nothing that the table on it does not say."""
    height = HEAD_HEIGHT + rows * ROW_HEIGHT
    across = "".join(f"M0 {HEAD_HEIGHT + row * ROW_HEIGHT}h{WIDTH}" for row in range(rows + 1))
    strong, faint, left = "", "", 0
    for number, width in enumerate(COLUMNS):
        if number in _INNER:
            faint += f"M{left} {HEAD_HEIGHT // 2}V{height}"
        else:
            strong += f"M{left} 0V{height}"
        left += width
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="grid" viewBox="0 0 {WIDTH} {height}">'
        f'<rect width="{WIDTH}" height="{HEAD_HEIGHT}" fill="#f5f3ee"/>'
        f'<path d="{faint}" fill="none" stroke="#b9bfc7" stroke-width="1.5"/>'
        f'<path d="{across}{strong}M{WIDTH} 0V{height}M0 0h{WIDTH}" '
        'fill="none" stroke="#55606e" stroke-width="2.5"/>'
        "</svg>"
    )
