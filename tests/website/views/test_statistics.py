import gzip
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache

from events.enums import Category, Role, Sex
from events.models import Event, FollowUp, HeadcountGroup, Theme
from organisations.enums import PlaceKind
from tests.factories import (
    make_country,
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
)

PAGE = "/fr/statistiques/"

pytestmark = pytest.mark.django_db


def statistics(client, **query):
    cache.clear()  # a page that is kept has no context to read
    return client.get(PAGE, query).context["listing"]


def figures(client, **query):
    return {figure.label: figure for figure in statistics(client, **query).key_figures}


def counted_event(total, women=None, **fields):
    event = make_published_event(**fields)
    make_headcount(event, total)
    if women is not None:
        make_headcount(event, women, sex=Sex.WOMEN)
        make_headcount(event, total - women, sex=Sex.MEN)
    return event


def test_at_most_eight_figures_each_say_what_they_count_and_out_of_how_many(client):
    counted_event(40, 10)
    make_published_event()
    found = figures(client)
    assert len(found) <= 8 and all(figure.definition for figure in found.values())
    assert found["événements tenus"].value == "2"
    assert "1 événement dont l’effectif est connu" in found["participations"].definition
    assert found["part des femmes"].definition == "10 femmes sur 40 (1 événement sur 2)."


def test_an_empty_register_says_that_nothing_is_known(client):
    found = figures(client)
    assert found["événement tenu"].value == "0"
    assert not found["participations"].is_stated and not found["taux de réponse"].is_stated
    assert "Aucun événement tenu n’est publié pour ce choix." in client.get(PAGE).content.decode()


def test_a_place_that_nobody_told_is_not_no_region(client):
    """Where an event was held may be unknown, known to the country, or abroad."""
    gao = make_place(name_fr="Gao", slug="gao")
    senegal = make_country(slug="senegal", name_fr="Sénégal")
    make_published_event(places=[make_place(name_fr="Dakar", kind=PlaceKind.LOCALITY, parent=senegal)])
    assert figures(client)["région touchée"].value == "0"
    make_published_event()
    assert figures(client)["région touchée"].value == "non communiqué"
    make_published_event(places=[gao])
    assert figures(client)["région touchée"].value == "≥\u00a01"
    Event.objects.filter(places=None).delete()
    make_published_event(places=[gao.parent])
    assert figures(client)["région touchée"].value == "≥\u00a01"


def test_a_sum_with_an_order_of_magnitude_says_so(client):
    counted_event(18)
    make_headcount(make_published_event(), 40, basis="approximate")
    assert figures(client)["participations"].value == "≈\u00a058"


def test_years_add_up_and_a_year_without_event_is_a_year(client):
    counted_event(20, 8, starts_on=date(2021, 12, 31), ends_on=date(2022, 1, 1))
    counted_event(30, 15, starts_on=date(2023, 5, 5))
    rows = statistics(client).years
    assert [(row.year, row.totals.events) for row in rows] == [(2021, 1), (2022, 0), (2023, 1)]
    assert [row.totals.women_percent for row in rows] == [40, None, 50]


def test_a_shared_total_is_counted_once(client):
    first, second = make_published_event(), make_published_event()
    group = HeadcountGroup.objects.create(label_fr="les deux")
    group.events.set([first, second])
    group.headcounts.create(number=200)
    group.headcounts.create(number=120, category=Category.FDS)
    group.headcounts.create(number=80, category=Category.MEDIA)
    assert figures(client)["participations"].value == "200"
    assert {row.label: row.figure.value for row in statistics(client).categories} == {
        "forces de défense et de sécurité": 120,
        "médias": 80,
    }


