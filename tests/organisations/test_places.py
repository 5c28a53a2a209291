"""The places that every register starts with, and the codes that contradict each other."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from organisations.enums import PlaceKind
from organisations.models import Place
from organisations.services.places import load_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    load_places()
    return {place.slug: place for place in Place.objects.all()}


def test_mali_has_nineteen_regions_and_one_district(places):
    units = Place.objects.units()
    assert units.count() == 20
    assert units.filter(kind=PlaceKind.DISTRICT).get() == places["district-de-bamako"]
    assert set(units.values_list("parent__slug", flat=True)) == {"mali"}


def test_the_three_code_systems_contradict_each_other_and_none_is_derived(places):
    """09 is Taoudénit, Ménaka or Bamako, and 10 Ménaka or Taoudénit, according to who counts."""
    assert Place.objects.get(code_national="09") == places["taoudenit"]
    assert Place.objects.get(code_national="10") == places["menaka"]
    assert Place.objects.get(iso_3166_2="ML-9") == places["menaka"]
    assert Place.objects.get(iso_3166_2="ML-10") == places["taoudenit"]
    assert Place.objects.get(ocha_pcode_2021="ML09") == places["district-de-bamako"]
    assert Place.objects.get(ocha_pcode_2021="ML10") == places["menaka"]


def test_a_code_that_an_authority_has_not_given_is_missing_not_computed(places):
    created_in_2023 = {
        "nioro", "kita", "dioila", "nara", "bougouni", "koutiala", "san", "douentza", "bandiagara",
    }  # fmt: skip
    without_iso = Place.objects.units().filter(iso_3166_2=None)
    without_ocha = Place.objects.units().filter(ocha_pcode_2021=None)
    assert set(without_iso.values_list("slug", flat=True)) == created_in_2023
    assert set(without_ocha.values_list("slug", flat=True)) == created_in_2023 | {"taoudenit"}


def test_the_register_says_which_national_codes_were_inferred(places):
    inferred = Place.objects.units().filter(code_national_certain=False)
    assert dict(inferred.values_list("slug", "code_national")) == {
        "dioila": "13", "nara": "14", "san": "17", "douentza": "18", "bandiagara": "19",
    }  # fmt: skip


def test_a_new_region_names_the_one_it_was_created_from(places):
    assert places["taoudenit"].created_from == places["tombouctou"]
    assert places["menaka"].created_from == places["gao"]
    assert places["kayes"].created_from is None


def test_each_unit_stands_at_its_chief_town_to_two_decimals(places):
    for unit in Place.objects.units():
        assert unit.latitude == round(unit.latitude, 2), unit
        assert unit.longitude == round(unit.longitude, 2), unit
    assert (places["gao"].latitude, places["gao"].longitude) == (Decimal("16.27"), Decimal("-0.05"))


def test_communes_lie_in_their_region(places):
    alafia = places["commune-d-alafia"]
    assert alafia in Place.objects.within(places["tombouctou"])
    assert places["bamako-commune-3"] in Place.objects.within(places["district-de-bamako"])
    assert places["commune-de-tessalit"] in Place.objects.within(places["kidal"])
    assert places["dakar"].parent.iso_3166_1 == "SN"


def test_every_place_has_a_name_in_both_languages(places):
    assert all(place.name_fr and place.name_en for place in places.values())
    assert places["tombouctou"].name_en == "Timbuktu"


def test_a_second_run_adds_nothing_and_keeps_what_staff_corrected(places):
    kita = places["kita"]
    kita.name_fr = "Kita (corrigé)"
    kita.save()
    places["dakar"].delete()
    before = list(Place.objects.order_by("pk").values())
    call_command("load_places", verbosity=0)
    assert list(Place.objects.order_by("pk").values()) == before
