"""The map of regions: a circle at each chief town, its area in proportion to the events held there.

Numbers are written by Python, never by a template: the French locale would put a comma in an
attribute. The outline behind the circles is drawn by script/outline_of_mali.py, in this projection.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from publication.questions.events import RegionCount
from website.map_labels import Spot, labels

WIDTH, HEIGHT = 646, 612
_LARGEST, _SMALLEST = 18, 6
# Radius of the ring that marks a region without any event held.
_NONE_HELD = 4


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
        return town_name(self.region)

    @property
    def is_empty(self) -> bool:
        return not self.region.held


def town_name(region: RegionCount) -> str:
    """The chief town's name: « Bamako » for its District, every other region is called after it."""
    return region.place.name.rpartition(" ")[2]


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """The place of a point in the drawing: plain degrees, narrowed as they are at Mali's latitude."""
    return (longitude + 12.5) * 38, (25.2 - latitude) * 40


def towns(regions: Iterable[RegionCount]) -> list[Town]:
    """The regions whose chief town is known, the largest circle first so that none hides a smaller one."""
    located = [region for region in regions if region.place.latitude is not None]
    most = max((region.held for region in located), default=0)
    spots = sorted(((_spot(region, most), region) for region in located), key=lambda pair: -pair[0].radius)
    places = _labels(tuple(spot for spot, _region in spots))
    return [
        Town(region, *_whole(spot.x, spot.y, spot.radius, label.x, label.y), label.anchor)
        for (spot, region), label in zip(spots, places, strict=True)
    ]


@lru_cache(maxsize=64)
def _labels(spots):
    """Kept, since the same numbers of events give the same map."""
    return labels(spots, WIDTH, HEIGHT)


def _spot(region, most):
    x, y = project(float(region.place.longitude), float(region.place.latitude))
    radius = max(_SMALLEST, _LARGEST * sqrt(region.held / most)) if region.held else _NONE_HELD
    printed = f"{town_name(region)} {region.held or ''}"
    return Spot(x, y, radius, len(printed.strip()))


def _whole(*numbers):
    return (f"{number:.0f}" for number in numbers)
