"""Where participants came from: entered with who came, told with it, and not of a coarse event."""

import json

import pytest

from events.enums import Sensitivity
from events.models import EventFigure, Person
from publication.models import PublishedEvent
from publication.models.pending import settle
from publication.questions.reading import event_facts
from publication.questions.search import matching_text
from tests.admin_forms import admin_url, data_of
from tests.factories import make_event, make_headcount, make_place, make_published_event
from tests.reading import body_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = make_published_event(origin_note_fr="six communes du district")
    event.origins.set([make_place(name_fr="Kayes"), make_place(name_fr="Sikasso")])
    make_headcount(event, 40)
    settle()
    return event


def found_by(words):
    return list(matching_text(PublishedEvent.objects.all(), words))


def test_an_officer_says_it_with_who_came(client, officer):
    mine, place = make_event(owner=officer.organisation), make_place()
    address = f"{admin_url(mine, 'change')}?section=participants"
    typed = {"origins": [place.pk], "origin_note_fr": "six communes"}
    client.post(address, data_of(client.get(address)) | typed)
    mine.refresh_from_db()
    assert (list(mine.origins.all()), mine.origin_note_fr) == ([place], "six communes")


def test_it_is_told_by_page_files_and_report(client, event):
    address = f"/fr/evenements/{event.reference}"
    for answer in (client.get(f"{address}/"), client.get(f"{address}.pdf"), client.get(f"{address}.json")):
        text = text_of(answer)
        assert all(words in text for words in ("Kayes", "Sikasso", "six communes du district")), answer
    (row,) = json.loads(body_of(client.get(f"{address}.json")))["rows"]
    assert row["participants_from"] == ["Kayes", "Sikasso"]
    assert "Kayes" in text_of(client.get("/fr/evenements.csv"))
    assert found_by("sikasso") and found_by("communes")


def test_it_is_not_told_of_an_event_known_to_its_region_only(event):
    event.sensitivity = Sensitivity.REGION_AND_MONTH
    event.save()
    facts = event_facts(event.reference)
    assert (facts.origins, facts.origin_note) == ((), "")
    assert not found_by("sikasso")


def test_a_place_that_is_named_otherwise_is_named_so_here(event):
    place = event.origins.first()
    place.name_fr = "Kaï"
    place.save()
    settle()
    assert [link.name for link in event_facts(event.reference).origins] == ["Kaï", "Sikasso"]


def test_a_public_figure_is_found_by_every_spelling(client, event):
    person = Person.objects.create(name="Abdoulaye Sissoko")
    EventFigure.objects.create(event=event, person=person, role="speaker", title_on_day_fr="Gouverneur")
    alias = person.aliases.create(name="Cissoko")
    settle()
    assert found_by("cissoko")
    assert type(event).objects.search("cissoko").get() == event
    assert "Cissoko" not in text_of(client.get(f"/fr/evenements/{event.reference}/"))
    alias.delete()
    settle()
    assert not found_by("cissoko") and not type(event).objects.search("cissoko").exists()
