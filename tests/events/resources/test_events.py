"""The table of events through the real pages: what people send, good and bad."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from events.enums import Basis, EventKind, Outcome, Role, Sensitivity, Status
from events.models import Event
from events.resources.indexes import event_record
from events.services.workflow import submit
from organisations.enums import FinancingKind
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_role,
    make_user,
)
from tests.importing import (
    as_csv,
    as_xlsx,
    confirm,
    csv_rows,
    export_file,
    import_file,
    problems,
    send,
    text_of,
)

pytestmark = pytest.mark.django_db
EVENTS = "events_event"


@pytest.fixture
def officer(client):
    make_place(name_fr="Ségou", slug="segou")
    user = make_user(organisation=make_organisation(name_fr="WANEP-Mali", slug="wanep-mali"))
    client.force_login(user)
    return user


def headcounts(event):
    return {(row.sex, row.number, row.basis) for row in event.headcounts.filter(unit="persons")}


# -- an activity table as NGOs keep it -----------------------------------------------------------


def test_a_line_without_a_reference_becomes_a_draft_of_ones_own_organisation(client, officer):
    funder = make_organisation(name_fr="DCAF", slug="dcaf")
    programme = make_programme(name_fr="Juste avenir", acronym="JF")
    headers = [
        "Activité", "Type", "Date de début", "Date de fin", "Lieu", "Total", "Femmes", "Hommes",
        "Organisé par", "Bailleur", "Projet",
    ]  # fmt: skip
    row = [
        "Formation des CCS", "formation", "29/02/2024", "01/03/2024", "Ségou", "environ 40", "18", "",
        "WANEP-Mali", "DCAF [technique]", "jf",
    ]  # fmt: skip
    import_file(client, EVENTS, as_csv(headers, row))
    event = Event.objects.get()
    assert (event.status, event.reference, event.owner) == (Status.DRAFT, None, officer.organisation)
    assert (event.created_by, event.kind, event.outcome) == (officer, EventKind.TRAINING, Outcome.HELD)
    assert (event.starts_on, event.ends_on) == (date(2024, 2, 29), date(2024, 3, 1))
    assert [place.slug for place in event.places.all()] == ["segou"]
    assert headcounts(event) == {("", 40, Basis.APPROXIMATE), ("women", 18, Basis.EXACT)}
    assert list(event.programmes.all()) == [programme]
    roles = {(role.organisation, role.role, role.financing_kind) for role in event.roles.all()}
    assert roles == {
        (officer.organisation, Role.ORGANISER, ""),
        (funder, Role.FUNDER, FinancingKind.TECHNICAL),
    }
    assert "formation des ccs" in event.search_text.text


def test_a_single_date_is_one_day_and_a_future_one_is_planned(client, officer):
    later = timezone.localdate() + timedelta(days=30)
    rows = [["Réunion", "réunion", date(2024, 5, 2)], ["Forum", "forum", later]]
    import_file(client, EVENTS, as_xlsx(["Titre", "Type", "Date"], *rows), "activites.xlsx")
    past, future = Event.objects.get(title_fr="Réunion"), Event.objects.get(title_fr="Forum")
    assert (past.ends_on, past.outcome) == (date(2024, 5, 2), Outcome.HELD)
    assert (future.ends_on, future.outcome) == (later, Outcome.PLANNED)


def test_a_blank_number_is_not_stated_and_never_zero(client, officer):
    headers = ["Titre", "Type", "Date", "Total", "Femmes", "Hommes"]
    import_file(client, EVENTS, as_csv(headers, ["Forum", "forum", "02/05/2024", "", "0", ""]))
    assert headcounts(Event.objects.get()) == {("women", 0, Basis.EXACT)}


def test_english_headers_and_values_are_understood(client, officer):
    row = ["Forum", "workshop", "2024-05-02", "about 40", "hybrid"]
    import_file(
        client, EVENTS, as_csv(["Title", "Kind", "Start date", "participants (total)", "Modality"], row)
    )
    event = Event.objects.get()
    assert (event.kind, event.modality) == (EventKind.WORKSHOP, "hybrid")
    assert headcounts(event) == {("", 40, Basis.APPROXIMATE)}


def test_only_the_columns_of_the_file_change(client, officer):
    event = make_event(owner=officer.organisation, title_fr="Ancien", venue="Gouvernorat")
    make_headcount(event, 18)
    make_headcount(event, 5, category="media")
    make_role(event, make_organisation(), Role.FUNDER, disclosed=False, note_fr="par le consortium")
    import_file(client, EVENTS, as_csv(["n° de fiche", "titre"], [event_record(event), "Nouveau"]))
    event.refresh_from_db()
    assert (event.title_fr, event.venue) == ("Nouveau", "Gouvernorat")
    assert event.headcounts.count() == 2
    assert event.roles.get().note_fr == "par le consortium"
    assert "nouveau" in event.search_text.text
    assert event.history.first().history_change_reason == "Import de fichier"


def test_a_blank_cell_empties_a_field_and_takes_a_number_away(client, officer):
    event = make_event(owner=officer.organisation, venue="Gouvernorat")
    make_headcount(event, 18)
    make_headcount(event, 5, category="media")
    headers = ["n° de fiche", "salle", "total"]
    import_file(client, EVENTS, as_csv(headers, [event_record(event), "", ""]))
    event.refresh_from_db()
    assert event.venue == ""
    assert [row.category for row in event.headcounts.all()] == ["media"]


def test_a_blank_cell_never_uncovers_what_is_protected(client, officer):
    funder = make_organisation(name_fr="Bailleur discret", slug="discret")
    event = make_event(owner=officer.organisation, sensitivity=Sensitivity.AGGREGATE, funders_withheld=True)
    make_role(event, funder, Role.FUNDER, disclosed=False, financing_kind=FinancingKind.BOTH)
    headers = ["n° de fiche", "titre", "sensibilité", "ne nommer aucun bailleur", "bailleurs"]
    import_file(client, EVENTS, as_csv(headers, [event_record(event), "Nouveau", "", "", "discret"]))
    event.refresh_from_db()
    assert (event.title_fr, event.sensitivity, event.funders_withheld) == ("Nouveau", "aggregate", True)
    role = event.roles.get()
    assert (role.disclosed, role.financing_kind) == (False, FinancingKind.BOTH)


def test_places_keep_the_order_of_the_cell(client, officer):
    make_place(name_fr="Kati", slug="kati")
    headers = ["Titre", "Type", "Date", "Lieux"]
    import_file(client, EVENTS, as_csv(headers, ["Forum", "forum", "02/05/2024", "Ségou ; Kati"]))
    event = Event.objects.get()
    assert [row.place.slug for row in event.event_places.all()] == ["segou", "kati"]
    import_file(client, EVENTS, as_csv(["fiche", "lieux"], [event_record(event), "Kati | Ségou"]))
    assert [row.place.slug for row in event.event_places.all()] == ["kati", "segou"]


# -- what is wrong, by line and column -------------------------------------------------------


def test_every_fault_of_a_bad_file_is_said_with_its_line_and_column(client, officer):
    headers = [
        "Référence",
        "Titre",
        "Type",
        "Date",
        "Dernier jour",
        "Lieu",
        "Total",
        "Femmes",
        "Organisateur",
    ]
    page = send(
        client,
        EVENTS,
        as_csv(
            headers,
            ["", "A", "forum", "31/02/2024", "", "Ségouu", "", "", "WANEP Malii"],
            ["", "B", "colloque", "02/05/2024", "01/05/2024", "", "20", "25", ""],
            ["RSS-ML-2024-0099", "C", "forum", "02/05/2024", "", "", "beaucoup", "", ""],
            ["", "", "", "", "", "Ségou", "", "", ""],
            encoding="cp1252",
        ),
    )
    assert [(line, column) for line, column, _ in problems(page)] == [
        (2, "D – Date"),
        (2, "F – Lieu"),
        (2, "I – Organisateur"),
        (3, "C – Type"),
        (3, "E – Dernier jour"),
        (3, "H – Femmes"),
        (4, "A – Référence"),
        (4, "G – Total"),
    ]
    said = {(line, column[0]): message for line, column, message in problems(page)}
    assert said[2, "D"] == "« 31/02/2024 » n’existe pas dans le calendrier : vérifiez le jour et le mois."
    assert "Vouliez-vous dire « Ségou » ?" in said[2, "F"]
    assert "Vouliez-vous dire « WANEP-Mali » ?" in said[2, "I"]
    assert said[3, "H"] == "25 femmes, mais 20 participants au total : corrigez l’un des deux."
    assert not Event.objects.exists()


@pytest.mark.parametrize(("women", "men", "column"), [("15", "10", "F – Hommes"), ("25", "", "E – Femmes")])
def test_women_and_men_never_exceed_the_total(client, officer, women, men, column):
    headers = ["Titre", "Type", "Date", "Total", "Femmes", "Hommes"]
    page = send(client, EVENTS, as_csv(headers, ["Forum", "forum", "02/05/2024", "20", women, men]))
    assert [(line, place) for line, place, _ in problems(page)] == [(2, column)]


def test_the_stored_total_is_held_against_the_women_of_the_file(client, officer):
    event = make_event(owner=officer.organisation)
    make_headcount(event, 18)
    page = send(client, EVENTS, as_csv(["n° de fiche", "femmes"], [event_record(event), "19"]))
    assert problems(page) == [
        (2, "B – femmes", "19 femmes, mais 18 participants au total : corrigez l’un des deux.")
    ]


def test_one_reference_on_two_lines_is_refused_with_both(client, officer):
    event = make_published_event(owner=officer.organisation)
    rows = [[event.reference, "A"], ["", "B"], [event.reference.lower(), "C"]]
    page = send(client, EVENTS, as_csv(["référence", "salle"], *rows))
    said = f"« {event.reference.lower()} » figure aussi à la ligne 2 : chaque fiche n’a qu’une ligne."
    assert (4, "A – référence", said) in problems(page)


def test_a_table_sent_twice_does_not_enter_its_events_twice(client, officer):
    data = as_csv(["Titre", "Type", "Date", "Lieu"], ["Forum", "forum", "02/05/2024", "Ségou"])
    import_file(client, EVENTS, data)
    page = send(client, EVENTS, data)
    assert problems(page)[0][:2] == (2, "A – Titre")
    assert (
        f"écrivez « {event_record(Event.objects.get())} » dans la colonne « n° de fiche »"
        in problems(page)[0][2]
    )


def test_the_same_event_on_two_lines_is_refused_and_another_place_is_another_event(client, officer):
    make_place(name_fr="Kati", slug="kati")
    headers = ["Titre", "Type", "Date", "Lieu"]
    rows = [["Forum", "forum", "02/05/2024", place] for place in ("Ségou", "Kati", "SEGOU")]
    page = send(client, EVENTS, as_csv(headers, *rows))
    assert problems(page) == [
        (4, "A – Titre", "Même titre, même date et même lieu qu’à la ligne 2 : ôtez l’une des deux.")
    ]


def test_a_funder_that_had_closed_is_refused(client, officer):
    make_organisation(name_fr="MINUSMA", slug="minusma", active_to=date(2023, 12, 31))
    headers = ["Titre", "Type", "Date", "Bailleur"]
    rows = [["Avant", "forum", "02/05/2023", "MINUSMA"], ["Après", "forum", "02/05/2024", "MINUSMA"]]
    page = send(client, EVENTS, as_csv(headers, *rows))
    assert problems(page) == [(3, "D – Bailleur", "MINUSMA a pris fin le 31/12/2023, avant cet événement.")]


def test_a_funder_is_held_to_the_form_of_roles(client, officer):
    make_organisation(name_fr="DCAF", slug="dcaf")
    rows = [["Un", "forum", "DCAF [par DCAF]"], ["Deux", "forum", "DCAF [par WANEP-Mali]"]]
    page = send(client, EVENTS, as_csv(["Titre", "Type", "Bailleurs"], *rows))
    assert [(line, place) for line, place, _ in problems(page)] == [(2, "C – Bailleurs")]


def test_a_duration_that_the_dates_deny_is_refused(client, officer):
    headers = ["Titre", "Dates", "Durée"]
    page = send(client, EVENTS, as_csv(headers, ["Forum", "11 octobre 2023, deux jours", "3"]))
    assert [(line, place) for line, place, _ in problems(page)] == [(2, "C – Durée")]


@pytest.mark.parametrize("day", ["", "02/05/2030"])
def test_a_funder_that_has_closed_pays_for_nothing_planned(client, officer, day):
    make_organisation(name_fr="MINUSMA", slug="minusma", active_to=date(2023, 12, 31))
    row = ["Forum", day, "prévu", "MINUSMA"]
    page = send(client, EVENTS, as_csv(["Titre", "Dates", "Ce qu’il est devenu", "Bailleurs"], row))
    assert [(line, place) for line, place, _ in problems(page)] == [(2, "D – Bailleurs")]


def test_stored_funders_are_held_against_the_days_of_the_file(client, officer):
    event = make_event(owner=officer.organisation, starts_on=date(2023, 5, 2))
    closed = make_organisation(name_fr="MINUSMA", slug="minusma", active_to=date(2023, 12, 31))
    make_role(event, closed, Role.FUNDER)
    page = send(client, EVENTS, as_csv(["n° de fiche", "dates"], [event_record(event), "02/05/2024"]))
    assert [(line, place) for line, place, _ in problems(page)] == [(2, "Bailleurs")]


def test_a_line_that_lacks_title_kind_and_date_becomes_a_draft(client, officer):
    import_file(client, EVENTS, as_csv(["Lieu", "Femmes"], ["Ségou", "12"], ["Ségou", "14"]))
    assert sorted(map(str, Event.objects.all())) == ["Événement – Ségou (sans titre)"] * 2
    assert {event.outcome for event in Event.objects.all()} == {Outcome.PLANNED}


def test_a_column_of_religion_is_refused_and_says_why(client, officer):
    page = send(
        client, EVENTS, as_csv(["Titre", "Type", "Religion des participants"], ["Forum", "forum", "x"])
    )
    assert problems(page)[0][:2] == (1, "C – Religion des participants")
    assert "ne garde jamais la religion d’une personne" in problems(page)[0][2]


# -- rights ----------------------------------------------------------------------------------


def test_the_event_of_another_organisation_is_refused_and_not_told(client, officer):
    foreign = make_published_event()
    unknown = send(client, EVENTS, as_csv(["référence", "titre"], ["RSS-ML-1999-0001", "Volé"]))
    page = send(client, EVENTS, as_csv(["référence", "titre"], [foreign.reference, "Volé"]))
    assert problems(page)[0][:2] == (2, "A – référence")
    assert problems(page)[0][2].replace(foreign.reference, "") == problems(unknown)[0][2].replace(
        "RSS-ML-1999-0001", ""
    )
    page = send(client, EVENTS, as_csv(["n° de fiche", "titre"], [event_record(foreign), "Volé"]))
    assert problems(page)[0][:2] == (2, "A – n° de fiche")
    foreign.refresh_from_db()
    assert foreign.title_fr != "Volé"


@pytest.mark.parametrize("column", ["organisateurs", "bailleurs", "conventions"])
def test_nobody_gives_a_role_or_money_to_anothers_event(client, officer, column):
    foreign = make_published_event()
    make_agreement(make_organisation(), recipient=officer.organisation, reference="B-1")
    value = "B-1" if column == "conventions" else "wanep-mali"
    for key, name in (("référence", foreign.reference), ("n° de fiche", event_record(foreign))):
        page = send(client, EVENTS, as_csv([key, column], [name, value]))
        assert problems(page)[0][:2] == (2, f"A – {key}")
    assert not foreign.roles.exists()
    assert not foreign.agreements.exists()


def test_the_owner_cannot_be_moved(client, officer):
    event = make_event(owner=officer.organisation)
    make_organisation(slug="autre")
    headers = ["n° de fiche", "fiche tenue par"]
    page = send(client, EVENTS, as_csv(headers, [event_record(event), "autre"]))
    assert [(line, column) for line, column, _ in problems(page)] == [(2, "B – fiche tenue par")]
    assert "ne se change pas par un fichier" in problems(page)[0][2]
    new = ["Titre", "Type", "Date", "Fiche tenue par"]
    page = send(client, EVENTS, as_csv(new, ["Forum", "forum", "02/05/2024", "autre"]))
    assert [(line, column) for line, column, _ in problems(page)] == [(2, "D – Fiche tenue par")]


def test_no_file_publishes(client, officer):
    event = make_event(owner=officer.organisation)
    page = send(client, EVENTS, as_csv(["n° de fiche", "état de la fiche"], [event_record(event), "publié"]))
    assert "ne se change pas par un fichier" in problems(page)[0][2]
    new = ["Titre", "Type", "Date", "record status"]
    page = send(client, EVENTS, as_csv(new, ["Forum", "forum", "02/05/2024", "published"]))
    assert problems(page)[0][:2] == (2, "D – record status")


def test_a_record_that_waits_for_its_review_is_no_longer_the_officers_to_change(client, officer):
    event = make_event(owner=officer.organisation, title_fr="Forum")
    submit(event=event, by=officer)
    page = send(client, EVENTS, as_csv(["n° de fiche", "titre"], [event_record(event), "Autre"]))
    assert problems(page) == [
        (2, "", "Cette fiche est « à relire » : demandez à la coordination de vous la renvoyer.")
    ]
    unchanged = send(client, EVENTS, as_csv(["n° de fiche", "titre"], [event_record(event), "Forum"]))
    assert "Rien à importer" in text_of(unchanged)


def test_a_right_withdrawn_between_preview_and_confirmation_counts(client, officer):
    event = make_event(owner=officer.organisation, title_fr="Forum")
    page = send(client, EVENTS, as_csv(["n° de fiche", "titre"], [event_record(event), "Autre"]))
    submit(event=event, by=officer)
    assert problems(confirm(client, EVENTS, page))[0][0] == 2
    event.refresh_from_db()
    assert event.title_fr == "Forum"


def test_an_agreement_that_the_officer_may_not_see_stays_and_is_not_exported(client, officer):
    hidden = make_agreement(make_organisation(), reference="SECRET-1", funder_disclosed=False)
    mine = make_agreement(make_organisation(), reference="A-1", recipient=officer.organisation)
    event = make_event(owner=officer.organisation)
    event.agreements.set([hidden])
    data = export_file(client, EVENTS)
    assert "SECRET" not in data.decode() and event_record(event) in data.decode()
    import_file(client, EVENTS, as_csv(["n° de fiche", "conventions"], [event_record(event), "A-1"]))
    assert set(event.agreements.all()) == {hidden, mine}
    page = send(client, EVENTS, as_csv(["n° de fiche", "conventions"], [event_record(event), "SECRET-1"]))
    assert "n’existe pas, ou votre équipe n’y a pas accès" in problems(page)[0][2]


def test_an_export_holds_only_the_events_that_one_may_read(client, officer):
    make_event(owner=officer.organisation, title_fr="Le nôtre")
    make_published_event(title_fr="Le leur")
    assert [row["Titre"] for row in csv_rows(export_file(client, EVENTS))] == ["Le nôtre"]


def test_a_coordinator_enters_events_for_any_organisation(client):
    client.force_login(make_coordinator())
    make_organisation(slug="autre")
    headers = ["Titre", "Type", "Date", "Fiche tenue par"]
    import_file(client, EVENTS, as_csv(headers, ["Forum", "forum", "02/05/2024", "autre"]))
    assert Event.objects.get().owner.slug == "autre"
    page = send(client, EVENTS, as_csv(headers, ["Forum 2", "forum", "02/05/2024", ""]))
    assert problems(page) == [(2, "D – Fiche tenue par", "Obligatoire : donnez une valeur.")]
