import pytest
from django.urls import reverse

from events.enums import Status
from events.models import Event
from tests.admin_forms import admin_url, data_of, log_in, sheet_url
from tests.factories import make_coordinator, make_event, make_published_event, make_user

pytestmark = pytest.mark.django_db


def press(client, event, button, **changes):
    """Save the form with one of its buttons."""
    address = sheet_url(event)
    return client.post(address, data_of(client.get(address)) | changes | {button: "1"}, follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def act(client, action, events, **more):
    return client.post(
        admin_url(Event, "changelist"),
        {"action": action, "_selected_action": [event.pk for event in events], **more},
        follow=True,
    )


def test_an_officer_saves_and_submits_at_once(client):
    officer = make_user()
    event = make_event(owner=officer.organisation)
    log_in(client, officer)
    response = press(client, event, "_submit", title_fr="Complété")
    event.refresh_from_db()
    assert (event.title_fr, event.status) == ("Complété", Status.SUBMITTED)
    assert messages_of(response) == ["1 fiche soumise à la relecture."]


def test_a_new_event_is_submitted_from_its_first_page(client):
    log_in(client, make_user())
    address = sheet_url()
    sheet = {"title_fr": "Neuf", "kind": "forum", "when": "01/02/2023"}
    client.post(address, data_of(client.get(address)) | sheet | {"_submit": "1"})
    assert Event.objects.get().status == Status.SUBMITTED


def test_a_coordinator_publishes_what_was_submitted(client):
    event, coordinator = make_event(status=Status.SUBMITTED), make_coordinator()
    log_in(client, coordinator)
    response = press(client, event, "_publish")
    event.refresh_from_db()
    assert event.status == Status.PUBLISHED
    assert event.reference in response.content.decode()
    assert event.status_changes.get().by == coordinator


def test_an_officer_has_no_button_to_publish_and_cannot_forge_one(client):
    officer = make_user()
    event = make_event(owner=officer.organisation, status=Status.RETURNED)
    log_in(client, officer)
    assert 'name="_publish"' not in client.get(sheet_url(event)).content.decode()
    press(client, event, "_publish")
    event.refresh_from_db()
    assert event.status == Status.RETURNED


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("return", Status.SUBMITTED, Status.RETURNED),
        ("ask", Status.PUBLISHED, Status.PUBLISHED),
        ("withdraw", Status.PUBLISHED, Status.WITHDRAWN),
    ],
)
def test_moves_that_take_something_back_ask_why(client, name, before, after):
    event = make_published_event() if before == Status.PUBLISHED else make_event(status=before)
    log_in(client, make_coordinator())
    address = reverse("admin:events_event_step", args=[event.pk, name])
    assert "Motif" in client.get(address).content.decode()
    client.post(address, {"reason": "   ", "public_reason": "error"})
    event.refresh_from_db()
    assert event.status == before
    client.post(address, {"reason": "Les dates sont à vérifier.", "public_reason": "error"})
    event.refresh_from_db()
    assert event.status == after
    assert event.status_changes.first().reason == "Les dates sont à vérifier."


def test_who_withdraws_chooses_what_the_public_is_told(client):
    event = make_published_event()
    log_in(client, make_coordinator())
    address = reverse("admin:events_event_step", args=[event.pk, "withdraw"])
    answer = client.post(address, {"reason": "Saisie deux fois."})
    assert "Choisissez ce que dira la page publique." in answer.content.decode()
    assert "Saisie deux fois." in answer.content.decode()
    client.post(address, {"reason": "Saisie deux fois.", "public_reason": "duplicate"})
    body = client.get(event.get_absolute_url()).content.decode()
    assert "doublon" in body and "Saisie deux fois" not in body


def test_the_author_reads_why_his_record_came_back(client):
    officer = make_user()
    event = make_event(owner=officer.organisation, created_by=officer, status=Status.SUBMITTED)
    log_in(client, make_coordinator())
    client.post(reverse("admin:events_event_step", args=[event.pk, "return"]), {"reason": "Qui a payé ?"})
    log_in(client, officer)
    assert "Qui a payé" in client.get(reverse("admin:index")).content.decode()
    assert "Qui a payé" in client.get(sheet_url(event)).content.decode()


def test_an_unknown_move_is_no_page(client):
    event = make_event()
    log_in(client, make_coordinator())
    for name in ("publish", "efface"):
        assert client.get(reverse("admin:events_event_step", args=[event.pk, name])).status_code == 404


def test_a_selection_is_submitted_and_each_refusal_is_named(client):
    officer = make_user()
    ready = [make_event(owner=officer.organisation) for _each in range(2)]
    done = make_published_event(owner=officer.organisation, title_fr="Déjà publié")
    log_in(client, officer)
    said = messages_of(act(client, "submit_selected", [*ready, done]))
    assert [event.status for event in Event.objects.order_by("pk")] == ["submitted", "submitted", "published"]
    assert said[1:] == ["2 fiches soumises à la relecture."]
    assert said[0].startswith("Déjà publié – ")


def test_a_selection_is_returned_with_one_reason(client):
    events = [make_event(status=Status.SUBMITTED) for _each in range(2)]
    log_in(client, make_coordinator())
    page = act(client, "return_selected", events)
    assert "Motif" in page.content.decode()
    act(client, "return_selected", events, reason="Ajoutez la source.")
    assert {event.status for event in Event.objects.all()} == {Status.RETURNED}
    assert events[1].status_changes.get().reason == "Ajoutez la source."


def test_officers_are_not_offered_the_actions_of_reviewers(client):
    officer = make_user()
    event = make_event(owner=officer.organisation, status=Status.SUBMITTED)
    log_in(client, officer)
    assert "publish_selected" not in client.get(admin_url(Event, "changelist")).content.decode()
    act(client, "publish_selected", [event])
    event.refresh_from_db()
    assert event.status == Status.SUBMITTED


def test_a_reviewer_sees_what_waits(client):
    make_event(status=Status.SUBMITTED, title_fr="Attend la relecture")
    make_event(title_fr="Brouillon d’autrui")
    log_in(client, make_coordinator())
    page = client.get(reverse("admin:index")).content.decode()
    assert "À relire (1)" in page
    assert "Attend la relecture" in page
    assert "Brouillon d’autrui" not in page


def test_what_is_missing_stands_above_the_form(client):
    officer = make_user()
    log_in(client, officer)
    page = client.get(admin_url(make_event(owner=officer.organisation), "change")).content.decode()
    assert "Aucun organisateur." in page


def test_a_published_event_is_withdrawn_not_deleted(client):
    event = make_published_event()
    log_in(client, make_coordinator())
    response = client.post(admin_url(event, "delete"), {"post": "yes"}, follow=True)
    assert Event.objects.filter(pk=event.pk).exists()
    assert "ne se supprime pas" in messages_of(response)[0]
    act(client, "delete_selected", [event], post="yes")
    assert Event.objects.filter(pk=event.pk).exists()


def test_a_coordinator_deletes_a_draft_nobody_signed(client):
    event = make_event()
    log_in(client, make_coordinator())
    client.post(admin_url(event, "delete"), {"post": "yes"})
    assert not Event.objects.exists()
