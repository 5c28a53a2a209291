from datetime import date

import pytest
from django.utils import timezone

from events.enums import Outcome, Role
from tests.factories import make_event, make_organisation, make_place, make_published_event, make_role

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


def test_white_zones_are_where_nothing_was_held_and_where_nothing_was_for_years(client):
    never, silent, busy = (make_place(name_fr=name) for name in ("Kidal", "Nara", "Gao"))
    this_year = timezone.localdate().year
    make_published_event(places=[silent], starts_on=date(this_year - 4, 6, 1))
    make_published_event(places=[busy], starts_on=date(this_year - 3, 6, 1))
    make_event(places=[never])
    context = client.get("/fr/regions/").context
    assert [region.place.name for region in context["never"]] == ["Kidal"]
    assert [region.place.name for region in context["silent"]] == ["Nara"]


def test_a_committee_that_nobody_trained_is_a_gap(client):
    trained, untrained = (make_organisation(name_fr=name, kind="ccs") for name in ("CCS un", "CCS deux"))
    make_role(make_published_event(), trained, Role.BENEFICIARY)
    records = client.get("/fr/regions/").context["untrained"]
    assert [record.committee.slug for record in records] == [untrained.slug]


def test_the_same_number_means_other_regions_in_other_systems(client):
    """09 is Taoudénit, Ménaka or Bamako: a reader of one page sees all three."""
    taoudenit = make_place(name_fr="Taoudénit", code_national="09", iso_3166_2="ML-10")
    make_place(name_fr="Ménaka", code_national="10", iso_3166_2="ML-9", ocha_pcode_2021="ML10")
    make_place(name_fr="Bamako", code_national="00", iso_3166_2="ML-BKO", ocha_pcode_2021="ML09")
    national, iso, ocha = client.get(taoudenit.get_absolute_url()).context["codes"]
    assert [(system, place.name) for system, place in national.elsewhere] == [
        ("ISO 3166-2", "Ménaka"),
        ("P-code OCHA 2021", "Bamako"),
    ]
    assert [place.name for _system, place in iso.elsewhere] == ["Ménaka", "Ménaka"]
    assert (ocha.code, ocha.elsewhere) == ("", ())
