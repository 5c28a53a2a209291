"""An event known to its region and month does not name who stands for one town in it."""

from datetime import date

import pytest

from events.enums import Role, Sensitivity
from events.models import Event, KnowledgeTest
from organisations.enums import OrganisationKind, PlaceKind
from organisations.models import Organisation
from publication.models import PublishedAgreement, PublishedEvent, PublishedOrganisation, PublishedSeries
from publication.project.facts import build_event_facts
from publication.questions import facets
from publication.questions.search import matching_text
from publication.questions.series import progress_of
from tests.factories import (
    make_agreement,
    make_event,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_series,
    make_source,
    publish_event,
)

pytestmark = pytest.mark.django_db

LOCAL = "organisation locale (Gao)"


@pytest.fixture
def gao():
    return make_place(name_fr="Gao")


@pytest.fixture
def radio(gao):
    town = make_place(kind=PlaceKind.COMMUNE, parent=gao)
    return make_organisation(
        name_fr="Radio Canari", slug="radio-canari", kind=OrganisationKind.MEDIA, place=town
    )


def coarse(gao, **fields):
    return make_event(places=[gao], **{"sensitivity": Sensitivity.REGION_AND_MONTH, **fields})


def facts_of(event):
    return build_event_facts(Event.objects.with_facts().get(pk=event.pk))


def assert_in_nothing_published(organisation):
    assert organisation.slug not in dict(facets.organisations())
    assert organisation.slug not in dict(facets.funders())
    assert not matching_text(PublishedEvent.objects.open(), organisation.name).exists()
    assert not PublishedOrganisation.objects.filter(pk=organisation.pk).exists()


def test_a_local_organisation_is_named_by_its_region_in_every_role(gao, radio):
    event = coarse(gao)
    national = make_organisation(name_fr="Réseau national", place=gao)
    make_role(event, national, Role.ORGANISER)
    make_role(event, radio, Role.PARTNER, note="à Canari")
    make_role(event, make_organisation(kind=OrganisationKind.CCS), Role.BENEFICIARY)
    held = {
        group.code: [(link.name, link.note) for link in group.organisations]
        for group in facts_of(event).roles
    }
    assert held == {
        "organiser": [("Réseau national", "")],
        "partner": [(LOCAL, "")],
        "beneficiary": [("organisation locale", "")],
    }
    publish_event(event)
    assert_in_nothing_published(radio)


def test_how_many_they_are_is_not_told(gao, radio):
    event = coarse(gao)
    for organisation in (radio, make_organisation(place=radio.place)):
        make_role(event, organisation, Role.PARTNER)
    (group,) = facts_of(event).roles
    assert [link.name for link in group.organisations] == [LOCAL]


def test_the_same_organisation_is_named_where_every_fact_is_told(gao, radio):
    event = coarse(gao, sensitivity=Sensitivity.PUBLIC)
    make_role(event, radio, Role.PARTNER)
    (group,) = facts_of(event).roles
    assert [link.name for link in group.organisations] == ["Radio Canari"]


def test_an_organisation_that_moves_into_a_town_is_named_no_more(gao, radio):
    event = coarse(gao)
    mover = make_organisation(name_fr="Canari national")
    make_role(event, mover, Role.ORGANISER)
    publish_event(event)
    assert mover.slug in dict(facets.organisations())
    mover.place = radio.place
    mover.save()
    assert_in_nothing_published(mover)


def test_a_local_funder_is_named_by_its_region(gao, radio):
    event = coarse(gao)
    make_role(event, radio, Role.FUNDER, note="à Canari")
    (line,) = facts_of(event).funding
    assert (line.name, line.note, line.organisation.slug) == (LOCAL, "", "")
    publish_event(event)
    assert_in_nothing_published(radio)


def test_a_local_funder_that_is_withheld_is_not_even_local(gao, radio):
    event = coarse(gao)
    make_role(event, radio, Role.FUNDER, disclosed=False)
    (line,) = facts_of(event).funding
    assert line.organisation is None


