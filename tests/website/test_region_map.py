import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from publication.questions.events import events_by_region
from tests.factories import make_place, make_published_event
from website.region_map import HEIGHT, WIDTH, project, towns

pytestmark = pytest.mark.django_db

TOWNS = {
    "bamako": (-8.0, 12.65),
    "kayes": (-11.44, 14.45),
    "taoudenit": (-3.98, 22.67),
    "menaka": (2.4, 15.92),
}


def outline():
    path = render_to_string("website/_outline_of_mali.html")
    return [(int(x), int(y)) for x, y in re.findall(r"[ML](-?\d+) ?(-?\d+)", path)]


def is_inside(point, ring):
    """Whether a ray to the right crosses the ring an odd number of times."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("name", TOWNS)
def test_the_outline_and_the_chief_towns_share_one_projection(name):
    assert is_inside(project(*TOWNS[name]), outline())


def test_the_outline_fills_the_drawing_and_stays_within_it():
    xs, ys = zip(*outline(), strict=True)
    assert min(xs) > 0 and max(xs) < WIDTH and min(ys) > 0 and max(ys) < HEIGHT
    assert max(xs) - min(xs) > WIDTH * 0.9 and max(ys) - min(ys) > HEIGHT * 0.9


def located(name, longitude, latitude):
    return make_place(
        name_fr=name, slug=name.lower(), longitude=Decimal(longitude), latitude=Decimal(latitude)
    )


def test_the_area_of_a_circle_follows_the_number_of_events():
    gao, kayes = located("Gao", "0", "16"), located("Kayes", "-11", "14")
    located("Nara", "-7", "15")
    for place, number in ((gao, 4), (kayes, 1)):
        for _event in range(number):
            make_published_event(places=[place])
    drawn = {town.name: town for town in towns(events_by_region())}
    assert float(drawn["Gao"].radius) == 2 * float(drawn["Kayes"].radius)
    assert drawn["Nara"].is_empty and not drawn["Kayes"].is_empty


def test_the_map_links_each_region_and_writes_no_comma_in_its_numbers(client):
    gao = located("Gao", "-0.0512", "16.2734")
    make_published_event(places=[gao])
    body = client.get("/fr/regions/").content.decode()
    drawing = body.partition('<svg class="map"')[2].partition("</svg>")[0]
    assert f'<a href="{gao.get_absolute_url()}" aria-label="Gao – 1 événement tenu">' in drawing
    assert not re.search(r'(?:c[xy]|r|x|y)="[^"]*,', drawing)


def test_a_region_without_coordinates_is_in_the_table_and_not_on_the_map(client):
    make_place(name_fr="Sans point", slug="sans-point")
    assert client.get("/fr/regions/").context["towns"] == []
    assert "Sans point" in client.get("/fr/regions/").content.decode()
