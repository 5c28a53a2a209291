"""The sheet of a security committee: its public facts, and what would tell where it is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.enums import Basis, Category, EventKind, Outcome, Role, Sensitivity
from events.models import Audience
from organisations.enums import CCSLevel, OrganisationKind, PlaceKind
from publication.models.pending import settle
from reports.documents import committee_sheet
from reports.documents.committee_sheet import Present
from reports.documents.fact_tables import Entry
from reports.documents.kinds import kind_named
from tests.factories import (
    make_composition,
    make_event,
    make_headcount,
    make_membership,
    make_organisation,
    make_place,
    make_published_event,
    make_recommendation,
    make_role,
    publish_event,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def make_committee(**fields):
    name = fields.pop("name_fr", "CCS d’essai")
    return make_organisation(name_fr=name, kind=OrganisationKind.CCS, **fields)


def make_received(committee, **fields):
    event = make_event(**fields)
    make_role(event, committee, Role.BENEFICIARY)
    return publish_event(event)


def build(committee):
    return committee_sheet.build(committee_sheet.committee_named(committee.slug))


def figures(sheet):
    return {figure.key: figure.value for figure in sheet.figures}


def test_identity_says_level_day_and_area_up_to_the_region():
    region = make_place(name_fr="Gao", slug="gao")
    commune = make_place(name_fr="Ansongo", kind=PlaceKind.COMMUNE, parent=region)
    committee = make_committee(place=commune, ccs_level=CCSLevel.COMMUNAL, ccs_installed_on=date(2022, 5, 3))

    level, installed, area = build(committee).identity

    assert level.entries == (Entry("Communal"),)
    assert installed.entries == (Entry("3\u00a0mai 2022"),)
    assert [entry.text for entry in area.entries] == ["Ansongo", "Gao"]


def test_what_is_not_known_is_said_to_be_so():
    sheet = build(make_committee())

    assert [row.entries for row in sheet.identity] == [(), (), ()]
    assert sheet.nearby is None
    assert figures(sheet) == {"received": 0, "trainings": 0, "asked": 0}


def test_organisations_that_are_members_now_are_named():
    committee = make_committee()
    make_membership(committee, make_organisation(name_fr="Réseau", acronym="R"))
    make_membership(committee, make_organisation(name_fr="Parti"), left_on=date(2020, 1, 1))

    assert [entry.text for entry in build(committee).identity[-1].entries] == ["Réseau (R)"]


def test_received_events_are_not_counted_again_as_neighbours():
    region = make_place(name_fr="Gao", slug="gao")
    committee = make_committee(place=region)
    received = make_received(committee, places=[region], kind=EventKind.TRAINING)
    nearby = make_published_event(places=[region])
    make_published_event(title_fr="Ailleurs")

    sheet = build(committee)

    assert [row.reference for row in sheet.received.rows] == [received.reference]
    assert [row.reference for row in sheet.nearby.rows] == [nearby.reference]
    assert figures(sheet) == {"received": 1, "trainings": 1, "nearby": 1, "asked": 0}


def test_drafts_and_what_is_only_planned_were_not_received():
    committee = make_committee()
    make_role(make_event(), committee, Role.BENEFICIARY)
    make_received(
        committee,
        outcome=Outcome.PLANNED,
        starts_on=date(2031, 1, 1),
        ends_on=date(2031, 1, 1),
        announced=True,
    )

    assert build(committee).received.rows == ()


def test_composition_is_the_categories_that_came_however_they_are_known():
    committee = make_committee()
    first, second = make_event(), make_event()
    for event in (first, second):
        make_role(event, committee, Role.BENEFICIARY)
        Audience.objects.create(event=event, category=Category.FDS)
    make_headcount(first, 12, category=Category.ELECTED)
    make_headcount(second, 30, category=Category.MEDIA, basis=Basis.PLANNED)
    publish_event(first)
    publish_event(second)

    assert build(committee).present == (Present("forces de défense et de sécurité", 2), Present("élus", 1))


def test_recommendations_come_with_what_followed_and_their_event():
    committee = make_committee()
    event = make_event(title_fr="Forum")
    make_recommendation(event, "Associer les femmes.", addressee=committee, due_on=date(2024, 1, 1))
    make_recommendation(event, "À un autre.", addressee=make_organisation())
    publish_event(event)

    (asked,) = build(committee).asked

    assert (asked.text, asked.event, asked.status_label) == (
        "Associer les femmes.",
        "Forum",
        "suite inconnue",
    )


def test_an_event_told_by_its_region_alone_does_not_give_its_commune_away():
    region = make_place(name_fr="Gao", slug="gao")
    commune = make_place(name_fr="Ansongo", kind=PlaceKind.COMMUNE, parent=region)
    committee = make_committee(place=commune)
    event = make_event(places=[commune], sensitivity=Sensitivity.REGION_AND_MONTH)
    make_role(event, committee, Role.BENEFICIARY)
    make_recommendation(event, addressee=committee)
    publish_event(event)

    sheet = build(committee)

    assert figures(sheet) == {"received": 0, "trainings": 0, "nearby": 0, "asked": 0}
    assert figures(build(make_committee(name_fr="CCS régional", place=region)))["nearby"] == 1


def test_a_change_of_what_it_says_changes_its_code():
    committee = make_committee()
    code = build(committee).proof.code
    assert build(committee).proof.code == code

    make_received(committee)
    assert build(committee).proof.code != code


def test_the_verification_reads_the_same_content_again():
    committee = make_committee()
    sheet = build(committee)
    committee_sheet.write(sheet)

    read = kind_named("committee").read({"slug": committee.slug})

    assert read.figures == sheet.figures
    assert read.address == f"/fr/organisations/{committee.slug}.pdf"
    assert kind_named("committee").read({"slug": "inconnu"}) is None


def test_queries_do_not_grow_with_the_events():
    # The committee, its members, counts of each list, and one query for each relation of their lines.
    numbers = []
    region = make_place(name_fr="Gao", slug="gao")
    committee = make_committee(place=region)
    for number in (1, 2):
        for _ in range(number):
            make_received(committee, places=[region])
            make_published_event(places=[region])
        settle()
        with CaptureQueriesContext(connection) as queries:
            build(committee)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_the_sheet_tells_the_seats_and_another_make_up_is_another_document():
    committee = make_committee()
    bare = build(committee)
    assert bare.composition is None
    make_composition(committee, {"fds": (9, None)})
    told = build(committee)
    assert [(item.key, item.seats.short) for item in told.composition.colleges] == [("fds", "9")]
    assert told.proof.code != bare.proof.code
    assert told.created_at > bare.created_at
