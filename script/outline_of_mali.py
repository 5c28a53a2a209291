"""Draw Mali's outline for the map of regions, from Natural Earth's 1:50 million borders.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python script/outline_of_mali.py package/countries-50m.json

writes templates/website/_outline_of_mali.html. Natural Earth is in the public domain; world-atlas is
Copyright 2013-2019 Michael Bostock, ISC licence. The outline gives a shape to recognise and takes
no position on any border. The projection is that of website/region_map.py; a test compares them.
"""

import json
import sys
from pathlib import Path

MALI = "466"
TARGET = Path(__file__).resolve().parent.parent / "templates/website/_outline_of_mali.html"
# Units of the drawing: what a curve may lose, and what a coordinate is rounded to.
TOLERANCE = 0.5


def main(atlas):
    topology = json.loads(Path(atlas).read_text())
    country = next(item for item in topology["objects"]["countries"]["geometries"] if item.get("id") == MALI)
    points = [project(*place) for place in ring(topology, country["arcs"][0])]
    half = len(points) // 2
    kept = simplified(points[: half + 1])[:-1] + simplified(points[half:])
    path = "".join(f"{'L' if number else 'M'}{x:.0f} {y:.0f}" for number, (x, y) in enumerate(kept)).replace(
        " -", "-"
    )
    TARGET.write_text(
        "{# Mali’s outline, drawn by script/outline_of_mali.py from Natural Earth (public domain), "
        "as packed by world-atlas (ISC, Michael Bostock). #}\n"
        f'<path class="land" d="{path}Z"/>\n'
    )
    sys.stdout.write(f"{len(kept)} points, {TARGET.stat().st_size} bytes\n")


def project(longitude, latitude):
    return (longitude + 12.5) * 38, (25.2 - latitude) * 40


def ring(topology, arcs):
    """The points of one ring, in degrees: its arcs joined, each decoded from its steps."""
    joined = []
    for number in arcs:
        arc = decoded(topology, ~number if number < 0 else number)
        joined += (arc[::-1] if number < 0 else arc)[1 if joined else 0 :]
    return joined


def decoded(topology, number):
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for step_x, step_y in topology["arcs"][number]:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + left, y * scale_y + bottom))
    return points


def simplified(points):
    """The line without the points that lie nearer to it than the tolerance (Ramer, Douglas, Peucker)."""
    if len(points) < 3:
        return points
    first, last = points[0], points[-1]
    gaps = [distance(point, first, last) for point in points[1:-1]]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    if gaps[widest] < TOLERANCE:
        return [first, last]
    cut = widest + 1
    return simplified(points[: cut + 1])[:-1] + simplified(points[cut:])


def distance(point, first, last):
    (x, y), (x1, y1), (x2, y2) = point, first, last
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if not length:
        return ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


if __name__ == "__main__":
    main(sys.argv[1])
