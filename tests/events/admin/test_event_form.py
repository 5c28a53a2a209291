from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages

from events.enums import Basis, Role, Status
from events.models import Event, EventRole, Headcount
from events.services.completeness import missing_for_submission
from events.services.workflow import submit
from organisations.enums import FinancingKind
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in, sheet_url, shown_after
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_participant,
    make_place,
    make_published_event,
    make_role,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db

SHEET = {
    "title_fr": "Dissémination de la stratégie de RSS",
    "kind": "workshop",
    "when": "11 et 12 octobre 2023",
}


def open_sheet(client, event=None):
    address = sheet_url(event)
    return address, data_of(client.get(address))


def save(client, event=None, **changes):
    address, data = open_sheet(client, event)
    return client.post(address, data | changes)


def test_an_officer_logs_an_event_for_his_organisation(client):
    officer = make_user()
    log_in(client, officer)
    response = save(client, **SHEET)
    assert response.status_code == 302
    event = Event.objects.get()
    assert (event.owner, event.created_by, event.status) == (officer.organisation, officer, Status.DRAFT)
    assert (event.starts_on, event.ends_on) == (date(2023, 10, 11), date(2023, 10, 12))


def test_a_saved_event_is_found_by_its_words(client):
    log_in(client, make_user())
    place = make_place(name_fr="Ségou")
    address, data = open_sheet(client)
    client.post(address, data | SHEET | {"event_places-0-place": place.pk})
    assert Event.objects.search("dissemination segou").count() == 1


def test_an_officer_cannot_give_his_record_away(client):
    officer, other = make_user(), make_organisation()
    event = make_event(owner=officer.organisation)
    log_in(client, officer)
    assert save(client, event, title_fr="Corrigé", owner=other.pk).status_code == 302
    event.refresh_from_db()
    assert (event.title_fr, event.owner) == ("Corrigé", officer.organisation)


def test_a_coordinator_hands_a_record_over(client):
    event, other = make_event(), make_organisation()
    log_in(client, make_coordinator())
    save(client, event, owner=other.pk)
    event.refresh_from_db()
    assert event.owner == other


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.WITHDRAWN])
def test_after_submission_an_officer_only_reads(client, status):
    officer = make_user()
    event = make_published_event(owner=officer.organisation, title_fr="Publié")
    event.status = status
    event.save()
    log_in(client, officer)
    page = client.get(sheet_url(event))
    assert 'name="title_fr"' not in page.content.decode()
    assert client.post(sheet_url(event), SHEET).status_code == 403


LACKING = [
    ({"kind": ""}, "kind"),
    ({"title_fr": ""}, "title_fr"),
    ({"date_inference": "end"}, "date_note_fr"),
    ({"sensitivity": "delayed"}, "delay_days"),
    ({"series_rank": "1"}, "series"),
]


@pytest.mark.parametrize(("changes", "field"), LACKING)
def test_a_draft_is_kept_whatever_it_lacks_and_not_submitted(client, changes, field):
    log_in(client, make_user())
    response = save(client, **(SHEET | changes | {"_submit": "1"}))
    event = Event.objects.get()
    assert (response.status_code, event.status) == (302, Status.DRAFT)
    assert [item.field for item in missing_for_submission(event)] == [field]
    (message,) = [item for item in get_messages(response.wsgi_request) if item.level_tag == "error"]
    assert missing_for_submission(event)[0].sentence in message.message


@pytest.mark.parametrize(("changes", "field"), LACKING)
def test_what_a_submitted_record_lacks_is_said_where_it_stands(client, changes, field):
    event = make_event()
    submit(event=event, by=make_coordinator())
    log_in(client, make_coordinator())
    assert list(errors_of(save(client, event, **changes))) == [field]


def test_a_draft_of_nothing_but_the_wish_to_keep_it_is_kept(client):
    log_in(client, make_user())
    assert save(client).status_code == 302
    assert str(Event.objects.get()) == "Brouillon sans titre"


