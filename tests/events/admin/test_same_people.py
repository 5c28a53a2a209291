"""The page of rows of one list that may be one person."""

import pytest
from django.urls import reverse

from tests.admin_forms import log_in
from tests.factories import make_event, make_participant, make_user

pytestmark = pytest.mark.django_db


def test_a_list_of_homonyms_is_looked_through_in_portions(client):
    keeper = make_user(keeps_lists=True)
    log_in(client, keeper)
    event = make_event(owner=keeper.organisation)
    for _number in range(12):
        make_participant(event, full_name="Moussa Traoré", phone="")
    page = client.get(reverse("admin:events_event_same_people", args=[event.pk]))
    assert (len(page.context["pairs"]), page.context["further"]) == (50, 16)
