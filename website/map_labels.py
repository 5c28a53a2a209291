"""Where names stand on a map: each beside its circle, on no other circle and on no other name.

Names are set one after the other at the freest of a few places, then all are tried again
against the others until none moves. It always ends, and gives the same map each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# A bold sans-serif letter of the drawing's 15 units is never wider, on average.
LETTER, LINE, ABOVE_BASE = 8.8, 17, 13
GAP = 4
ROUNDS = 4
# How far a name above or below may be pushed sideways, in its own widths.
_SHIFTS = (0.12, -0.12, 0.25, -0.25, 0.37, -0.37)
# What a name may not do: leave the drawing, hide a name, hide a circle. Among free places the first is best.
_OUTSIDE, _ON_NAME, _ON_CIRCLE, _LATER = 4, 3, 2, 12


@dataclass(frozen=True)
class Spot:
    """A circle that wants a name of so many letters."""

    x: float
    y: float
    radius: float
    letters: int


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    anchor: str
    width: float

    @property
    def box(self):
        left = {"start": self.x, "middle": self.x - self.width / 2, "end": self.x - self.width}[self.anchor]
        return left, self.y - ABOVE_BASE, left + self.width, self.y - ABOVE_BASE + LINE


def labels(spots: Sequence[Spot], width: float, height: float) -> list[Label]:
    """The label of each spot, in the same order."""
    circles = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    choices = [_choices(spot) for spot in spots]
    chosen = [places[0] for places in choices]
    for _round in range(ROUNDS):
        before = list(chosen)
        for index, places in enumerate(choices):
            others = [label.box for other, label in enumerate(chosen) if other != index]
            costs = [
                _cost(place.box, others, circles, width, height) + _LATER * rank
                for rank, place in enumerate(places)
            ]
            chosen[index] = places[costs.index(min(costs))]
        if chosen == before:
            break
    return chosen


def _choices(spot):
    """Right, left, below, above, then aslant."""
    width = spot.letters * LETTER
    far, near = spot.radius + GAP, spot.radius * 0.7 + GAP
    middle, below, above = spot.y + 5, spot.y + far + 11, spot.y - far - 1
    places = [
        (spot.x + far, middle, "start"),
        (spot.x - far, middle, "end"),
        (spot.x, below, "middle"),
        (spot.x, above, "middle"),
        *((spot.x + near, y, "start") for y in (spot.y - near, spot.y + near + 9)),
        *((spot.x - near, y, "end") for y in (spot.y - near, spot.y + near + 9)),
        *((spot.x + width * share, y, "middle") for share in _SHIFTS for y in (below, above)),
    ]
    return [Label(*place, width) for place in places]


def _cost(box, names, circles, width, height):
    inside = _overlap(box, (0, 0, width, height))
    return (
        _OUTSIDE * ((box[2] - box[0]) * (box[3] - box[1]) - inside)
        + _ON_NAME * sum(_overlap(box, name) for name in names)
        + _ON_CIRCLE * sum(_overlap(box, circle) for circle in circles)
    )


def _overlap(one, other):
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0
