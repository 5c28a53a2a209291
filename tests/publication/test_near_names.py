import pytest

from publication.questions.near_names import near_names
from tests.factories import make_event, make_organisation, make_place, make_published_event, make_role

pytestmark = pytest.mark.django_db


def test_a_misspelt_place_or_organisation_leads_to_the_one_that_was_meant():
    place = make_place(name_fr="Tombouctou")
    place.aliases.create(name="Timbuktu")
    event = make_published_event(places=[place])
    make_role(event, make_organisation(name_fr="Réseau", acronym="WANEP"))
    assert near_names("tombouktou") == ["Tombouctou"]
    assert near_names("wanepp") == ["WANEP"]
    assert near_names("xyz") == []


def test_only_names_that_find_something_public_are_suggested():
    make_place(name_fr="Kidal")
    make_role(make_event(), make_organisation(name_fr="Discrète"))
    assert near_names("kidall") == []
    assert near_names("discrete org") == [] and near_names("discret") == []


def test_an_empty_list_offers_the_near_name_as_a_link_that_keeps_the_filters(client):
    make_published_event(places=[make_place(name_fr="Tombouctou")])
    page = client.get("/fr/evenements/?q=tombouktou&type=workshop").content.decode()
    assert "Vouliez-vous dire" in page
    assert 'href="/fr/evenements/?q=Tombouctou&amp;type=workshop"' in page