def test_a_date_that_does_not_exist_is_refused(client):
    log_in(client, make_user())
    response = save(client, **(SHEET | {"when": "31/02/2024"}))
    assert list(errors_of(response)) == ["when"]
    # What was typed is still there.
    assert 'value="31/02/2024"' in shown_after(response).content.decode()


# -- funders -----------------------------------------------------------------------


def closed_mission():
    return make_organisation(name_fr="MINUSMA", acronym="MINUSMA", active_to=date(2023, 12, 31))


REFUSED = "MINUSMA a pris fin le 31/12/2023, avant cet événement."


def test_a_closed_funder_is_refused_for_a_new_event(client):
    mission = closed_mission()
    log_in(client, make_user())
    late = SHEET | {"when": "05/02/2024"}
    row = {"roles-0-organisation": mission.pk, "roles-0-role": Role.FUNDER}
    response = save(client, **late, **row)
    assert errors_of(response) == {"roles-0-organisation": [REFUSED]}
    assert not EventRole.objects.exists()


def test_a_closed_funder_is_kept_for_the_days_it_lived(client):
    mission = closed_mission()
    log_in(client, make_user())
    assert (
        save(client, **SHEET, **{"roles-0-organisation": mission.pk, "roles-0-role": Role.FUNDER}).status_code
        == 302
    )
    # What no source says is said as such, without a click.
    assert EventRole.objects.get().financing_kind == FinancingKind.NOT_SPECIFIED


def test_a_funder_is_held_against_the_dates_typed_now(client):
    mission, officer = closed_mission(), make_user()
    event = make_event(owner=officer.organisation)
    make_role(event, mission, Role.FUNDER)
    log_in(client, officer)
    response = save(client, event, when="01/03/2024")
    assert errors_of(response) == {"roles-0-organisation": [REFUSED]}
    late = make_event(owner=officer.organisation, starts_on=date(2024, 3, 1))
    address, data = open_sheet(client, late)
    add_row(data, "roles", organisation=mission.pk, role=Role.FUNDER, disclosed="on")
    response = client.post(address, data | {"when": "01/03/2023"})
    assert response.status_code == 302


def test_one_body_holds_a_role_once(client):
    body = make_organisation()
    log_in(client, make_user())
    rows = {
        f"roles-{n}-{name}": value
        for n in (0, 1)
        for name, value in (("organisation", body.pk), ("role", "host"))
    }
    assert errors_of(save(client, **SHEET, **rows)) == {
        "roles-1-organisation": ["Cette organisation tient déjà ce rôle."]
    }


# -- headcounts --------------------------------------------------------------------


def test_total_women_and_men_wait_for_a_number(client):
    log_in(client, make_user())
    _address, data = open_sheet(client)
    assert [data.get(f"headcounts-{n}-sex", "") for n in range(3)] == ["", "women", "men"]


def test_a_blank_number_is_no_row(client):
    log_in(client, make_user())
    save(client, **SHEET, **{"headcounts-0-number": "40", "headcounts-0-basis": Basis.APPROXIMATE})
    row = Headcount.objects.get()
    assert (row.sex, row.number, row.basis) == ("", 40, Basis.APPROXIMATE)


def test_zero_is_a_number(client):
    log_in(client, make_user())
    save(client, **SHEET, **{"headcounts-1-number": "0"})
    assert Headcount.objects.get().number == 0


def test_an_emptied_number_takes_its_row_away(client):
    officer = make_user()
    event = make_event(owner=officer.organisation)
    make_headcount(event, 18)
    make_headcount(event, 7, sex="women")
    log_in(client, officer)
    page = client.get(sheet_url(event))
    formset = next(
        each.formset for each in page.context["inline_admin_formsets"] if each.formset.prefix == "headcounts"
    )
    assert [form["sex"].value() for form in formset.forms] == ["", "women", "men"]
    assert save(client, event, **{"headcounts-1-number": ""}).status_code == 302
    assert [row.number for row in event.headcounts.all()] == [18]


