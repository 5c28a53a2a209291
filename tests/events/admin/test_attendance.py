"""The pages of the list keeper."""

import pytest
from django.urls import reverse

from events.enums import HalfDay, Sex
from events.models import Event, KnowledgeTest, Participant, Presence, Session, TestScore
from tests.admin_forms import admin_url, data_of, errors_of, log_in, sheet_url
from tests.factories import (
    make_event,
    make_participant,
    make_published_event,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    keeper = make_user(keeps_lists=True)
    log_in(client, keeper)
    return keeper


def test_the_form_of_the_event_leads_its_keeper_to_the_list_and_nobody_else(client, keeper):
    event = make_event(owner=keeper.organisation)
    make_participant(event, full_name="Canari Unique")
    address = f'href="{reverse("admin:events_event_attendance", args=[event.pk])}"'
    page = client.get(sheet_url(event)).content.decode()
    assert address in page
    assert "Canari" not in page
    people = f"{admin_url(Participant, 'changelist')}?event__id__exact={event.pk}"
    assert people in client.get(reverse("admin:events_event_attendance", args=[event.pk])).content.decode()
    assert "Canari Unique" in client.get(people).content.decode()
    log_in(client, make_user(organisation=keeper.organisation))
    assert address not in client.get(sheet_url(event)).content.decode()


def test_the_list_of_one_event_bears_its_title_and_adds_to_it(client, keeper):
    event = make_event(owner=keeper.organisation, title_fr="Atelier de Kati")
    foreign = make_event(title_fr="Atelier secret")
    address = admin_url(Participant, "changelist")
    page = client.get(f"{address}?event__id__exact={event.pk}")
    assert page.context["subtitle"] == "Atelier de Kati"
    add = f"{admin_url(Participant, 'add')}?_changelist_filters=event__id__exact%3D{event.pk}"
    assert data_of(client.get(add))["event"] == event.pk
    assert "Atelier secret" not in client.get(f"{address}?event__id__exact={foreign.pk}").content.decode()


def test_the_next_number_is_given(client, keeper):
    event = make_event(owner=keeper.organisation)
    make_participant(event, number=41)
    address = f"{admin_url(Participant, 'add')}?event={event.pk}"
    data = data_of(client.get(address))
    assert data["event"] == str(event.pk)
    client.post(address, data | {"full_name": "Deuxième", "sex": Sex.WOMEN})
    assert event.participants.get(full_name="Deuxième").number == 42


def test_a_number_taken_is_said_so(client, keeper):
    event = make_event(owner=keeper.organisation)
    make_participant(event, number=1)
    response = client.post(
        admin_url(Participant, "add"), {"event": event.pk, "number": "1", "full_name": "Autre"}
    )
    assert errors_of(response) == {"number": ["Ce numéro est déjà pris dans la liste de cet événement."]}


def test_the_list_of_a_published_event_can_still_be_corrected(client, keeper):
    person = make_participant(make_published_event(owner=keeper.organisation), full_name="Mal écrit")
    address = admin_url(person, "change")
    client.post(address, data_of(client.get(address)) | {"full_name": "Bien écrit"})
    person.refresh_from_db()
    assert person.full_name == "Bien écrit"


def test_half_days_are_ticked_on_the_page_of_a_person(client, keeper):
    event = make_event(owner=keeper.organisation)
    morning, afternoon = (
        Session.objects.create(event=event, day=event.starts_on, half_day=half)
        for half in (HalfDay.MORNING, HalfDay.AFTERNOON)
    )
    person = make_participant(event)
    present = Presence.objects.create(participant=person, session=morning, signed=False)
    address = admin_url(person, "change")
    client.post(address, data_of(client.get(address)) | {"attended": [morning.pk, afternoon.pk]})
    assert {presence.session for presence in person.presences.all()} == {morning, afternoon}
    # What was noted stays as it was.
    present.refresh_from_db()
    assert present.signed is False
    client.post(address, data_of(client.get(address)) | {"attended": [afternoon.pk]})
    assert [presence.session for presence in person.presences.all()] == [afternoon]


def test_the_sheet_of_a_half_day_names_who_may_have_signed(client, keeper):
    event = make_event(owner=keeper.organisation)
    session = Session.objects.create(event=event, day=event.starts_on, half_day=HalfDay.MORNING)
    person = make_participant(event, full_name="Aminata Présente")
    make_participant(make_event(owner=keeper.organisation), full_name="D’un autre atelier")
    address = admin_url(session, "change")
    page = client.get(address).content.decode()
    assert "Aminata Présente" in page
    assert "D’un autre atelier" not in page
    client.post(address, {"present": [person.pk]})
    assert [presence.participant for presence in session.presences.all()] == [person]


def test_scores_are_kept_for_the_participants_of_the_event(client, keeper):
    event = make_event(owner=keeper.organisation)
    person, stranger = make_participant(event), make_participant(make_event(owner=keeper.organisation))
    test = KnowledgeTest.objects.create(event=event, moment="before", scale=20)
    address = admin_url(test, "change")
    data = data_of(client.get(address))
    response = client.post(address, data | {"scores-0-participant": stranger.pk, "scores-0-score": "12"})
    assert list(errors_of(response)) == ["scores-0-participant"]
    client.post(address, data | {"scores-0-participant": person.pk, "scores-0-score": "12,5"})
    assert float(TestScore.objects.get().score) == 12.5


def test_a_half_day_that_was_signed_is_not_deleted_from_the_event(client, keeper):
    event = make_event(owner=keeper.organisation)
    session = Session.objects.create(event=event, day=event.starts_on, half_day=HalfDay.MORNING)
    Presence.objects.create(participant=make_participant(event), session=session)
    address = sheet_url(event)
    response = client.post(address, data_of(client.get(address)) | {"sessions-0-DELETE": "on"})
    assert "retirez-les d’abord" in errors_of(response)["sessions"][0]
    assert event.sessions.exists()


def test_the_list_is_counted_into_the_headcount(client, keeper):
    event = make_event(owner=keeper.organisation)
    for sex in (Sex.WOMEN, Sex.WOMEN, Sex.MEN):
        make_participant(event, sex=sex)
    address = sheet_url(event)
    client.post(address, data_of(client.get(address)) | {"_count_list": "1"})
    counts = {row.sex: row.number for row in event.headcounts.filter(category="", age_band="")}
    assert counts == {"": 3, "women": 2, "men": 1}


def test_counting_is_not_for_others(client, keeper):
    event = make_event(owner=keeper.organisation)
    make_participant(event)
    log_in(client, make_user(organisation=keeper.organisation))
    address = sheet_url(event)
    client.post(address, data_of(client.get(address)) | {"_count_list": "1"})
    assert not event.headcounts.exists()


def test_a_keeper_of_another_organisation_meets_an_empty_list(client):
    make_participant(make_event(), full_name="Canari Unique")
    log_in(client, make_user(keeps_lists=True))
    assert "Canari" not in client.get(admin_url(Participant, "changelist")).content.decode()
    response = client.post(
        admin_url(Participant, "add"), {"event": Event.objects.get().pk, "full_name": "Intrus"}
    )
    assert list(errors_of(response)) == ["event"]


def test_the_first_page_offers_lists_to_keepers_only(client, keeper):
    assert admin_url(Participant, "changelist") in client.get(reverse("admin:index")).content.decode()
    log_in(client, make_user())
    assert admin_url(Participant, "changelist") not in client.get(reverse("admin:index")).content.decode()
