"""An officer deletes the draft that she entered, and takes it back."""

import pytest
from django.urls import reverse

from events.enums import Status
from events.models import Event, Participant
from events.services.deleting import delete_draft
from tests.admin_forms import admin_url, log_in
from tests.factories import (
    make_coordinator,
    make_event,
    make_participant,
    make_published_event,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(officer):
    event = make_event(owner=officer.organisation, created_by=officer, title_fr="Brouillon de Gao")
    make_recommendation(event)
    return event


def restore_address(event):
    return reverse("admin:events_event_restore", args=[event.pk])


def test_an_officer_deletes_her_draft_and_takes_it_back(client, draft):
    page = client.get(admin_url(draft, "delete")).content.decode()
    assert "Pendant 30 jours, « Annuler la suppression »" in page
    assert "Recommandations : 1" in page.replace("\xa0", " ") and "extes de recherche" not in page
    answer = client.post(admin_url(draft, "delete"), {"post": "yes"}, follow=True)
    home = answer.content.decode()
    assert "« Brouillon de Gao » vient d’être supprimé." in home
    assert home.count(restore_address(draft)) == 1
    assert not Event.objects.exists()
    assert client.get(admin_url(draft, "change")).status_code == 302
    assert "Brouillon de Gao" not in client.get(admin_url(Event, "changelist")).content.decode()

    back = client.post(restore_address(draft), follow=True)
    assert "est revenu avec tout ce qu’il contenait" in back.content.decode()
    assert Event.objects.get().recommendations.count() == 1
    assert restore_address(draft) not in client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.WITHDRAWN, Status.PUBLISHED])
def test_only_what_is_in_work_and_was_never_public(client, officer, draft, status):
    published = make_published_event(owner=officer.organisation, created_by=officer)
    Event.objects.filter(pk=published.pk).update(status=status)
    assert client.post(admin_url(published, "delete"), {"post": "yes"}).status_code == 403
    Event.objects.filter(pk=published.pk).update(status=Status.RETURNED)
    assert client.post(admin_url(published, "delete"), {"post": "yes"}).status_code == 403


def test_a_colleague_is_told_whom_to_ask(client, officer):
    colleague = make_user(organisation=officer.organisation, first_name="Awa", last_name="Diarra")
    event = make_event(owner=officer.organisation, created_by=colleague)
    assert client.post(admin_url(event, "delete"), {"post": "yes"}).status_code == 403
    page = client.get(admin_url(event, "change")).content.decode()
    assert f"demandez à {colleague}, qui l’a saisi, ou à la coordination." in page


def test_nobody_else_takes_it_back_or_learns_of_it(client, draft):
    delete_draft(event=draft)
    for user in (make_user(organisation=draft.owner), make_user()):
        log_in(client, user)
        assert client.post(restore_address(draft)).status_code == 403
        home = client.get(f"{reverse('admin:index')}?supprime={draft.pk}").content.decode()
        assert "Brouillon de Gao" not in home
    log_in(client, make_coordinator())
    assert client.post(restore_address(draft)).status_code == 302


def test_its_list_is_hidden_with_it(client, officer):
    keeper = make_user(organisation=officer.organisation, keeps_lists=True)
    event = make_event(owner=officer.organisation, created_by=keeper)
    person = make_participant(event, full_name="Canari Nom")
    log_in(client, keeper)
    delete_draft(event=event)
    assert "Canari" not in client.get(admin_url(Participant, "changelist")).content.decode()
    assert client.get(admin_url(person, "change")).status_code in (302, 403)


def test_several_are_deleted_from_the_list_and_those_that_were_public_stay(client, draft):
    log_in(client, make_coordinator())
    public = make_published_event()
    data = {"action": "delete_selected", "_selected_action": [draft.pk, public.pk], "post": "yes"}
    client.post(admin_url(Event, "changelist"), data)
    assert Event.objects.filter(pk=public.pk).exists()
