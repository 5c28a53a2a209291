"""A form sent without its session, or after another sign-in: it comes back filled in, and unsaved."""

import json
import os
import time

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from events.models import Event, Participant
from organisations.models import User
from rss_registry.held_forms import FORMS, MAX_AGE
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in, sheet_url
from tests.events.admin.test_files_kept import document
from tests.factories import make_agreement, make_event, make_organisation, make_user
from tests.rss_registry import pdf_writers

pytestmark = pytest.mark.django_db


def typed_into(client, address, **typed):
    """The data of the form at `address` with more typed, and the mark of its account."""
    response = client.get(address)
    mark = response.content.decode().split('name="_account" value="')[1].split('"')[0]
    return {**data_of(response), "_account": mark, **typed}


def way_back(client, response, user):
    """Sign in on the page that `response` leads to; the page that opens then."""
    login = response["Location"]
    user.set_password("un mot de passe")
    user.save()
    sent = client.post(login, {"username": user.username, "password": "un mot de passe"})
    return client.get(sent["Location"])


def waiting():
    return list(FORMS._folder().iterdir())


def test_a_form_sent_after_the_session_comes_back_filled_in_and_is_saved_by_its_officer(client, officer):
    event = make_event(owner=officer.organisation)
    address = sheet_url(event)
    data = typed_into(client, address, conclusion_fr="Une conclusion longue.")
    add_row(data, "objectives", text_fr="Un objectif de plus", position="1")
    client.logout()

    ended = client.post(address, data)
    login = client.get(ended["Location"]).content.decode()
    assert "Votre session a pris fin" in login and "Rien de ce que vous avez tapé n’est perdu" in login
    assert "à choisir de nouveau" not in login
    assert "Une conclusion longue." not in login + ended["Location"]

    page = way_back(client, ended, officer)
    assert errors_of(page) == {}
    given_back = data_of(page)
    assert given_back["conclusion_fr"] == "Une conclusion longue."
    assert given_back["objectives-1-text_fr"] == "Un objectif de plus"
    assert "Voici ce que vous aviez tapé" in page.content.decode()
    event.refresh_from_db()
    assert (event.conclusion_fr, event.objectives.count()) == (None, 0)

    assert client.post(page.request["PATH_INFO"], given_back).status_code == 302
    event.refresh_from_db()
    assert (event.conclusion_fr, event.objectives.get().text_fr) == (
        "Une conclusion longue.",
        "Un objectif de plus",
    )


def test_it_still_says_who_saved_the_record_meanwhile(client, officer):
    event = make_event(owner=officer.organisation)
    data = typed_into(client, sheet_url(event), conclusion_fr="Une conclusion longue.")
    client.logout()
    ended = client.post(sheet_url(event), data)
    event.conclusion_fr = "La conclusion d’une collègue."
    event.save()
    page = way_back(client, ended, officer)
    assert "a enregistré cette fiche à " in errors_of(page)["__all__"][0]
    assert data_of(page)["conclusion_fr"] == "Une conclusion longue."


def test_a_new_record_comes_back_with_the_button_still_to_be_pressed(client, officer):
    data = typed_into(client, sheet_url(), title_fr="Atelier de Gao", _submit="1")
    client.logout()
    page = way_back(client, client.post(sheet_url(), data), officer)
    assert data_of(page)["title_fr"] == "Atelier de Gao"
    assert not Event.objects.exists()


def test_the_login_page_says_that_files_are_to_be_chosen_again(client, officer):
    event = make_event(owner=officer.organisation)
    data = typed_into(client, sheet_url(event))
    prefix, row = document("Rapport.pdf", pdf_writers.cairo())
    add_row(data, prefix, **row)
    client.logout()
    ended = client.post(sheet_url(event), data)
    assert (
        "Seuls les fichiers joints seront à choisir de nouveau."
        in client.get(ended["Location"]).content.decode()
    )
    assert data_of(way_back(client, ended, officer))["documents-0-title_fr"] == "Rapport"


