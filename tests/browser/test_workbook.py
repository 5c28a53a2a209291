"""The workbook in a real browser: what is wrong, what it would change, what it asks, and taking it back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Audience, Event
from tests.browser.axe import PHONE, violations
from tests.events.resources.article import as_workbook
from tests.factories import make_coordinator, make_published_event, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "admin:events_event_workbook"


def is_sound(page):
    refused, found = list(page.refused), violations(page)
    # What looks at the page is refused its own styles.
    page.refused.clear()
    return refused == found == []


def send(page, tables):
    page.goto(reverse(PAGE))
    page.locator("input[type=file]").set_input_files(
        {"name": "classeur.xlsx", "mimeType": "application/octet-stream", "buffer": as_workbook(tables)}
    )
    with page.expect_navigation():
        page.locator("#content form input[type=submit]").first.press("Enter")


def test_a_workbook_is_mended_imported_and_taken_back(open_as):
    page = open_as(make_user(), width=PHONE)
    page.goto(reverse(PAGE))
    assert is_sound(page)
    publics = [["Événement", "Public"], ["E1", "médias"]]
    events = [["Mon code", "Titre", "Type", "Dates"], ["E1", "Forum de Kati", "pique-nique", "mars 2023"]]
    send(page, {"Publics": publics, "Événements": events})
    assert is_sound(page)
    events[1][2] = "forum"
    send(page, {"Publics": publics, "Événements": events})
    assert not Event.objects.exists()
    assert is_sound(page)
    with page.expect_navigation():
        page.locator("input[name=confirm]").press("Enter")
    page.locator("form[action*=annuler] button, form[action*=annuler] input[type=submit]").wait_for()
    assert Audience.objects.get().event.title == "Forum de Kati"
    assert is_sound(page)


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_what_others_changed_since_is_asked_about_and_a_correction_says_why(open_as, width):
    event = make_published_event(title_fr="Forum public", venue="Mairie")
    exported = timezone.localtime() - timedelta(minutes=5)
    Event.history.update(history_date=exported - timedelta(hours=1))
    event._history_user, event.venue = make_coordinator(), "Préfecture"
    event.save()
    page = open_as(make_coordinator(), width=width)
    row = [event.reference, "Lycée", exported.strftime("%Y-%m-%d %H:%M:%S")]
    send(page, {"Événements": [["Référence", "Salle", "Exporté le"], row]})
    assert is_sound(page)
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # The browser itself asks for an answer.
    page.locator("input[name=confirm]").press("Enter")
    event.refresh_from_db()
    assert event.venue == "Préfecture"
    page.locator("input[name=replace]").press("Space")
    page.locator("input[name=correction_reason]").fill("L’article le dit.")
    with page.expect_navigation():
        page.locator("input[name=confirm]").press("Enter")
    event.refresh_from_db()
    assert event.venue == "Lycée"
