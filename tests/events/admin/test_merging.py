"""The pages on which two records of one event are made one."""

import pytest
from django.urls import reverse

from events.admin import merging
from events.enums import Sensitivity
from events.models import Event
from organisations.models import Merge
from publication.models import Correction, Withdrawal
from publication.services.rebuilding import differences
from tests.admin_forms import admin_url, log_in
from tests.factories import (
    make_coordinator,
    make_event,
    make_event_source,
    make_headcount,
    make_organisation,
    make_participant,
    make_place,
    make_published_event,
    make_role,
    make_user,
)
from tests.published import settle

pytestmark = pytest.mark.django_db


def address(name, *keys):
    return reverse(f"admin:events_event_{name}", args=keys)


@pytest.fixture
def coordinator(client):
    coordinator = make_coordinator()
    log_in(client, coordinator)
    return coordinator


def alike(make=make_published_event, **fields):
    place, body = make_place(), make_organisation()
    pair = [make(places=[place], **fields) for _number in range(2)]
    for event in pair:
        make_role(event, body)
        make_event_source(event)
    settle()
    return pair


def answers(page, side="first", **chosen):
    form = page.context["form"]
    return dict.fromkeys(form.fields, side) | chosen


def test_two_that_resemble_are_compared_made_one_and_parted(client, coordinator):
    first, second = alike()
    make_headcount(first, 30)
    make_headcount(second, 41)
    settle()
    pairs = client.get(address("pairs")).context["pairs"]
    assert [(pair.first, pair.second) for pair, *_rest in pairs] == [(first, second)]
    page = client.get(address("merge", first.pk, second.pk))
    names = [line.name for line in page.context["form"].lines()]
    assert {"keep", "title_fr", "headcounts"} <= set(names)
    assert not {"sensitivity", "owner", "starts_on", "event_places"} & set(names)
    client.post(address("merge", first.pk, second.pk), answers(page, headcounts="second"))
    settle()
    assert first.headcounts.get().number == 41
    assert Withdrawal.objects.get().double_of == first.reference
    assert list(differences()) == []
    client.post(address("part", Merge.objects.get().pk))
    settle()
    assert (first.headcounts.get().number, second.headcounts.get().number) == (30, 41)
    assert not Withdrawal.objects.exists()
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_the_public_page_says_with_which_record_it_was_made_one(client):
    log_in(client, make_coordinator())
    first, second = alike()
    make_role(second, make_organisation(), "partner")
    page = client.get(address("merge", first.pk, second.pk))
    client.post(address("merge", first.pk, second.pk), answers(page))
    assert second.reference in Correction.objects.filter(event=first.pk).latest("pk").reason
    assert second.reference in client.get(first.get_absolute_url()).content.decode()


def test_the_public_record_is_proposed_to_stay(client, coordinator):
    first = make_event()
    second = make_published_event(places=[make_place()])
    page = client.get(address("merge", first.pk, second.pk))
    fields = page.context["form"].fields
    # Accepted as it is proposed, nothing changes on the public page but what it lacked.
    assert {fields[name].initial for name in ("keep", "title_fr")} == {"second"}
    client.post(address("merge", first.pk, second.pk), answers(page, side="first"))
    assert not Merge.objects.exists()


def test_older_records_are_looked_through_page_by_page(client, coordinator, monkeypatch):
    monkeypatch.setattr(merging, "LOOKED_AT", 2)
    first, second = alike()
    make_event(), make_event()
    page = client.get(address("pairs"))
    assert page.context["pairs"] == [] and 'href="?page=2"' in page.content.decode()
    older = client.get(address("pairs"), {"page": "2"})
    assert [(pair.first, pair.second) for pair, *_rest in older.context["pairs"]] == [(first, second)]
    assert 'href="?page=1"' in older.content.decode()


def test_what_becomes_less_visible_is_said_beforehand(client, coordinator):
    first, second = alike()
    assert len(client.get(address("merge", first.pk, second.pk)).context["notices"]) == 1
    Event.objects.filter(pk=second.pk).update(sensitivity=Sensitivity.HIDDEN)
    (notice,) = client.get(address("merge", first.pk, second.pk)).context["notices"]
    assert str(Sensitivity.HIDDEN.label) in notice


def test_two_that_are_said_to_be_two_come_back_when_their_days_change(client, coordinator):
    first, second = alike(make_event)
    client.post(address("different_records", first.pk, second.pk))
    assert client.get(address("pairs")).context["pairs"] == []
    event = Event.objects.get(pk=second.pk)
    event.dates_edtf = "2023-03-29"
    event.save()
    assert len(client.get(address("pairs")).context["pairs"]) == 1


def test_the_list_and_the_record_lead_there(client, coordinator):
    first, second = alike(make_event)
    data = {"action": "merge_two", "_selected_action": [first.pk, second.pk]}
    assert client.post(admin_url(Event, "changelist"), data).url == address("merge", first.pk, second.pk)
    likely = client.get(f"{address('likely')}?evenement={second.pk}")
    assert address("merge", first.pk, second.pk) in likely.content.decode()
    assert address("pairs") in client.get(admin_url(Event, "changelist")).content.decode()


def test_officers_see_the_pairs_of_their_own_drafts_alone(client):
    officer = make_user()
    own = alike(make_event, owner=officer.organisation, created_by=officer)
    other = alike(make_event)
    log_in(client, officer)
    pairs = client.get(address("pairs")).context["pairs"]
    assert [(pair.first, pair.second) for pair, *_rest in pairs] == [tuple(own)]
    for name in ("merge", "different_records"):
        answer = client.post(address(name, own[0].pk, other[0].pk))
        assert answer.status_code in (302, 403)
    assert client.post(address("merge", other[0].pk, other[1].pk), {"keep": "first"}).status_code == 302
    assert not Merge.objects.exists()
    page = client.get(address("merge", own[0].pk, own[1].pk))
    client.post(address("merge", own[0].pk, own[1].pk), answers(page))
    done = Merge.objects.get()
    log_in(client, make_user())
    assert client.post(address("part", done.pk)).status_code == 403
    assert client.get(address("pairs")).context["merges"] == []
    log_in(client, officer)
    assert len(client.get(address("pairs")).context["merges"]) == 1
    client.post(address("part", done.pk))
    assert not Merge.objects.exists()


def test_no_page_tells_names_or_how_many_are_on_a_list(client, coordinator):
    first, second = alike(make_event)
    person = make_participant(second, full_name="Kadiatou Canari")
    page = client.get(address("merge", first.pk, second.pk))
    tables = {table for _name, links in page.context["sides"] for table, _number in links}
    assert str(person._meta.verbose_name_plural).capitalize() not in tables
    assert "Canari" not in page.content.decode()
