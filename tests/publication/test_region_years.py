from datetime import date

import pytest

from events.enums import Outcome
from publication.questions.region_years import MOST_YEARS, SHADES, grid_of_regions
from tests.factories import make_event, make_place, make_published_event

pytestmark = pytest.mark.django_db

TODAY = date(2025, 6, 1)


def rows(grid):
    return {row.place.name: [(cell.held, cell.shade) for cell in row.cells] for row in grid.rows}


def test_nothing_held_draws_no_grid():
    make_place(name_fr="Gao", slug="gao")
    assert grid_of_regions(TODAY) is None


def test_a_region_is_white_in_the_years_when_nothing_was_held_there():
    gao, kidal = make_place(name_fr="Gao", slug="gao"), make_place(name_fr="Kidal", slug="kidal")
    for _event in range(6):
        make_published_event(places=[gao], starts_on=date(2023, 3, 1), ends_on=date(2023, 3, 2))
    make_published_event(places=[kidal], starts_on=date(2025, 1, 5), ends_on=date(2025, 1, 5))
    grid = grid_of_regions(TODAY)
    assert grid.years == [2023, 2024, 2025]
    assert rows(grid) == {"Gao": [(6, SHADES), (0, 0), (0, 0)], "Kidal": [(0, 0), (0, 0), (1, 1)]}


def test_an_event_in_two_places_of_a_region_counts_once():
    gao = make_place(name_fr="Gao", slug="gao")
    town = make_place(name_fr="Ville de Gao", slug="ville-de-gao", kind="commune", parent=gao)
    make_published_event(places=[gao, town], starts_on=date(2025, 1, 5), ends_on=date(2025, 1, 5))
    assert rows(grid_of_regions(TODAY)) == {"Gao": [(1, SHADES)]}


def test_neither_drafts_nor_plans_nor_what_is_older_than_the_columns_are_counted():
    gao = make_place(name_fr="Gao", slug="gao")
    make_event(places=[gao], starts_on=date(2025, 1, 5), ends_on=date(2025, 1, 5))
    make_published_event(
        places=[gao], starts_on=date(2025, 8, 5), ends_on=date(2025, 8, 5), outcome=Outcome.PLANNED
    )
    old = date(2025 - MOST_YEARS, 1, 5)
    make_published_event(places=[gao], starts_on=old, ends_on=old)
    assert grid_of_regions(TODAY) is None


def test_the_regions_page_shows_the_years_beside_the_names(client):
    gao = make_place(name_fr="Gao", slug="gao")
    make_published_event(places=[gao], starts_on=date(2024, 3, 1), ends_on=date(2024, 3, 1))
    body = client.get("/fr/regions/").content.decode()
    table = body.partition('<table class="grid">')[2].partition("</table>")[0]
    assert '<td class="shade-3">1</td>' in table and gao.get_absolute_url() in table
