"""What staff print for the room: who may, with which choices, and what is left behind (nothing)."""

from datetime import date
from io import BytesIO
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from events.enums import HalfDay
from events.models import Presence, Session
from organisations.enums import DatePrecision
from reports.documents import sign_in_sheets
from reports.forms import field
from tests.admin_forms import admin_url, log_in, sheet_url
from tests.factories import make_coordinator, make_event, make_participant, make_user

NAME = "Canari Secretnom"

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    keeper = make_user(keeps_lists=True)
    log_in(client, keeper)
    return keeper


@pytest.fixture
def event(keeper):
    """Two half-days of which the one person on the list has signed both."""
    event = make_event(owner=keeper.organisation, starts_on=date(2024, 2, 27))
    person = make_participant(event, full_name=NAME, number=1)
    for half_day in (HalfDay.MORNING, HalfDay.AFTERNOON):
        session = Session.objects.create(event=event, day=event.starts_on, half_day=half_day)
        Presence.objects.create(participant=person, session=session)
    return event


def address(name, event):
    return reverse(f"staff:{name}", args=[event.pk])


def texts(response):
    return [page.extract_text() for page in PdfReader(BytesIO(response.content)).pages]


def form_of(response):
    return response.context["form"]


# -- sign-in sheets ---------------------------------------------------------------------------


def test_the_page_of_the_event_leads_to_the_sheets_and_its_keeper_to_certificates(client, event):
    lists = reverse("admin:events_event_attendance", args=[event.pk])
    page = client.get(sheet_url(event)).content.decode()
    assert address("sign_in_sheets", event) in page and lists in page
    assert address("certificates", event) in client.get(lists).content.decode()

    log_in(client, make_user(organisation=event.owner))
    page = client.get(sheet_url(event)).content.decode()
    assert address("sign_in_sheets", event) in page and lists not in page


def test_without_any_choice_there_are_thirty_blank_lines_for_every_half_day(client, event):
    response = client.get(address("sign_in_sheets_pdf", event))

    assert response["Content-Type"] == "application/pdf"
    assert len(texts(response)) == 2 * 2
    assert NAME not in "".join(texts(response))


def test_names_are_printed_when_the_keeper_asks_for_them(client, event):
    response = client.get(address("sign_in_sheets_pdf", event), {"noms": "on", "lignes": "1"})

    assert all(NAME in text for text in texts(response))


@pytest.mark.parametrize("make_other", [make_coordinator, make_user])
def test_names_are_not_offered_to_others_and_not_given_to_who_asks(client, event, make_other):
    fields = {"organisation": event.owner} if make_other is make_user else {}
    log_in(client, make_other(**fields))

    page = client.get(address("sign_in_sheets", event))
    response = client.get(address("sign_in_sheets_pdf", event), {"noms": "on", "lignes": "1"})

    assert "noms" not in form_of(page).fields and NAME not in page.content.decode()
    assert NAME not in "".join(texts(response))


def test_the_lines_are_never_fewer_than_the_names(client, event):
    make_participant(event, full_name="Deuxième Personne", number=2)

    response = client.get(address("sign_in_sheets_pdf", event), {"noms": "on", "lignes": "1"})

    assert "Deuxième Personne" in texts(response)[0]


def test_some_half_days_and_the_other_language_can_be_chosen(client, event):
    choice = {"demi_journees": f"{event.pk}-20240227-A", "lignes": "3", "langue": "en"}

    (text,) = texts(client.get(address("sign_in_sheets_pdf", event), choice))

    assert f"{event.pk}-20240227-A" in text and "Tuesday" in text


@pytest.mark.parametrize(
    ("query", "field_name"),
    [
        ({"lignes": "0"}, "lignes"),
        ({"lignes": "beaucoup"}, "lignes"),
        ({"demi_journees": "99-20240101-M"}, "demi_journees"),
        ({"langue": "de"}, "langue"),
    ],
)
def test_a_choice_that_cannot_be_printed_comes_back_with_its_reason(client, event, query, field_name):
    response = client.get(address("sign_in_sheets_pdf", event), query)

    assert response.status_code == 422
    assert list(form_of(response).errors) == [field_name]


