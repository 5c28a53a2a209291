"""Attendance lists that leave the register: for list keepers of the owning organisation alone."""

from datetime import date

import pytest

from events.enums import HalfDay
from events.models import Presence, Session
from tests.factories import make_event, make_organisation, make_participant, make_user
from tests.importing import address, csv_rows, export_file

pytestmark = pytest.mark.django_db
PEOPLE = "events_participant"


@pytest.fixture
def event(client):
    body = make_organisation(name_fr="WANEP-Mali", slug="wanep-mali")
    client.force_login(make_user(organisation=body, keeps_lists=True))
    return make_event(owner=body, title_fr="Atelier de Ségou")


def test_a_list_leaves_with_what_is_kept_of_each_person(client, event):
    morning = Session.objects.create(event=event, day=date(2024, 2, 29), half_day=HalfDay.MORNING)
    evening = Session.objects.create(event=event, day=date(2024, 2, 29), half_day=HalfDay.EVENING)
    awa = make_participant(event, full_name="=Traoré ; Awa", sex="women", phone="+223 70 00 00 01", number=1)
    Presence.objects.create(participant=awa, session=morning)
    Presence.objects.create(participant=awa, session=evening, signed=False)
    (row,) = csv_rows(export_file(client, PEOPLE))
    assert row["Nom et prénom"] == "'=Traoré ; Awa"
    assert (row["Sexe"], row["Téléphone"]) == ("femmes", "'+223 70 00 00 01")
    assert row["Présences"] == "29/02/2024 matin ; 29/02/2024 soir [non signé]"
    assert not {"Ethnie", "Religion"} & set(row)


@pytest.mark.parametrize("account", ["officer", "coordinator", "superuser"])
def test_nobody_but_a_list_keeper_reaches_the_page(client, event, account):
    users = {
        "officer": {"organisation": event.owner},
        "coordinator": {"role": "coordinator"},
        "superuser": {"role": "administrator", "is_superuser": True},
    }
    client.force_login(make_user(**users[account]))
    assert client.get(address(PEOPLE, "export")).status_code == 403
    assert client.post(address(PEOPLE, "export"), {}).status_code == 403


def test_the_lists_of_another_organisation_do_not_leave(client, event):
    make_participant(make_event(), full_name="Canari Secret")
    assert "Canari" not in export_file(client, PEOPLE).decode()
