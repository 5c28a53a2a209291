"""The pages of the workbook: sent, looked at, imported."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.models import Audience, Event
from events.resources.indexes import event_record
from events.resources.workbook import SHEETS
from publication.models import Correction
from rss_registry.exchange.jobs import carry_out_import, running_of
from rss_registry.locks import at_work
from rss_registry.sheets import read_sheets
from tests.events.resources.article import as_ods, as_workbook
from tests.factories import make_coordinator, make_event, make_organisation, make_place, make_published_event
from tests.importing import text_of

pytestmark = pytest.mark.django_db
TABLES = {
    "Publics": [["Événement", "Public"], ["E1", "médias"], ["E1", "élus"]],
    "Événements": [["Mon code", "Titre", "Type", "Dates"], ["E1", "Forum de Kati", "forum", "mars 2023"]],
    "Budget": [["Poste", "Montant"], ["Essence", 12]],
}


def address(name=""):
    return reverse(f"admin:events_event_workbook{name}")


def send(client, tables, name="classeur.xlsx"):
    file = SimpleUploadedFile(name, tables if isinstance(tables, bytes) else as_workbook(tables))
    return client.post(address(), {"import_file": file})


def confirm(client, page, **fields):
    return client.post(address("_confirm"), {"ticket": page.context["ticket"], **fields}, follow=True)


def test_seen_as_a_whole_then_imported(client, officer):
    page = send(client, TABLES)
    assert [(part.title, part.new) for part in page.context["report"].parts] == [
        ("Événements", 1),
        ("Publics", 2),
    ]
    assert "Budget" in text_of(page) and "Forum de Kati" in text_of(page)
    assert not Event.objects.exists()
    confirm(client, page)
    event = Event.objects.get()
    assert event.owner == officer.organisation and event.audiences.count() == 2
    assert LogEntry.objects.filter(user=officer, object_id=str(event.pk)).exists()
    again = send(client, TABLES)
    assert "ticket" not in again.context and not again.context["report"].changes_something


def test_what_is_wrong_is_said_by_sheet_and_keeps_everything_out(client, officer):
    page = send(
        client, {**TABLES, "Rôles": [["Événement", "Organisation", "Rôle"], ["E1", "Inconnue", "hôte"]]}
    )
    assert "ticket" not in page.context
    assert "Feuille « Rôles »" in text_of(page)
    assert "B – Organisation" in text_of(page)


def test_given_up_nothing_is_imported(client, officer):
    confirm(client, send(client, TABLES), cancel="1")
    assert not Event.objects.exists()
    assert client.post(address("_confirm"), {"ticket": "autre"}).status_code == 302


def test_what_changed_meanwhile_is_shown_again(client, officer):
    page = send(client, TABLES)
    event = Event.objects.create(
        owner=officer.organisation,
        title_fr="Forum de Kati",
        kind="forum",
        dates_edtf="2023-03",
        outcome="held",
    )
    shown = confirm(client, page)
    assert "ticket" in shown.context and not Audience.objects.exists()
    confirm(client, shown)
    assert event.audiences.count() == 2


@pytest.mark.parametrize("data", [b"", b"\x00\x01", as_workbook({"Feuil1": [["Bonjour"], ["monde"]]})])
def test_a_file_that_is_no_workbook_of_ours_is_refused_in_words(client, officer, data):
    page = send(client, data)
    assert page.status_code == 200 and page.context["form"].errors["import_file"]


def test_the_blank_workbook_has_every_sheet_and_says_nothing_by_itself(client, officer):
    data = client.get(address("_blank")).content
    names = [sheet.name for sheet in read_sheets(data) if not sheet.hidden]
    assert names == ["Explications", "Exemple", *(kind.sheet[0] for kind in SHEETS)]
    assert send(client, data).context["form"].errors["import_file"]


def test_the_example_of_the_blank_workbook_can_be_imported(client, officer):
    make_place(name_fr="Ségou")
    for acronym in ("FES-Mali", "CRSS"):
        make_organisation(acronym=acronym)
    tables = {
        kind.sheet[0]: [list(kind.example), list(kind.example.values())] for kind in SHEETS if kind.example
    }
    page = send(client, tables)
    assert page.context["report"].problems == []


def test_the_last_import_is_taken_back_on_the_page(client, officer):
    confirm(client, send(client, TABLES))
    shown = client.get(address())
    assert shown.context["last"].lines == 3
    client.post(address("_undo"), {"import": shown.context["last"].pk})
    assert not Event.objects.exists()
    assert client.get(address()).context["last"] is None


def test_what_was_submitted_since_is_not_taken_back(client, officer):
    confirm(client, send(client, TABLES))
    Event.objects.update(status="submitted")
    key = client.get(address()).context["last"].pk
    shown = client.post(address("_undo"), {"import": key}, follow=True)
    assert "Forum de Kati" in text_of(shown)
    assert Event.objects.exists()


def test_a_workbook_of_libreoffice_is_read_too(client, officer):
    page = send(client, as_ods(TABLES), "classeur.ods")
    assert page.context["report"].new == 3


@pytest.mark.django_db(transaction=True)
def test_a_correction_of_a_public_record_is_published_with_its_reason(client):
    coordinator = make_coordinator()
    client.force_login(coordinator)
    event = make_published_event(title_fr="Forum public", venue="Mairie")
    page = send(client, {"Événements": [["Référence", "Salle"], [event.reference, "Préfecture"]]})
    assert b"correction_reason" in page.content
    confirm(client, page, correction_reason="L’article le dit.")
    assert Correction.objects.get(event=event.pk).reason == "L’article le dit."
    page = send(client, {"Publics": [["Événement", "Public"], [event.reference, "médias"]]})
    assert page.context["report"].corrects


def test_of_drafts_no_reason_is_asked(client, officer):
    make_event(title_fr="Forum", owner=officer.organisation)
    page = send(client, {"Publics": [["Événement", "Public"], ["Forum", "médias"]]})
    assert not page.context["report"].corrects and b"correction_reason" not in page.content


def test_an_old_workbook_asks_before_it_undoes_what_others_did(client, officer):
    event = make_event(title_fr="Forum", owner=officer.organisation, venue="Mairie")
    exported = timezone.localtime() + timedelta(seconds=-60)
    Event.history.update(history_date=exported - timedelta(hours=1))
    event._history_user, event.venue = make_coordinator(), "Préfecture"
    event.save()
    headers = ["N° de fiche", "Salle", "Exporté le"]
    row = [event_record(event), "Lycée", exported.strftime("%Y-%m-%d %H:%M:%S")]
    page = send(client, {"Événements": [headers, row]})
    assert page.context["report"].outdated_rows == 1
    confirm(client, page)
    event.refresh_from_db()
    assert event.venue == "Préfecture"
    confirm(client, page, replace="1")
    event.refresh_from_db()
    assert event.venue == "Lycée"


@pytest.mark.django_db(transaction=True)
def test_a_large_workbook_is_imported_by_the_worker_with_its_reason(client, monkeypatch):
    user = make_coordinator()
    client.force_login(user)
    event = make_published_event(title_fr="Forum public", venue="Mairie")
    monkeypatch.setattr("events.admin.workbooks.work", lambda *_: 2)
    with at_work():
        sent = send(client, {"Événements": [["Référence", "Salle"], [event.reference, "Préfecture"]]})
        carry_out_import.call(running_of(user).name)
        page = client.get(sent["Location"])
        (part,) = page.context["report"].parts
        assert part.changed == 1 and page.context["report"].corrects
        confirm(client, page, correction_reason="L’article le dit.")
        carry_out_import.call(running_of(user).name)
    event.refresh_from_db()
    assert event.venue == "Préfecture"
    assert Correction.objects.get().reason == "L’article le dit."
    assert client.get(address()).context["last"].lines == 1
