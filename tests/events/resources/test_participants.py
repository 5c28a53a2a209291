"""Attendance lists through the real pages: for list keepers of the owning organisation alone."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry

from events.enums import AgeBand, HalfDay
from events.models import Participant, Presence, Session
from events.resources.indexes import event_record
from tests.factories import make_event, make_organisation, make_participant, make_user
from tests.importing import (
    address,
    as_csv,
    as_xlsx,
    confirm,
    csv_rows,
    export_file,
    import_file,
    messages_of,
    problems,
    send,
    text_of,
)

pytestmark = pytest.mark.django_db
PEOPLE = "events_participant"
LIST = [
    ["LISTE DE PRÉSENCE – Atelier de Ségou"],
    [],
    ["N°", "Nom", "Prénom", "Sexe", "Âge", "Structure", "Fonction", "Contact", "E-mail"],
    [1, "Traoré", "Awa", "F", 34, "WANEP-Mali", "Chargée de suivi", "+223 70 00 00 01", "awa@example.org"],
    [2, "Diarra", "Moussa", "M", "60 ans et plus", "Association du quartier", "", 70000002, ""],
]


@pytest.fixture
def event(client):
    body = make_organisation(name_fr="WANEP-Mali", slug="wanep-mali")
    client.force_login(make_user(organisation=body, keeps_lists=True))
    return make_event(owner=body, title_fr="Atelier de Ségou")


def test_a_list_as_people_keep_it_is_imported_for_the_event_that_one_chooses(client, event):
    page = send(client, PEOPLE, as_xlsx(*LIST), "liste.xlsx", event=event.pk)
    assert "2 lignes nouvelles" in text_of(page)
    assert (
        "1 organisation inconnue du registre reste en texte libre : « Association du quartier »."
        in text_of(page)
    )
    confirm(client, PEOPLE, page)
    awa, moussa = event.participants.all()
    assert (awa.number, awa.full_name, awa.sex, awa.age_band) == (1, "Traoré Awa", "women", AgeBand.YOUTH)
    assert (awa.organisation, awa.organisation_name) == (event.owner, "")
    assert (awa.phone, awa.email) == ("+223 70 00 00 01", "awa@example.org")
    assert (moussa.sex, moussa.age_band, moussa.phone) == ("men", AgeBand.SENIOR, "70000002")
    assert (moussa.organisation, moussa.organisation_name) == (None, "Association du quartier")


def test_without_a_number_people_take_the_next_and_are_known_by_their_name(client, event):
    make_participant(event, number=7, full_name="Keïta Fanta")
    import_file(
        client, PEOPLE, as_csv(["Nom", "Tel"], ["Keita FANTA", "1"], ["Sow Ali", "2"]), event=event.pk
    )
    assert list(event.participants.values_list("number", "full_name", "phone")) == [
        (7, "Keita FANTA", "1"),
        (8, "Sow Ali", "2"),
    ]
    page = send(
        client, PEOPLE, as_csv(["Nom", "Tel"], ["Keita FANTA", "1"], ["Sow Ali", "2"]), event=event.pk
    )
    assert "Rien à importer" in text_of(page)


def test_two_people_of_one_name_need_their_number(client, event):
    for number in (1, 2):
        make_participant(event, number=number, full_name="Traoré Awa")
    page = send(client, PEOPLE, as_csv(["Nom", "Tel"], ["Traoré Awa", "1"]), event=event.pk)
    assert problems(page) == [
        (
            2,
            "N° sur la liste",
            "Plusieurs personnes de cette liste portent ce nom : donnez le numéro de chacune.",
        )
    ]


def test_a_number_on_two_lines_is_refused_with_both(client, event):
    page = send(client, PEOPLE, as_csv(["N°", "Nom"], ["1", "A"], ["2", "B"], ["1", "C"]), event=event.pk)
    assert problems(page) == [
        (4, "A – N°", "« 1 » figure aussi à la ligne 2 : chaque fiche n’a qu’une ligne.")
    ]


def test_the_event_may_stand_in_the_file_and_must_be_known(client, event):
    headers = ["Événement", "Nom"]
    import_file(client, PEOPLE, as_csv(headers, [event_record(event), "Sow Ali"]))
    assert event.participants.get().full_name == "Sow Ali"
    page = send(client, PEOPLE, as_csv(headers, ["Forum inconnu", "Sow Ali"]))
    assert problems(page)[0][:2] == (2, "A – Événement")
    page = send(client, PEOPLE, as_csv(["Nom"], ["Sow Ali"]))
    assert problems(page) == [(1, "événement", "Cette colonne manque : ajoutez-la au fichier.")]


def test_a_column_of_ethnicity_is_refused_and_nothing_of_the_list_is_kept(client, event, settings):
    page = send(client, PEOPLE, as_csv(["Nom", "Ethnie"], ["Sow Ali", "x"]), event=event.pk)
    assert "ne garde jamais l’origine ethnique d’une personne" in problems(page)[0][2]
    assert not Participant.objects.exists()


def test_half_days_are_signed_only_where_the_event_has_them(client, event):
    for half_day in (HalfDay.MORNING, HalfDay.AFTERNOON):
        Session.objects.create(event=event, day=date(2024, 2, 29), half_day=half_day)
    rows = [["1", "A", "29/02/2024 matin ; 29/02/2024 après-midi [non signé]"], ["2", "B", "29/02/2024 soir"]]
    page = send(client, PEOPLE, as_csv(["N°", "Nom", "Présences"], *rows), event=event.pk)
    assert problems(page) == [
        (3, "C – Présences", "Cet événement n’a pas de séance le 29/02/2024 : ajoutez-la d’abord à sa fiche.")
    ]
    import_file(client, PEOPLE, as_csv(["N°", "Nom", "Présences"], rows[0]), event=event.pk)
    signed = Presence.objects.values_list("session__half_day", "signed")
    assert set(signed) == {("morning", True), ("afternoon", False)}


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("headers", ["labels", "codes"])
def test_an_exported_list_changes_nothing_when_it_is_imported(client, event, file_format, headers):
    session = Session.objects.create(event=event, day=date(2024, 2, 29), half_day=HalfDay.MORNING)
    person = make_participant(
        event,
        full_name="=Traoré ; Awa",
        sex="women",
        category="media",
        age_band="18_35",
        organisation=event.owner,
        organisation_name="Section locale",
        function="-Chargée",
        phone="+223 70 00 00 01",
        email="awa@example.org",
        photo_consent=False,
        contact_consent=True,
    )
    Presence.objects.create(participant=person, session=session, signed=False)
    make_participant(event, organisation_name="WANEP-Mali")
    data = export_file(client, PEOPLE, file_format, headers)
    report = send(client, PEOPLE, data, f"liste.{file_format}").context["report"]
    assert (report.problems, report.rows, report.unchanged) == ([], [], 2)


# -- who may -----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["import", "export"])
@pytest.mark.parametrize("account", ["officer", "coordinator", "superuser"])
def test_nobody_but_a_list_keeper_reaches_these_pages(client, event, page, account):
    users = {
        "officer": {"organisation": event.owner},
        "coordinator": {"role": "coordinator"},
        "superuser": {"role": "administrator", "is_superuser": True},
    }
    client.force_login(make_user(**users[account]))
    assert client.get(address(PEOPLE, page)).status_code == 403
    assert client.post(address(PEOPLE, page), {}).status_code == 403
    assert client.get(address(PEOPLE) + "template/0/").status_code == 403


def test_the_lists_of_another_organisation_are_neither_offered_nor_written(client, event):
    foreign = make_event(title_fr="Le leur")
    make_participant(foreign, number=1, full_name="Canari Secret")
    assert "Le leur" not in client.get(address(PEOPLE)).content.decode()
    page = send(client, PEOPLE, as_csv(["N°", "Nom"], ["1", "Autre"]), event=foreign.pk)
    assert page.context["form"].errors["event"]
    page = send(client, PEOPLE, as_csv(["Événement", "N°", "Nom"], [event_record(foreign), "1", "Autre"]))
    assert problems(page)[0][:2] == (2, "A – Événement")
    assert "Canari" not in export_file(client, PEOPLE).decode()
    assert foreign.participants.get().full_name == "Canari Secret"


def test_names_enter_neither_the_log_nor_the_messages(client, event, caplog):
    answer = import_file(
        client, PEOPLE, as_csv(["N°", "Nom", "Tel"], ["1", "Canari Secret", "70"]), event=event.pk
    )
    assert messages_of(answer) == ["Import terminé : 1 ligne nouvelle, 0 modifiée, 0 inchangée."]
    entry = LogEntry.objects.get()
    assert "Canari" not in f"{entry.object_repr} {entry.change_message} {caplog.text}"


def test_the_right_to_a_list_is_asked_again_at_the_confirmation(client, event):
    page = send(client, PEOPLE, as_csv(["Nom"], ["Sow Ali"]), event=event.pk)
    event.owner = make_organisation()
    event.save()
    assert confirm(client, PEOPLE, page).status_code == 403
    assert not Participant.objects.exists()


def test_the_blank_template_has_no_column_for_what_is_never_kept(client, event):
    rows = csv_rows(export_file(client, PEOPLE)) or [{}]
    assert not {"Ethnie", "Religion"} & set(rows[0])
    assert client.get(address(PEOPLE) + "template/0/").status_code == 200