def test_a_stack_of_paper_is_refused(client, event, monkeypatch):
    monkeypatch.setattr(field, "MOST_PAGES", 3)

    response = client.get(address("sign_in_sheets_pdf", event))

    assert response.status_code == 422
    assert "plus de 3 pages" in response.content.decode()


def test_an_event_without_days_is_told_what_to_do_first(client, keeper):
    event = make_event(owner=keeper.organisation, date_precision=DatePrecision.MONTH)
    for name, status in (("sign_in_sheets", 200), ("sign_in_sheets_pdf", 422)):
        response = client.get(address(name, event))
        assert response.status_code == status
        assert "n’a pas encore de jours connus" in response.content.decode()


def test_a_scanned_sheet_leads_to_the_half_day_to_fill_in(client, event):
    session = event.sessions.get(half_day=HalfDay.MORNING)
    scanned = client.get(reverse("staff:sheet", args=[f"{event.pk}-20240227-m"]))
    assert scanned["Location"] == admin_url(session, "change")

    without_row = client.get(reverse("staff:sheet", args=[f"{event.pk}-20240228-M"]))
    assert without_row["Location"] == admin_url(event, "change")
    assert client.get(reverse("staff:sheet", args=["rien"])).status_code == 404


# -- certificates -----------------------------------------------------------------------------


def test_the_page_adds_up_presences_signatures_and_half_days(client, event):
    page = " ".join(client.get(address("certificates", event)).content.decode().split())

    assert "2 présences, 2 signatures, 2 demi-journées" in page
    assert NAME not in page


def test_everybody_who_signed_often_enough_has_a_page(client, event):
    seldom = make_participant(event, full_name="Rare Personne", number=2)
    Presence.objects.create(participant=seldom, session=event.sessions.first())

    (only,) = texts(client.get(address("certificates_pdf", event)))
    both = texts(client.get(address("certificates_pdf", event), {"minimum": "1"}))
    (second,) = texts(client.get(address("certificates_pdf", event), {"minimum": "1", "du": "2", "au": "2"}))

    assert NAME in only
    assert [NAME in both[0], "Rare Personne" in both[1], "Rare Personne" in second] == [True] * 3


def test_nobody_and_too_many_are_said_so(client, event, monkeypatch):
    nobody = client.get(address("certificates_pdf", event), {"minimum": "9"})
    assert nobody.status_code == 422 and "Personne, parmi ces numéros" in nobody.content.decode()

    monkeypatch.setattr(field, "MOST_CERTIFICATES", 0)
    many = client.get(address("certificates_pdf", event))
    assert many.status_code == 422 and "donnez une partie de la liste" in many.content.decode()


def test_without_a_signature_there_is_nothing_to_certify(client, keeper):
    event = make_event(owner=keeper.organisation)
    for name, status in (("certificates", 200), ("certificates_pdf", 422)):
        response = client.get(address(name, event))
        assert response.status_code == status
        assert "Aucune signature n’est encore notée" in response.content.decode()


# -- what is left behind ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "query"), [("sign_in_sheets_pdf", {"noms": "on", "lignes": "1"}), ("certificates_pdf", {})]
)
def test_nothing_of_a_file_that_names_people_is_kept(client, event, monkeypatch, name, query):
    def refuse(*args, **kwargs):
        raise AssertionError("a file that names people was kept")

    monkeypatch.setattr("rss_registry.pdf.render.store.put", refuse)
    monkeypatch.setattr("rss_registry.pdf.render.store.get", refuse)

    response = client.get(address(name, event), query)

    assert NAME in "".join(texts(response))
    assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
    assert NAME.split()[0] not in str(response.headers)


def test_queries_do_not_grow_with_the_list(client, event, monkeypatch):
    # Session and account, the event with its owner, places and organisers, half-days, and the list once.
    monkeypatch.setattr(sign_in_sheets, "write", lambda sheets: b"")
    numbers, number = [], count(2)
    for more in (1, 9):
        for _ in range(more):
            make_participant(event, number=next(number))
        with CaptureQueriesContext(connection) as queries:
            client.get(address("sign_in_sheets_pdf", event), {"noms": "on"})
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
