import pytest

from events.enums import Outcome
from tests.factories import make_event, make_place, make_published_event

pytestmark = pytest.mark.django_db


def test_each_region_counts_what_was_held_in_it_or_below_it_once(client):
    gao, kidal = make_place(name_fr="Gao"), make_place(name_fr="Kidal")
    commune = make_place(name_fr="Ansongo", kind="commune", parent=gao)
    make_published_event(places=[commune, gao])
    make_published_event(places=[gao, kidal])
    make_published_event(places=[gao], starts_on=None, outcome=Outcome.PLANNED, announced=True)
    make_event(places=[kidal])
    counts = {
        item.place.name: (item.held, item.ahead) for item in client.get("/fr/regions/").context["regions"]
    }
    assert counts == {"Gao": (2, 1), "Kidal": (1, 0)}


def test_regions_are_listed_as_a_dictionary_would(client):
    for name in ("Mopti", "Ménaka", "Ségou"):
        make_place(name_fr=name)
    regions = client.get("/fr/regions/").context["regions"]
    assert [item.place.name for item in regions] == ["Ménaka", "Mopti", "Ségou"]


def test_a_region_shows_its_codes_as_they_contradict_each_other(client):
    region = make_place(name_fr="Ménaka", code_national="10", iso_3166_2="ML-9", ocha_pcode_2021="ML10")
    body = client.get(region.get_absolute_url()).content.decode()
    for code in ("10", "ML-9", "ML10", "(déduit, à confirmer)"):
        assert code in body


def test_a_place_that_is_no_unit_has_no_page_of_its_own(client):
    commune = make_place(name_fr="Ansongo", slug="ansongo", kind="commune", parent=make_place())
    assert commune.get_absolute_url() == ""
    assert client.get("/fr/regions/ansongo/").status_code == 404
