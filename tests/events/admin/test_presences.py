"""The grid of who was there."""

from datetime import date

import pytest
from django.urls import reverse

from events.enums import HalfDay
from events.forms import presence_grid
from events.models import Presence, Session
from events.services.presences import set_presences
from tests.admin_forms import log_in
from tests.factories import make_event, make_participant, make_user

pytestmark = pytest.mark.django_db

DAY = date(2023, 3, 28)


@pytest.fixture
def keeper(client):
    keeper = make_user(keeps_lists=True)
    log_in(client, keeper)
    return keeper


def address(event):
    return reverse("admin:events_event_presences", args=[event.pk])


def sheet(client, event, page=1):
    """What the form of the page would send as it stands."""
    grid = client.get(f"{address(event)}?page={page}").context["grid"]
    ticked = [box.value for _person, boxes in grid.rows() for box in boxes if box.is_ticked]
    return {"page": page, "vu": grid.was(), "present": ticked}


def marks(event):
    found = Presence.objects.filter(session__event=event)
    return sorted(found.values_list("participant__full_name", "session__half_day"))


def test_half_days_come_from_the_dates_and_are_kept_with_the_first_mark(client, keeper):
    event = make_event(owner=keeper.organisation, starts_on=DAY)
    person = make_participant(event, full_name="Awa")
    data = sheet(client, event)
    assert data["present"] == []
    client.post(address(event), {**data, "present": [f"{person.pk}/{event.pk}-20230328-M"], "garder": "1"})
    assert marks(event) == [("Awa", HalfDay.MORNING)]
    assert list(event.sessions.values_list("day", "half_day")) == [(DAY, HalfDay.MORNING)]


def test_all_are_present_then_the_exceptions(client, keeper):
    event = make_event(owner=keeper.organisation, starts_on=DAY)
    people = [make_participant(event, full_name=name) for name in ("Awa", "Binta", "Cheick")]
    slot = f"{event.pk}-20230328-M"
    page = client.post(address(event), {**sheet(client, event), "tous": slot})
    grid = page.context["grid"]
    ticked = [box.value for _person, boxes in grid.rows() for box in boxes if box.is_ticked]
    assert ticked == [f"{person.pk}/{slot}" for person in people]
    assert marks(event) == []
    client.post(address(event), {"page": 1, "vu": grid.was(), "present": ticked[:2], "garder": "1"})
    assert marks(event) == [("Awa", HalfDay.MORNING), ("Binta", HalfDay.MORNING)]


def test_what_a_colleague_marked_meanwhile_stays(client, keeper):
    event = make_event(owner=keeper.organisation, starts_on=DAY)
    first, second = make_participant(event, full_name="Awa"), make_participant(event, full_name="Binta")
    Session.objects.create(event=event, day=DAY, half_day=HalfDay.MORNING)
    data = sheet(client, event)
    set_presences(event=event, present={(second.pk, (DAY, HalfDay.MORNING))})
    client.post(address(event), {**data, "present": [f"{first.pk}/{event.pk}-20230328-M"], "garder": "1"})
    assert marks(event) == [("Awa", HalfDay.MORNING), ("Binta", HalfDay.MORNING)]


def test_a_tick_taken_away_is_an_absence(client, keeper):
    event = make_event(owner=keeper.organisation, starts_on=DAY)
    person = make_participant(event)
    set_presences(event=event, present={(person.pk, (DAY, HalfDay.MORNING))})
    client.post(address(event), {**sheet(client, event), "present": [], "garder": "1"})
    assert marks(event) == []


def test_only_people_of_the_page_change_and_the_next_one_follows(client, keeper, monkeypatch):
    monkeypatch.setattr(presence_grid, "PEOPLE_PER_PAGE", 1)
    event = make_event(owner=keeper.organisation, starts_on=DAY)
    first, second = make_participant(event, full_name="Awa"), make_participant(event, full_name="Binta")
    slot = f"{event.pk}-20230328-M"
    sent = [f"{first.pk}/{slot}", f"{second.pk}/{slot}", "x/y", f"{first.pk}/9-20230328-M"]
    response = client.post(address(event), {**sheet(client, event), "present": sent, "suivant": "1"})
    assert response.url == f"{address(event)}?page=2"
    assert marks(event) == [("Awa", HalfDay.MORNING)]


def test_an_event_without_exact_days_says_what_to_complete(client, keeper):
    event = make_event(owner=keeper.organisation, starts_on=DAY, date_precision="month")
    make_participant(event)
    page = client.get(address(event))
    assert page.context["grid"].slots == ()
    assert reverse("admin:events_event_change", args=[event.pk]) in page.content.decode()
