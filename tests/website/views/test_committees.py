from datetime import date

import pytest

from events.enums import Role
from organisations.enums import CCSLevel, OrganisationKind
from tests.factories import make_event, make_organisation, make_place, make_published_event, make_role

PAGE = "/fr/ccs/"

pytestmark = pytest.mark.django_db


def committee(name, **fields):
    return make_organisation(name_fr=name, kind=OrganisationKind.CCS, **fields)


def test_the_directory_says_level_installation_and_what_each_received(client):
    gao = committee("CCS de Gao", ccs_level=CCSLevel.REGIONAL, ccs_installed_on=date(2022, 5, 3))
    for kind in ("training", "workshop"):
        make_role(make_published_event(kind=kind, starts_on=date(2023, 3, 1)), gao, Role.BENEFICIARY)
    committee("CCS de Kayes")
    response = client.get(PAGE)
    records = {record.committee.name: record for record in response.context["records"]}
    assert (records["CCS de Gao"].received, records["CCS de Gao"].trainings) == (2, 1)
    assert records["CCS de Gao"].latest_in == 2023
    assert records["CCS de Kayes"].received == 0
    body = response.content.decode()
    assert "Régional ou du District" in body and "3\u00a0mai 2022" in body
    assert body.count(">aucune formation publiée</span>") == 1


def test_a_draft_an_organiser_and_a_planned_event_train_nobody(client):
    gao = committee("CCS de Gao")
    make_role(make_event(), gao, Role.BENEFICIARY)
    make_role(make_published_event(), gao, Role.ORGANISER)
    planned = make_published_event(outcome="planned", announced=True, starts_on=date(2090, 1, 1))
    make_role(planned, gao, Role.BENEFICIARY)
    assert [record.received for record in client.get(PAGE).context["records"]] == [0]


def test_no_committee_is_said_to_be_none(client):
    assert "Aucun CCS n’est encore au registre." in client.get(PAGE).content.decode()


def test_a_region_lists_its_committees_down_to_its_communes(client):
    gao = make_place(name_fr="Gao")
    commune = make_place(name_fr="Ansongo", kind="commune", parent=gao)
    committee("CCS d’Ansongo", place=commune)
    committee("CCS d’ailleurs", place=make_place(name_fr="Kayes"))
    found = client.get(gao.get_absolute_url()).context["committees"]
    assert [record.committee.name for record in found] == ["CCS d’Ansongo"]