@pytest.mark.parametrize("party", ["funder", "recipient", "intermediary"])
def test_an_agreement_with_a_local_organisation_is_not_published_for_it(gao, radio, party):
    event = coarse(gao)
    other = make_organisation(name_fr="Fondation")
    agreement = make_agreement(
        **{"funder": other, party: radio}, shows_logos=True, visibility_statement_fr="Canari"
    )
    event.agreements.add(agreement)
    facts = facts_of(event)
    assert [line.organisation.key for line in facts.funding] == ["" if party == "funder" else f"o{other.pk}"]
    assert [line.intermediary.name for line in facts.funding if line.intermediary] == (
        [LOCAL] if party == "intermediary" else []
    )
    seen = [body.name for item in facts.visible_agreements for _rank, body in item.bodies]
    assert seen == ([] if party == "funder" else ["Fondation"])
    publish_event(event)
    assert not PublishedAgreement.objects.filter(pk=agreement.pk).exists()
    assert_in_nothing_published(radio)


def test_the_days_of_an_agreement_do_not_tell_on_which_side_of_them_the_event_was(gao):
    programme = make_programme()
    make_agreement(make_organisation(), programme=programme, starts_on=date(2023, 3, 15))
    told = [
        facts_of(coarse(gao, programmes=[programme], starts_on=date(2023, 3, day))).funding for day in (2, 28)
    ]
    assert told[0] == told[1] != ()


def test_a_local_addressee_is_named_by_its_region(gao, radio):
    event = coarse(gao)
    make_recommendation(event, addressee=radio)
    (item,) = facts_of(event).recommendations
    assert (item.addressee.name, item.addressee.slug) == (LOCAL, "")
    publish_event(event)
    assert radio.slug not in dict(facets.addressees())
    assert_in_nothing_published(radio)


def test_its_page_links_no_local_organisation(client, gao, radio):
    event = coarse(gao)
    for role in (Role.ORGANISER, Role.FUNDER):
        make_role(event, radio, role)
    make_recommendation(event, addressee=radio)
    publish_event(event)
    for suffix in ("/", ".csv", ".json"):
        answer = client.get(event.get_absolute_url().rstrip("/") + suffix)
        page = b"".join(answer) if answer.streaming else answer.content
        assert LOCAL in page.decode(), suffix
        assert "anari" not in page.decode(), suffix
        assert 'href=""' not in page.decode(), suffix
    assert client.get(radio.get_absolute_url()).status_code == 404


def test_a_series_whose_events_are_all_coarse_does_not_name_a_local_holder(client, gao, radio):
    series = make_series(organisation=radio)
    make_published_event(series=series, places=[gao], sensitivity=Sensitivity.REGION_AND_MONTH)
    assert "Canari" not in client.get(series.get_absolute_url()).content.decode()
    assert not PublishedOrganisation.objects.filter(pk=radio.pk).exists()
    make_published_event(series=series, places=[gao])
    assert Organisation.objects.filter(pk=radio.pk, series=series).exists()
    assert "Canari" in client.get(series.get_absolute_url()).content.decode()


def test_notes_and_addressees_in_words_are_no_way_round_it(gao):
    event = coarse(gao)
    make_role(event, make_organisation(name_fr="Alliance"), note="antenne de Markala")
    make_role(event, make_organisation(), Role.FUNDER, note="bureau de Markala")
    item = make_recommendation(event, addressee_text_fr="Mairie de Markala")
    item.follow_ups.create(
        day=date(2024, 6, 1), status="done", note_fr="Reçue à Markala", source=make_source()
    )
    KnowledgeTest.objects.create(event=event, moment="pre", taken_by=20, note="passé à Markala")
    facts = facts_of(event)
    assert "Markala" not in repr(facts)
    assert facts.recommendations[0].addressee.name == "destinataire non publié"


def test_a_planned_town_is_not_told_by_elimination(gao):
    """Three towns are planned; who knows of two of them where they were held would know the third."""
    towns = [
        make_place(name_fr=name, kind=PlaceKind.COMMUNE, parent=gao)
        for name in ("Ansongo", "Bourem", "Djebock")
    ]
    series = make_series(planned_number=3)
    series.planned_places.set(towns)
    make_published_event(places=[towns[0]], series=series)
    told = PublishedSeries.objects.get()
    assert set(told.planned_places) == {town.pk for town in towns}
    hidden = coarse(gao, series=series)
    hidden.event_places.create(place=towns[1])
    publish_event(hidden)
    told = PublishedSeries.objects.get()
    assert told.planned_places == [gao.pk]
    (progress,) = progress_of([told])
    assert progress.places_to_come == ()
