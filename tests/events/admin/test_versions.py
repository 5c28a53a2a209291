"""The history of a record in words, and the way back to an earlier version."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import (
    Event,
    EventLink,
    EventPlace,
    EventRole,
    FollowUp,
    Headcount,
    Objective,
    Presence,
    Recommendation,
    Session,
    Theme,
)
from events.services.deleting import delete_draft, erase_deleted
from events.services.record_history import LISTS, PARTS, moments_of
from publication.models import Correction
from tests.admin_forms import admin_url, log_in
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_organisation,
    make_participant,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user(first_name="Awa", last_name="Traoré")


@pytest.fixture
def event(officer):
    return make_event(
        owner=officer.organisation, created_by=officer, title_fr="Forum", places=[make_place(name_fr="Gao")]
    )


def settle(event, days_ago):
    """Everything noted so far happened that many days ago."""
    for model in {Event, *PARTS, *LISTS}:
        for record in model.history.all():
            record.history_date -= timedelta(days=days_ago)
            record.save()


def lines(client, event):
    page = client.get(admin_url(event, "history"))
    return [line for moment in page.context["moments"] for line in moment["words"]]


def back(event, number=-1):
    """The address of one moment; the oldest unless told."""
    return reverse("admin:events_event_return", args=[event.pk, moments_of(event)[number].key])


def go_back(client, event, number=-1, **data):
    address = back(event, number)
    version = client.get(address).context["form"]["version"].value()
    return client.post(address, {"version": version, **data}, follow=True)


def test_changes_of_all_parts_are_one_readable_moment(client, officer, event):
    settle(event, 2)
    body = make_organisation(name_fr="WANEP")
    event.title_fr, event.kind = "Forum régional", "forum"
    event.save()
    EventPlace.objects.create(event=event, place=make_place(name_fr="Ansongo"), position=1)
    EventRole.objects.create(event=event, organisation=body, role="organiser")
    women = Headcount.objects.create(event=event, sex="women", number=12)
    log_in(client, officer)
    page = client.get(admin_url(event, "history"))
    assert len(page.context["moments"]) == 2
    assert page.context["moments"][0]["words"] == [
        "type : atelier → forum",
        "titre : Forum → Forum régional",
        "organisateur : WANEP (nouveau)",
        "effectif femmes : 12 (nouveau)",
        "lieu : Gao → Gao, Ansongo",
    ]
    settle(event, 1)
    women.number = 14
    women.save()
    assert lines(client, event)[0] == "effectif femmes : 12 → 14"


def test_each_person_has_a_moment_of_her_own(client, officer, event):
    event.title_fr = "Autre"
    event._history_user = officer
    event.save()
    log_in(client, officer)
    moments = client.get(admin_url(event, "history")).context["moments"]
    assert [moment["by"] for moment in moments] == [officer, None]


def test_names_that_the_reader_may_not_see_are_not_told(client, officer, event):
    settle(event, 2)
    other = make_user(organisation=make_organisation(name_fr="Secrète"))
    Event.objects.filter(pk=event.pk).get()
    role = EventRole.objects.create(event=event, organisation=other.organisation, role="partner")
    role.delete()
    other_name = other.organisation
    other.delete()
    other_name.delete()
    log_in(client, officer)
    assert "Secrète" not in client.get(admin_url(event, "history")).content.decode()


def test_no_participant_leaves_a_trace(client, officer, event):
    make_participant(event, full_name="Fatoumata Canari")
    log_in(client, officer)
    assert "Canari" not in client.get(admin_url(event, "history")).content.decode()
    private = ("Participant", "Presence", "TestScore", "Quotation")
    assert not any(hasattr(apps.get_model("events", name), "history") for name in private)


def test_sessions_and_links_come_back_but_for_what_would_lose_signatures(client, officer, event):
    place, other = make_place(name_fr="Kati"), make_event(owner=officer.organisation, title_fr="Avant")
    session = Session.objects.create(event=event, day=date(2023, 3, 28), half_day="morning", place=place)
    EventLink.objects.create(event=event, other=other, kind="follows")
    settle(event, 1)
    key = session.pk
    session.delete()
    event.links.all().delete()
    signed = Session.objects.create(event=event, day=date(2023, 3, 29), half_day="morning", title="Signée")
    Presence.objects.create(session=signed, participant=make_participant(event))
    unsigned = Session.objects.create(event=event, day=date(2023, 3, 29), half_day="afternoon")
    log_in(client, officer)
    assert any("Signée" in line for line in lines(client, event))
    go_back(client, event)
    assert {row.pk for row in event.sessions.all()} == {key, signed.pk}
    assert unsigned.pk not in {row.pk for row in event.sessions.all()}
    assert (event.sessions.get(pk=key).place, event.links.get().other) == (place, other)


def test_a_link_that_would_close_a_circle_does_not_come_back(client, officer, event):
    other = make_event(owner=officer.organisation)
    EventLink.objects.create(event=event, other=other, kind="follows")
    settle(event, 1)
    event.links.all().delete()
    EventLink.objects.create(event=other, other=event, kind="follows")
    log_in(client, officer)
    go_back(client, event)
    assert not event.links.exists()


def test_going_back_brings_fields_and_parts_and_erases_no_history(client, officer, event):
    role = EventRole.objects.create(event=event, organisation=make_organisation(), role="organiser")
    count = Headcount.objects.create(event=event, number=40)
    settle(event, 1)
    versions = Event.history.count()
    key = role.pk
    event.title_fr = "Titre fautif"
    event.save()
    role.delete()
    count.number = 400
    count.save()
    Objective.objects.create(event=event, text_fr="De trop")
    EventPlace.objects.create(event=event, place=make_place(name_fr="Ansongo"), position=1)
    log_in(client, officer)
    assert len(client.get(back(event)).context["changes"]) == 5
    go_back(client, event)
    event.refresh_from_db()
    assert event.title_fr == "Forum"
    assert [row.place.name for row in event.event_places.all()] == ["Gao"]
    assert [(row.pk, row.role) for row in event.roles.all()] == [(key, "organiser")]
    assert [row.number for row in event.headcounts.all()] == [40]
    assert not event.objectives.exists()
    assert Event.history.count() == versions + 2
    assert Event.objects.search("fautif").count() == 0
    assert not client.get(back(event)).context["changes"]


def test_what_an_event_cites_is_told_and_comes_back(client, officer, event):
    dialogue = Theme.objects.create(slug="dialogue", name_fr="Dialogue")
    justice = Theme.objects.create(slug="justice", name_fr="Justice")
    event.themes.set([dialogue])
    settle(event, 1)
    event.themes.set([justice])
    dialogue.events.add(event)
    event.programmes.add(make_programme(name_fr="Just Future"))
    log_in(client, officer)
    assert lines(client, event)[:2] == [
        "thèmes : Dialogue → Justice, Dialogue",
        "programmes : – → Just Future",
    ]
    go_back(client, event)
    assert (list(event.themes.all()), list(event.programmes.all())) == ([dialogue], [])


def test_an_agreement_is_told_to_its_readers_and_stays(client, officer, event):
    settle(event, 1)
    hidden = make_agreement(make_organisation(), reference="SECRETE", funder_disclosed=False)
    event.agreements.set([hidden])
    log_in(client, officer)
    assert "SECRETE" not in client.get(admin_url(event, "history")).content.decode()
    go_back(client, event)
    assert list(event.agreements.all()) == [hidden]
    log_in(client, make_coordinator())
    assert "SECRETE" in client.get(admin_url(event, "history")).content.decode()


def test_an_erased_draft_leaves_no_history(event):
    event.themes.set([Theme.objects.create(slug="dialogue", name_fr="Dialogue")])
    delete_draft(event=event)
    erase_deleted(events=[event])
    for model in (Event, *PARTS, *LISTS):
        assert not model.history.exists(), model


def test_the_workflow_and_what_protects_stay(client, event):
    settle(event, 1)
    event.status, event.sensitivity, event.title_fr = "submitted", "region_and_month", "Autre"
    event.save()
    log_in(client, make_coordinator())
    go_back(client, event)
    event.refresh_from_db()
    assert (event.status, event.sensitivity, event.title_fr) == ("submitted", "region_and_month", "Forum")


def test_a_funder_who_is_withheld_today_stays_withheld(client, officer, event):
    role = EventRole.objects.create(
        event=event, organisation=make_organisation(), role="funder", financing_kind="both"
    )
    settle(event, 1)
    role.disclosed, role.note_fr = False, "autre"
    role.save()
    log_in(client, officer)
    go_back(client, event)
    role.refresh_from_db()
    assert (role.disclosed, role.note_fr or "") == (False, "")


def test_what_would_be_lost_with_a_row_keeps_it(client, officer, event):
    settle(event, 1)
    recommendation = make_recommendation(event)
    FollowUp.objects.create(recommendation=recommendation, day=event.starts_on, status="done")
    log_in(client, officer)
    context = client.get(back(event)).context
    assert (context["changes"], len(context["kept"])) == ([], 1)
    go_back(client, event)
    assert Recommendation.objects.filter(pk=recommendation.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_published_record_asks_why_and_tells_it(client):
    event = make_published_event(title_fr="Juste")
    settle(event, 1)
    event.title_fr = "Faux"
    event.save()
    assert "Faux" in client.get(event.get_absolute_url()).content.decode()
    log_in(client, make_coordinator())
    assert "reason" in client.get(back(event, 1)).context["form"].fields
    go_back(client, event, 1, reason="Titre remis.")
    event.refresh_from_db()
    assert event.title_fr == "Juste"
    assert Correction.objects.order_by("pk").last().reason == "Titre remis."


def test_a_return_is_shown_again_when_somebody_saved_meanwhile(client, officer, event):
    settle(event, 1)
    event.title_fr = "Deux"
    event.save()
    log_in(client, officer)
    address = back(event)
    version = client.get(address).context["form"]["version"].value()
    event.title_fr = "Trois"
    event.save()
    response = client.post(address, {"version": version})
    event.refresh_from_db()
    assert (response.status_code, event.title_fr) == (200, "Trois")
    assert response.context["form"]["version"].value() == event.updated_at.isoformat()


def test_a_place_that_another_row_took_refuses_the_return(client, officer, event):
    event.series_rank = None
    first = Headcount.objects.create(event=event, number=40)
    settle(event, 1)
    first.sex = "women"
    first.save()
    apps.get_model("events", "HistoricalHeadcount").objects.filter(history_type="~").update(history_type="~")
    Headcount.objects.create(event=event, number=50)
    Headcount.history.filter(number=50).delete()
    log_in(client, officer)
    said = list(go_back(client, event).context["messages"])
    first.refresh_from_db()
    assert first.sex == "women"
    assert len(said) == 1


def test_only_who_may_correct_goes_back(client, officer, event):
    settle(event, 1)
    event.status, event.title_fr = "submitted", "Autre"
    event.save()
    log_in(client, officer)
    assert client.get(back(event)).status_code == 403
    assert [moment["address"] for moment in client.get(admin_url(event, "history")).context["moments"]] == [
        "",
        "",
    ]
    log_in(client, make_user())
    assert client.get(back(event)).status_code == 302


@pytest.mark.parametrize("moment", [0, 10**30])
def test_a_moment_of_which_nothing_is_known_is_no_page(client, event, moment):
    log_in(client, make_coordinator())
    assert client.get(reverse("admin:events_event_return", args=[event.pk, moment])).status_code == 404


def test_rows_of_before_the_history_are_noted_as_they_stand(client, event):
    objective = Objective.objects.create(event=event, text_fr="Premier")
    for model in (Objective, EventPlace):
        model.history.all().delete()
    import_module("events.migrations.0021_history_begins").note_rows(apps, None)
    record = Objective.history.get()
    assert (record.id, record.text_fr, record.history_change_reason) == (objective.pk, "Premier", "baseline")
    settle(event, 1)
    objective.text_fr = "Second"
    objective.save()
    log_in(client, make_coordinator())
    go_back(client, event)
    objective.refresh_from_db()
    assert objective.text_fr == "Premier"


def test_a_history_costs_the_same_at_any_length(client, event):
    log_in(client, make_coordinator())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(admin_url(event, "history"))
        return len(captured)

    EventRole.objects.create(event=event, organisation=make_organisation(), role="partner")
    settle(event, 1)
    queries()
    one = queries()
    for number in range(3):
        EventRole.objects.create(event=event, organisation=make_organisation(), role="partner")
        event.title_fr = f"Titre {number}"
        event._history_user = get_user_model().objects.first()
        event.save()
        settle(event, 1)
    # One query for each table of parts, and one for each model of the names in them.
    assert queries() == one
