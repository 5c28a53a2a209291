"""The map of regions: a circle at each chief town, its area in proportion to the events held there.

Numbers are written by Python, never by a template: the French locale would put a comma in an
attribute. The outline behind the circles is drawn by script/outline_of_mali.py, in this projection.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from events.selectors import RegionCount

WIDTH, HEIGHT = 646, 612
_LARGEST, _SMALLEST = 22, 7
# Radius of the ring that marks a region without any event held.
_NONE_HELD = 4
# Where each name stands beside its circle, so that none runs into another; to the right unless told.
_LEFT = {"bougouni", "mopti", "tombouctou", "district-de-bamako"}
_ABOVE = {"douentza", "kita", "segou"}
_BELOW = {"bandiagara", "dioila", "menaka", "nara", "nioro", "sikasso", "taoudenit"}


@dataclass(frozen=True)
class Town:
    """One region as the map draws it, ready for the attributes of an SVG."""

    region: RegionCount
    x: str
    y: str
    radius: str
    label_x: str
    label_y: str
    anchor: str

    @property
    def name(self) -> str:
        """The chief town's name: « Bamako » for its District, every other region is called after it."""
        return self.region.place.name.rpartition(" ")[2]

    @property
    def is_empty(self) -> bool:
        return not self.region.held


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """The place of a point in the drawing: plain degrees, narrowed as they are at Mali's latitude."""
    return (longitude + 12.5) * 38, (25.2 - latitude) * 40


def towns(regions: Iterable[RegionCount]) -> list[Town]:
    """The regions whose chief town is known, the largest circle first so that none hides a smaller one."""
    located = [region for region in regions if region.place.latitude is not None]
    most = max((region.held for region in located), default=0)
    return sorted((_town(region, most) for region in located), key=lambda town: -float(town.radius))


def _town(region, most):
    x, y = project(float(region.place.longitude), float(region.place.latitude))
    radius = max(_SMALLEST, _LARGEST * sqrt(region.held / most)) if region.held else _NONE_HELD
    label_x, label_y, anchor = _label(region.place.slug, x, y, radius)
    return Town(region, *(f"{number:.0f}" for number in (x, y, radius, label_x, label_y)), anchor)


def _label(slug, x, y, radius):
    if slug in _LEFT:
        return x - radius - 4, y + 5, "end"
    if slug in _ABOVE:
        return x, y - radius - 5, "middle"
    if slug in _BELOW:
        return x, y + radius + 16, "middle"
    return x + radius + 4, y + 5, "start"
