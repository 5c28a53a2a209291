from datetime import date

import pytest

from events.enums import Outcome
from tests.factories import make_headcount, make_place, make_published_event

pytestmark = pytest.mark.django_db


def test_the_root_leads_to_the_french_home(client):
    assert client.get("/").headers["Location"] == "/fr/"


def test_an_empty_register_has_a_home(client):
    body = client.get("/fr/").content.decode()
    assert (
        "Aucun événement n’est encore publié." in body and '<dd class="unstated">aucun événement</dd>' in body
    )


def test_home_counts_what_is_held_and_announces_what_comes(client):
    gao = make_place(name_fr="Gao", slug="gao")
    held = make_published_event(title_fr="Tenu", places=[gao])
    make_headcount(held, 18)
    make_published_event(
        title_fr="À venir ici", starts_on=date(2090, 1, 1), outcome=Outcome.PLANNED, announced=True
    )
    response = client.get("/fr/")
    context = response.context
    assert (context["totals"].events, context["totals"].participants.value) == (1, 18)
    assert [line.title for line in context["latest"]] == ["Tenu"]
    assert [line.title for line in context["coming"]] == ["À venir ici"]
    assert context["reached"].short == "1"


def test_events_that_count_only_in_totals_are_counted_five_at_a_time_and_not_named(client):
    for _number in range(5):
        make_headcount(make_published_event(title_fr="Discret", sensitivity="aggregate"), 30)
    response = client.get("/fr/")
    assert response.context["totals"].participants.value == 150
    assert "Discret" not in response.content.decode()


def test_the_page_about_the_register_explains_its_figures(client):
    body = client.get("/fr/a-propos/").content.decode()
    assert "non communiqué" in body and "Total commun" in body and "Bailleur non divulgué" in body