def test_a_small_group_and_its_complement_enter_no_sum(client):
    """Three justice officers of one event must not be found by comparing two choices of filters."""
    open_event = make_published_event(starts_on=date(2022, 1, 5))
    make_headcount(open_event, 30, category=Category.JUSTICE)
    protected = make_published_event(starts_on=date(2023, 1, 5))
    make_headcount(protected, 33)
    make_headcount(protected, 3, category=Category.JUSTICE)
    make_headcount(protected, 30, category=Category.MEDIA)
    assert {row.label: row.figure.value for row in statistics(client).categories} == {"justice": 30}
    assert statistics(client, annee="2023").categories == []


def test_a_small_number_of_women_is_in_no_share(client):
    counted_event(20, 2)
    found = figures(client)
    assert not found["part des femmes"].is_stated and found["participations"].value == "20"


def test_a_share_that_leaves_masked_events_out_says_on_which_side_the_truth_may_lie(client):
    counted_event(40, 10)
    assert "plus basse" not in figures(client)["part des femmes"].definition
    counted_event(20, 2)
    assert figures(client)["part des femmes"].definition.endswith("la part de tous peut être plus basse.")


def test_events_without_a_page_are_in_no_breakdown(client):
    gao = make_place(name_fr="Gao", slug="gao")
    make_published_event(places=[gao], sensitivity="aggregate")
    make_published_event(places=[gao], sensitivity="hidden")
    make_published_event(places=[gao])
    assert [(row.label, row.count) for row in statistics(client).regions] == [("Gao", 1)]


def test_kinds_themes_and_organisers_are_ranked(client):
    theme = Theme.objects.create(slug="controle", name_fr="contrôle")
    organiser, funder = make_organisation(acronym="ORG"), make_organisation(acronym="PAY")
    for number in range(3):
        event = make_published_event(themes=[theme], kind="training" if number else "forum")
        make_role(event, organiser)
        make_role(event, funder, Role.FUNDER)
    shown = statistics(client)
    assert [(row.value, row.count) for row in shown.kinds] == [("training", 2), ("forum", 1)]
    assert [(row.value, row.count) for row in shown.themes] == [("controle", 3)]
    assert [(row.label, row.count) for row in shown.organisers] == [("ORG", 3)]


def test_the_rate_of_response_leaves_wishes_out(client):
    event = make_published_event()
    answered = make_recommendation(event)
    make_recommendation(event)
    make_recommendation(event, kind="wish")
    FollowUp.objects.create(recommendation=answered, day=date(2024, 1, 1), status="in_progress")
    rate = figures(client)["taux de réponse"]
    assert rate.value == "50\u202f%" and "1 sur 2" in rate.definition


def test_one_chooses_a_year_and_a_programme(client):
    programme = make_programme(name_fr="Essai", slug="essai")
    counted_event(10, starts_on=date(2022, 1, 5), programmes=[programme])
    counted_event(20, starts_on=date(2023, 1, 5))
    assert figures(client, annee="2023")["participations"].value == "20"
    assert figures(client, programme="essai")["participations"].value == "10"
    assert statistics(client, annee="1066").unknown_values == [("annee", "1066")]


def test_only_public_events_give_the_choices(client):
    make_published_event(starts_on=date(2022, 1, 5), sensitivity="aggregate")
    assert dict(statistics(client).selects[0].options if statistics(client).selects else ()) == {}


def test_the_page_weighs_less_than_25_kilobytes_with_its_sheets(client):
    themes = [
        Theme.objects.create(slug=f"t{number}", name_fr=f"thème numéro {number}") for number in range(15)
    ]
    for number in range(20):
        place = make_place(name_fr=f"Région {number}", slug=f"r{number}")
        event = counted_event(40, 15, places=[place], themes=themes, starts_on=date(2012 + number % 12, 1, 5))
        make_role(event, make_organisation())
    page = client.get(PAGE, headers={"accept-encoding": "gzip"})
    sheets = [Path(finders.find(f"css/{name}.css")).read_bytes() for name in ("site", "figures")]
    assert len(page.content) + sum(len(gzip.compress(sheet)) for sheet in sheets) <= 25 * 1024
