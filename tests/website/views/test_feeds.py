"""Atom and iCalendar as their readers see them."""

from datetime import date, timedelta

import pytest
from defusedxml.ElementTree import fromstring
from icalendar import Calendar

from events.enums import Outcome
from events.models import Event
from events.services.workflow import withdraw
from tests.factories import make_coordinator, make_event, make_published_event
from website.feeds import atom

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
FEED, CALENDAR = "/fr/evenements.atom", "/fr/evenements.ics"

pytestmark = pytest.mark.django_db


def feed_of(client, path=FEED):
    return fromstring(client.get(path).content)


def calendar_of(client, path=CALENDAR):
    return Calendar.from_ical(b"".join(client.get(path).streaming_content))


def entries(feed):
    return {entry.findtext(f"{ATOM}id"): entry for entry in feed.findall(f"{ATOM}entry")}


def test_an_event_keeps_its_identity_in_both_languages_and_after_its_withdrawal(client):
    event = make_published_event(title_fr="A & B <c> \x0b")
    make_published_event()
    french, english = entries(feed_of(client)), entries(feed_of(client, "/en/events.atom"))
    assert french.keys() == english.keys() and len(french) == 2
    withdraw(event=event, by=make_coordinator(), reason="Doublon.")
    feed = feed_of(client)
    (tombstone,) = feed.findall(TOMBSTONE)
    assert tombstone.get("ref") in french and tombstone.get("ref") not in entries(feed)
    assert tombstone.get("when")
    assert "A &" not in client.get(FEED).content.decode()


def test_a_draft_that_was_never_public_leaves_no_tombstone(client):
    make_event()
    assert feed_of(client).findall(TOMBSTONE) == []


def test_a_correction_comes_first_and_says_so(client):
    old, new = make_published_event(title_fr="Ancien"), make_published_event(title_fr="Nouveau")
    later = new.updated_at + timedelta(days=2)
    Event.objects.filter(pk=old.pk).update(updated_at=later)
    first, second = feed_of(client).findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}title") == "Ancien"
    assert [category.get("term") for category in first.findall(f"{ATOM}category")][0] == "corrected"
    assert [category.get("term") for category in second.findall(f"{ATOM}category")][0] == "new"


def test_a_long_feed_leads_to_its_rest(client, monkeypatch):
    monkeypatch.setattr(atom, "PER_FEED", 2)
    for _number in range(3):
        make_published_event()
    feed = feed_of(client)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["next"].endswith("/fr/evenements.atom?page=2")
    rest = feed_of(client, "/fr/evenements.atom?page=2")
    assert len(entries(feed)) == 2 and len(entries(rest)) == 1
    assert not entries(feed).keys() & entries(rest).keys()


def test_a_calendar_has_whole_days_and_what_became_of_the_event(client):
    make_published_event(title_fr="Tenu ; à, Bamako", starts_on=date(2024, 2, 29), ends_on=date(2024, 3, 1))
    (entry,) = calendar_of(client).walk("VEVENT")
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2024, 2, 29), date(2024, 3, 2))
    assert entry["SUMMARY"] == "Tenu ; à, Bamako" and entry["STATUS"] == "CONFIRMED"
    make_published_event(starts_on=date(2023, 1, 1), outcome=Outcome.CANCELLED)
    # Who subscribes learns of what was cancelled as well.
    assert [entry["STATUS"] for entry in calendar_of(client).walk("VEVENT")] == ["CONFIRMED", "CANCELLED"]
    (entry,) = calendar_of(client, f"{CALENDAR}?statut=annules").walk("VEVENT")
    assert entry["STATUS"] == "CANCELLED"


def test_an_event_to_come_is_in_the_calendar_only_when_it_is_announced(client):
    day = date(2099, 1, 1)
    make_published_event(starts_on=day, outcome=Outcome.PLANNED)
    path = f"{CALENDAR}?statut=prevus"
    assert calendar_of(client, path).walk("VEVENT") == []
    make_published_event(starts_on=day, outcome=Outcome.PLANNED, announced=True)
    (entry,) = calendar_of(client, path).walk("VEVENT")
    assert entry["STATUS"] == "TENTATIVE"


def test_a_calendar_says_what_it_leaves_out(client):
    make_published_event(starts_on=date(2023, 4, 1), date_precision="month")
    calendar = calendar_of(client)
    assert calendar.walk("VEVENT") == []
    assert calendar["X-WR-CALDESC"].startswith("1 ")
