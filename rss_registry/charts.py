"""Bars as inline SVG, the same on a web page and on paper.

Numbers are written by Python's own formatting, never by a template: the French locale would
write `17,5` into an attribute and the bar would vanish without a word. Colours are
presentation attributes, which a strict content policy allows; a page that has a dark mode
overrides them through the classes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.utils.safestring import SafeString, mark_safe

# Lightness goes down in clear steps (87, 48, 24 of 100): they differ in grey too.
TONES = {"brand": "#1f3a5f", "accent": "#b4572a", "line": "#d5d9de", "track": "#f5f3ee"}

WIDTH = 100
HEIGHT = 8
# Between two parts of a bar, so that they stay apart where their colours do not.
GAP = 0.6


@dataclass(frozen=True)
class BarPart:
    """A share of a bar, in one of the tones."""

    value: float
    tone: str


def horizontal_bar(value: float | None, maximum: float, *, tone: str = "brand") -> SafeString:
    """A bar that repeats the figure printed beside it; nothing is drawn for an unknown one.

    It has no title on purpose: a reader who hears the figure need not hear it twice.
    """
    if value is None:
        return mark_safe("")
    length = WIDTH * min(value / maximum, 1) if maximum > 0 else 0
    return _svg(_rectangle(0, WIDTH, "track") + _rectangle(0, length, tone))


def span_bar(start: float | None, end: float | None, *, tone: str = "brand") -> SafeString:
    """A stretch of time on a common scale from 0 to 1; nothing when it is not known."""
    if start is None or end is None:
        return mark_safe("")
    # A day out of ten years would not be seen.
    length = max(WIDTH * (end - start), 1)
    return _svg(_rectangle(0, WIDTH, "track") + _rectangle(min(WIDTH * start, WIDTH - 1), length, tone))


def stacked_bar(parts: Sequence[BarPart], *, title: str) -> SafeString:
    """One whole cut in shares; the title says in words what the bar shows."""
    total = sum(part.value for part in parts)
    if total <= 0:
        return mark_safe("")
    shown = [part for part in parts if part.value > 0]
    room = WIDTH - GAP * (len(shown) - 1)
    drawing, start = "", 0.0
    for part in shown:
        length = room * part.value / total
        drawing += _rectangle(start, length, part.tone)
        start += length + GAP
    return _svg(drawing, title=title)


def _svg(drawing: str, *, title: str = "") -> SafeString:
    described = f'role="img"><title>{escape(title)}</title>' if title else 'aria-hidden="true">'
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bar" width="100%" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" {described}{drawing}</svg>'
    )


def _rectangle(start: float, length: float, tone: str) -> str:
    return (
        f'<rect class="bar-{tone}" x="{_number(start)}" y="0" width="{_number(length)}" '
        f'height="{HEIGHT}" fill="{TONES[tone]}"/>'
    )


def _number(value: float) -> str:
    return f"{value:.2f}"