def test_a_number_is_written_as_the_source_says_it(client):
    officer = make_user()
    event = make_event(owner=officer.organisation)
    log_in(client, officer)
    assert save(client, event, **{"headcounts-0-number": "une quarantaine"}).status_code == 302
    row = event.headcounts.get()
    assert (row.number, row.basis) == (40, Basis.APPROXIMATE)
    # Untouched, or with another number, it stays as sure as it was.
    save(client, event)
    save(client, event, **{"headcounts-0-number": "45"})
    row.refresh_from_db()
    assert (row.number, row.basis) == (45, Basis.APPROXIMATE)
    assert event.headcounts.count() == 1


def test_women_and_men_do_not_exceed_the_total(client):
    log_in(client, make_user())
    numbers = {"headcounts-0-number": "18", "headcounts-1-number": "8", "headcounts-2-number": "11"}
    assert list(errors_of(save(client, **SHEET, **numbers))) == ["headcounts-2-number"]
    numbers["headcounts-0-basis"] = Basis.AT_LEAST
    assert save(client, **SHEET, **numbers).status_code == 302


def test_a_cell_is_counted_once(client):
    log_in(client, make_user())
    address, data = open_sheet(client)
    data["headcounts-0-number"] = "18"
    add_row(data, "headcounts", sex="", number="20", basis=Basis.EXACT, unit="persons")
    assert list(errors_of(client.post(address, data | SHEET))) == ["headcounts-3-unit"]
    data["headcounts-3-basis"] = Basis.PLANNED
    assert client.post(address, data | SHEET).status_code == 302


def test_a_published_number_names_its_source(client):
    log_in(client, make_user())
    row = {"headcounts-0-number": "3", "headcounts-0-published_by_organiser": "on"}
    assert errors_of(save(client, **SHEET, **row)) == {
        "headcounts-0-source": ["Indiquez la source publique qui donne ce nombre."]
    }
    assert save(client, **SHEET, **row, **{"headcounts-0-source": make_source().pk}).status_code == 302


# -- rows --------------------------------------------------------------------------


def test_rows_without_a_rank_stand_in_the_order_of_the_page(client):
    log_in(client, make_user())
    address, data = open_sheet(client)
    for text in ("Premier", "Deuxième", "Troisième"):
        add_row(data, "objectives", text_fr=text)
    data["objectives-0-text_fr"] = "Avant tout"
    assert client.post(address, data | SHEET).status_code == 302
    assert [row.text_fr for row in Event.objects.get().objectives.all()] == [
        "Avant tout",
        "Premier",
        "Deuxième",
        "Troisième",
    ]


def test_two_sources_disagree_and_the_record_changes_the_one_it_follows(client):
    officer, source = make_user(), make_source()
    event = make_event(owner=officer.organisation)
    for value, followed in (("2020-2025", True), ("2021-2025", False)):
        event.claims.create(source=source, field="dates", value_fr=value, followed=followed)
    log_in(client, officer)
    address, data = open_sheet(client, event)
    followed, other = sorted(
        (name for name in data if name.endswith("value_fr")), key=lambda name: data[name]
    )
    both = data | {other.replace("value_fr", "followed"): "on"}
    assert errors_of(client.post(address, both)) == {
        other.replace("value_fr", "field"): ["Une seule affirmation peut être retenue par élément."]
    }
    both.pop(followed.replace("value_fr", "followed"))
    assert client.post(address, both).status_code == 302
    assert {claim.value_fr: claim.followed for claim in event.claims.all()} == {
        "2020-2025": False,
        "2021-2025": True,
    }


def test_publics_are_ticked_and_unticked(client):
    officer = make_user()
    event = make_event(owner=officer.organisation)
    log_in(client, officer)
    save(client, event, audience=["fds", "media"])
    assert {row.category for row in event.audiences.all()} == {"fds", "media"}
    save(client, event, audience=["media"])
    assert {row.category for row in event.audiences.all()} == {"media"}


# -- two editors -------------------------------------------------------------------


