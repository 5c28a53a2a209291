"""Records that resemble one another, in a real browser: while one types, and on the page that decides."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events.models import DifferentEvents, Event
from tests.admin_forms import admin_url
from tests.browser.axe import violations
from tests.browser.test_staff import pick
from tests.factories import make_event, make_event_source, make_place, make_published_event, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_one_types_is_compared_at_once(open_as):
    place = make_place(name_fr="Ségou")
    make_published_event(title_fr="Installation du CCS", places=[place], starts_on=date(2023, 10, 11))
    page = open_as(make_user())
    page.goto(admin_url(Event, "add"))
    box = page.locator("#likely-events")
    assert box.inner_text() == "" and box.get_attribute("aria-live") == "polite"
    page.locator("#id_title_fr").fill("Session des élus")
    page.locator("#id_when").fill("12 octobre 2023")
    pick(page, "#id_where", "segou")
    box.get_by_role("link", name="Installation du CCS").wait_for()
    page.locator("#id_when").fill("12/12/2023")
    expect(box).to_be_empty()
    assert page.refused == []


def test_the_page_that_decides_is_used_from_the_keyboard_and_axe_finds_nothing(open_as):
    officer, place = make_user(), make_place()
    mine = make_event(owner=officer.organisation, created_by=officer, places=[place])
    make_event_source(mine)
    other = make_published_event(title_fr="Installation du CCS", places=[place])
    page = open_as(officer)
    page.goto(admin_url(mine, "change"))
    page.get_by_role("link", name="Dire si c’est le même événement").click()
    answer = page.get_by_role("button", name="Ce sont deux événements")
    assert answer.bounding_box()["height"] >= 44
    assert page.refused == []
    assert violations(page) == []
    page.reload()
    page.get_by_role("button", name="C’est le même").click()
    page.get_by_text("sont proposés à qui tient").wait_for()
    answer.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert DifferentEvents.objects.get().by == officer
    assert other.proposed_facts.count() == 1
    assert violations(page) == []
    page.goto(f"{reverse('admin:events_event_likely')}?evenement={mine.pk}")
    page.get_by_role("button", name="Comparer de nouveau").click()
    page.get_by_role("link", name="Installation du CCS").wait_for()
