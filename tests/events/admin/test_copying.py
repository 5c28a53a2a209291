import pytest
from django.urls import reverse

from events.models import Event
from tests.admin_forms import admin_url, log_in
from tests.factories import make_published_event, make_user

pytestmark = pytest.mark.django_db


def copy_address(event):
    return reverse("admin:events_event_copy", args=[event.pk])


def test_the_button_opens_the_copy_and_says_what_is_still_to_be_given(client, officer):
    event = make_published_event(owner=officer.organisation)
    assert copy_address(event) in client.get(admin_url(event, "change")).content.decode()
    answer = client.post(copy_address(event), follow=True)
    copy = Event.objects.exclude(pk=event.pk).get()
    assert answer.redirect_chain[-1][0] == admin_url(copy, "change")
    assert (copy.owner, copy.created_by, copy.title) == (officer.organisation, officer, event.title)
    assert len(answer.context["messages"]) == 1
    assert client.get(admin_url(copy, "delete")).status_code == 200


def test_a_record_of_others_is_no_model_however_public(client, officer):
    event = make_published_event()
    client.post(copy_address(event))
    log_in(client, make_user())
    client.post(copy_address(event))
    assert Event.objects.get() == event
