"""Sessions in several towns: told as they were entered on the page, in files, in the search and on paper."""

import csv
import io
import json
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from events.enums import HalfDay, Sensitivity
from events.models import EventPlace, Session
from publication.models.pending import settle
from publication.questions.reading import event_facts
from tests.admin_forms import add_row, admin_url, data_of
from tests.factories import make_event, make_place, make_published_event
from tests.reading import body_of
from tests.test_inferred_dates import read_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    return make_place(name_fr="Tombouctou"), make_place(name_fr="Taoudénit")


def make_sessions(event, towns):
    for place, day, half_day, title in (
        (towns[0], 4, HalfDay.MORNING, "Rôle des CCS"),
        (towns[0], 4, HalfDay.AFTERNOON, "Plan d’actions"),
        (towns[1], 11, HalfDay.MORNING, "Rôle des CCS"),
    ):
        Session.objects.create(
            event=event, day=date(2023, 4, day), half_day=half_day, place=place, title=title
        )
        EventPlace.objects.get_or_create(event=event, place=place)
    # Of a sign-in sheet only: says nothing of its own.
    Session.objects.create(event=event, day=date(2023, 4, 5), half_day=HalfDay.MORNING)


@pytest.fixture
def event(towns):
    event = make_published_event(starts_on=date(2023, 4, 4), ends_on=date(2023, 4, 12))
    make_sessions(event, towns)
    settle()
    return event


SAID = [
    "4 avril 2023, matin – Tombouctou – Rôle des CCS",
    "4 avril 2023, après-midi – Tombouctou – Plan d’actions",
    "11 avril 2023, matin – Taoudénit – Rôle des CCS",
]


def plain(text):
    return text.replace("\u00a0", " ")


def test_the_facts_tell_what_has_a_subject_or_a_place(event):
    assert [plain(session.text) for session in event_facts(event.reference).sessions] == SAID


def test_they_are_entered_beside_the_dates(client, officer, towns):
    event = make_event(owner=officer.organisation)
    address = f"{admin_url(event, 'change')}?section=quoi"
    data = data_of(client.get(address))
    add_row(data, "sessions", day="04/04/2023", half_day="morning", place=towns[0].pk, title="Rôle des CCS")
    assert client.post(address, data).status_code == 302
    session = event.sessions.get()
    assert (session.place, session.title) == (towns[0], "Rôle des CCS")


def test_page_table_citation_search_and_report_say_the_same(client, event):
    page = plain(client.get(event.get_absolute_url()).content.decode())
    assert "4 avril 2023, matin" in page and "Plan d’actions" in page and "Taoudénit" in page
    address = event.get_absolute_url().rstrip("/")
    (row,) = csv.DictReader(io.StringIO(read_rows(client, f"{address}.csv")))
    assert all(said in plain(row["sessions"]) for said in SAID)
    details = json.loads(body_of(client.get(f"{address}.json")))
    assert [session["place"] for session in details["sessions"]] == ["Tombouctou", "Tombouctou", "Taoudénit"]
    assert "Tombouctou, Taoudénit" in event_facts(event.reference).citation
    assert event.reference in client.get(f"{reverse('website:event_list')}?q=plan+actions").content.decode()
    report = PdfReader(io.BytesIO(body_of(client.get(f"{address}.pdf"))))
    words = "".join(sheet.extract_text() for sheet in report.pages).split()
    text = plain(" ".join(words))
    assert "11 avril 2023, matin – Taoudénit" in text


def test_a_coarse_event_tells_none(event):
    event.sensitivity = Sensitivity.REGION_AND_MONTH
    event.save()
    settle()
    assert event_facts(event.reference).sessions == ()


def test_a_new_name_of_a_place_is_followed(event, towns):
    towns[1].name_fr = "Taoudenni"
    towns[1].save()
    settle()
    assert event_facts(event.reference).sessions[-1].place.name == "Taoudenni"
