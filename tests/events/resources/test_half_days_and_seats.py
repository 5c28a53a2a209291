"""Half-days of an event, and what committees are made of: in the workbook, and from and to tables."""

from datetime import date, time

import pytest

from events.enums import HalfDay
from events.models import CommitteeComposition, Session
from organisations.enums import OrganisationKind
from rss_registry.exchange.cells import time_of
from tests.events.resources.test_bodies_beside import imported, places_of, seen
from tests.factories import (
    make_composition,
    make_coordinator,
    make_country,
    make_event,
    make_organisation,
    make_place,
    make_user,
)
from tests.importing import export_file, send

pytestmark = pytest.mark.django_db
SESSIONS = ["Événement", "Jour", "Demi-journée", "Heure de début", "Heure de fin", "Lieu", "Sujet"]


def ccs(**fields):
    return make_organisation(
        kind=OrganisationKind.CCS, place=make_place(name_fr="Markala"), name_fr="CCS de Markala", **fields
    )


@pytest.mark.parametrize("cell", [time(9, 30), "9 h 30", "09:30", "9h30", "09:30:00"])
def test_an_hour_is_understood_as_people_write_it(cell):
    assert time_of(cell) == time(9, 30)


def test_half_days_come_in_with_their_event_and_change_nothing_again():
    make_country(slug="mali", name_fr="Mali")
    user = make_coordinator(organisation=make_organisation())
    make_place(name_fr="Markala")
    tables = {
        "Demi-journées": [
            SESSIONS,
            ["E1", "07/03/2024", "matin", "9 h 30", "12:00", "Markala", "Les textes"],
            ["E1", "07/03/2024", "après-midi", "", "", "", ""],
        ],
        "Événements": [["Mon code", "Titre", "Dates"], ["E1", "Forum", "7 mars 2024"]],
    }
    imported(tables, user)
    morning, afternoon = Session.objects.order_by("pk")
    assert (morning.day, morning.half_day, morning.starts_at) == (
        date(2024, 3, 7),
        HalfDay.MORNING,
        time(9, 30),
    )
    assert (morning.place.name_fr, morning.title, morning.event.title_fr) == (
        "Markala",
        "Les textes",
        "Forum",
    )
    assert (afternoon.half_day, afternoon.place) == (HalfDay.AFTERNOON, None)


def test_a_half_day_is_held_to_its_form():
    user = make_coordinator(organisation=make_organisation())
    make_event(title_fr="Forum", owner=user.organisation)
    lines = [
        ["Forum", "07/03/2024", "matin", "12:00", "9 h", "", ""],
        ["Forum", "07/03/2024", "nuit", "", "", "", ""],
        ["Forum", "07/03/2024", "soir", "midi", "", "", ""],
    ]
    report = seen({"Demi-journées": [SESSIONS, *lines]}, user)
    assert places_of(report) == [(2, "E"), (3, "C"), (4, "D")]


def test_half_days_leave_in_a_table_that_changes_nothing(client):
    user = make_user(organisation=make_organisation())
    client.force_login(user)
    event = make_event(title_fr="Forum", owner=user.organisation)
    event.sessions.create(day=date(2024, 3, 7), half_day=HalfDay.MORNING, starts_at=time(9, 30))
    file = export_file(client, "events_event", resource=2)
    report = send(client, "events_event", file, resource=2).context["report"]
    assert (report.problems, report.rows, report.unchanged) == ([], [], 1)


def test_a_committee_comes_in_with_its_seats():
    user = make_coordinator(organisation=make_organisation())
    committee = ccs(acronym="CCS Markala")
    tables = {
        "Sièges des CCS": [
            ["Composition", "Collège", "Sièges", "Dont femmes"],
            ["K1", "élus", 3, 1],
            ["K1", "médias", "", 2],
        ],
        "Compositions des CCS": [["Mon code", "CCS", "État au"], ["K1", "CCS Markala", "01/03/2024"]],
    }
    imported(tables, user)
    composition = CommitteeComposition.objects.get()
    assert (composition.committee, composition.as_of) == (committee, date(2024, 3, 1))
    seats = composition.seats.order_by("pk").values_list("category", "number", "women")
    assert list(seats) == [("elected", 3, 1), ("media", None, 2)]


def test_seats_are_held_to_their_form_and_their_owner():
    make_composition(ccs(), {"elected": 3})
    headers = ["Composition", "Collège", "Sièges", "Dont femmes"]
    lines = [["CCS de Markala / 2023-10-11", "élus", 2, 3], ["CCS de Markala / 2023-10-11", "médias", 1, ""]]
    coordinator = make_coordinator()
    assert places_of(seen({"Sièges des CCS": [headers, *lines]}, coordinator)) == [(2, "D")]
    stranger = make_user(organisation=make_organisation())
    assert places_of(seen({"Sièges des CCS": [headers, lines[1]]}, stranger)) == [(2, "A")]


def test_compositions_need_a_committee_and_a_source_that_published_them():
    make_organisation(name_fr="Une association")
    ccs()
    headers = ["CCS", "État au", "Publiée par la source"]
    lines = [["Une association", "01/03/2024", ""], ["CCS de Markala", "01/03/2024", "oui"]]
    report = seen({"Compositions des CCS": [headers, *lines]}, make_coordinator())
    assert {*places_of(report)} == {(2, "A"), (3, "")}


@pytest.mark.parametrize("resource", [0, 1])
def test_compositions_and_seats_leave_in_tables_that_change_nothing(client, resource):
    client.force_login(make_coordinator())
    make_composition(ccs(), {"elected": (3, 1)})
    model = "events_committeecomposition"
    file = export_file(client, model, resource=resource)
    report = send(client, model, file, resource=resource).context["report"]
    assert (report.problems, report.rows, report.unchanged) == ([], [], 1)