def test_the_second_editor_is_told_and_loses_nothing(client):
    officer = make_user(first_name="Awa", last_name="Diarra")
    event = make_event(owner=officer.organisation, title_fr="Titre de départ")
    log_in(client, officer)
    address, first = open_sheet(client, event)
    second = dict(first)
    assert client.post(address, first | {"title_fr": "Titre d’Awa"}).status_code == 302
    add_row(second, "objectives", text_fr="Objectif tapé par le second")
    response = client.post(address, second | {"title_fr": "Titre du second"})
    (sentence,) = errors_of(response)["__all__"]
    assert sentence.startswith("Awa Diarra a enregistré cette fiche à ")
    page = response.content.decode()
    assert "Titre du second" in page
    assert "Objectif tapé par le second" in page
    event.refresh_from_db()
    assert event.title_fr == "Titre d’Awa"
    # Told once, the second one may replace knowingly.
    again = data_of(response)
    assert client.post(address, again).status_code == 302
    event.refresh_from_db()
    assert event.title_fr == "Titre du second"
    assert [objective.text_fr for objective in event.objectives.all()] == ["Objectif tapé par le second"]


# -- what is hidden stays ----------------------------------------------------------


def test_agreements_that_an_officer_may_not_see_survive_his_save(client):
    officer = make_user()
    event = make_event(owner=officer.organisation)
    hidden = make_agreement(make_organisation(), recipient=make_organisation(), funder_disclosed=False)
    event.agreements.add(hidden)
    log_in(client, officer)
    address, data = open_sheet(client, event)
    assert hidden.reference == "" and str(hidden) not in client.get(address).content.decode()
    assert client.post(address, data | {"title_fr": "Corrigé", "agreements": []}).status_code == 302
    assert list(event.agreements.all()) == [hidden]


def test_the_log_names_no_participant(client):
    officer = make_user(keeps_lists=True)
    event = make_event(owner=officer.organisation)
    person = make_participant(event, full_name="Canari Absolument-Unique", phone="+223 70 00 00 99")
    log_in(client, officer)
    address = admin_url(person, "change")
    data = data_of(client.get(address))
    assert client.post(address, data | {"function": "Maire"}).status_code == 302
    save(client, event, title_fr="Corrigé")
    client.post(admin_url(person, "delete"), {"post": "yes"})
    entries = [f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all()]
    assert len(entries) == 3
    assert "Canari" not in " ".join(entries) and "99" not in " ".join(entries)


@pytest.mark.django_db(transaction=True)
def test_the_reason_of_a_correction_is_asked_of_a_public_record_and_published(client):
    event = make_published_event(venue="Ancienne salle")
    log_in(client, make_coordinator())
    save(client, event, venue="Nouvelle salle", correction_reason="  Communiqué du\nministère. ")
    public = client.get(event.get_absolute_url()).content.decode()
    assert "Communiqué du ministère." in public
    # Saved again with nothing changed, it stands beside nothing.
    save(client, event, correction_reason="Pour rien.")
    assert "Pour rien." not in client.get(event.get_absolute_url()).content.decode()


def test_of_a_draft_no_reason_is_asked(client):
    user = make_user()
    log_in(client, user)
    draft = make_event(owner=user.organisation)
    assert "correction_reason" not in client.get(admin_url(draft, "change")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_who_makes_a_slip_in_a_number_is_told_what_the_page_shows_no_more(client):
    event = make_published_event()
    for number, sex in ((30, ""), (12, "women"), (18, "men")):
        make_headcount(event, number, sex=sex)
    log_in(client, make_coordinator())
    address, data = open_sheet(client, event)
    women = next(name for name, value in data.items() if name.startswith("headcounts") and value == "12")
    said = client.post(address, data | {women: "2"}, follow=True).content.decode()
    assert "La page publique ne montre plus" in said and "femmes" in said and "hommes" in said
    assert client.get(event.get_absolute_url()).content.decode().count("masqué")
    address, data = open_sheet(client, event)
    said = client.post(address, data | {women: "12"}, follow=True).content.decode()
    assert "ne montre plus" not in said
    assert "masqué" not in client.get(event.get_absolute_url()).content.decode()