def test_a_sign_in_in_another_window_costs_nothing(officer):
    browser = Client(enforce_csrf_checks=True)
    log_in(browser, officer)
    event = make_event(owner=officer.organisation)
    data = typed_into(browser, sheet_url(event), conclusion_fr="Une conclusion longue.")
    sent = browser.post(sheet_url(event), {**data, "csrfmiddlewaretoken": "x" * 64})
    page = browser.get(sent["Location"])
    assert data_of(page)["conclusion_fr"] == "Une conclusion longue."
    event.refresh_from_db()
    assert event.conclusion_fr is None


@pytest.mark.parametrize("mark", ["", "1", "1:forged"])
def test_without_the_mark_of_an_account_nothing_is_kept(client, mark):
    sent = client.post(admin_url(Event, "add"), {"title_fr": "Atelier", "_account": mark})
    assert sent["Location"] == f"{reverse('admin:login')}?next={admin_url(Event, 'add')}"
    refused = Client(enforce_csrf_checks=True).post(sheet_url(), {"_account": mark})
    assert refused.status_code == 403
    assert waiting() == []


def test_another_account_is_given_nothing(client, officer):
    data = typed_into(client, sheet_url(), title_fr="Canari")
    client.logout()
    page = way_back(client, client.post(sheet_url(), data), make_user(username="autre"))
    assert "Canari" not in page.content.decode()
    assert "l’a été par un autre compte" in page.content.decode()


def test_what_waits_is_forgotten_after_two_hours(client, officer):
    data = typed_into(client, sheet_url(), title_fr="Atelier de Gao")
    client.logout()
    ended = client.post(sheet_url(), data)
    old = time.time() - MAX_AGE - 1
    os.utime(waiting()[0], (old, old))
    assert "Atelier de Gao" not in way_back(client, ended, officer).content.decode()
    FORMS.sweep()
    assert waiting() == []


def test_a_list_comes_back_too_from_the_server_alone(client):
    keeper = make_user(keeps_lists=True)
    log_in(client, keeper)
    event = make_event(owner=keeper.organisation)
    address = f"{admin_url(Participant, 'add')}?event={event.pk}"
    data = typed_into(client, address, full_name="Canari Nom", number="1")
    client.logout()
    ended = client.post(address, data)
    assert "Canari" not in ended["Location"] + client.get(ended["Location"]).content.decode()
    assert data_of(way_back(client, ended, keeper))["full_name"] == "Canari Nom"
    assert not Participant.objects.exists()


COSTS = {"costs-TOTAL_FORMS": "1", "costs-INITIAL_FORMS": "0", "costs-0-label": "Texte tapé"}


@pytest.mark.parametrize("name", ["english", "costs", "justifications"])
def test_a_page_beside_the_form_comes_back_too(client, officer, name):
    event = make_event(owner=officer.organisation)
    event.agreements.add(make_agreement(make_organisation(), recipient=officer.organisation))
    address = reverse(f"admin:events_event_{name}", args=[event.pk])
    page = client.get(address)
    mark = page.content.decode().split('name="_account" value="')[1].split('"')[0]
    typed = COSTS if name == "costs" else {next(iter(page.context["form"].fields)): "Texte tapé"}
    client.logout()
    ended = client.post(address, {**typed, "_account": mark})
    assert "Texte tapé" in way_back(client, ended, officer).content.decode()


def test_what_waits_holds_no_password_and_no_token(client, officer):
    data = typed_into(client, sheet_url(), title_fr="Atelier", csrfmiddlewaretoken="x", old_password="y")
    client.logout()
    client.post(sheet_url(), data)
    kept = json.loads(waiting()[0].read_bytes())
    assert kept.keys().isdisjoint({"csrfmiddlewaretoken", "old_password", "_account"})


def test_no_form_that_names_participants_or_accounts_is_copied_to_a_device():
    copied = {model.__name__: each.on_device for model, each in admin.site._registry.items()}
    assert sorted(name for name, on_device in copied.items() if not on_device) == [
        "DocumentProof",
        "KnowledgeTest",
        "Language",
        "Participant",
        "Session",
        User.__name__,
    ]
