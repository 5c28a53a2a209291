"""One workbook for a whole article: all of it, in any order, once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, EventClaim, FollowUp, HeadcountGroup, Person, Recommendation
from events.resources.workbook import SHEETS
from organisations.models import Organisation, Place
from rss_registry.exchange.workbook import carry_out, examine
from rss_registry.tabular import TableError
from tests.events.resources.article import ARTICLE, as_sheets
from tests.factories import (
    make_coordinator,
    make_country,
    make_event,
    make_organisation,
    make_published_event,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    make_country(slug="mali", name_fr="Mali")
    owner = make_organisation(name_fr="Commissariat à la réforme", acronym="CRSS")
    return make_coordinator(organisation=owner)


def examined(tables, user):
    return examine(as_sheets(tables), SHEETS, user=user)


def places_of(report):
    """(sheet, line, letter) of every problem."""
    return [(part.title, each.line, each.letter) for part in report.parts for each in part.problems]


def imported(tables, user):
    report = examined(tables, user)
    assert report.problems == []
    again, kept = carry_out(as_sheets(tables), SHEETS, user=user, expected=report.fingerprint)
    assert kept
    return again


def test_a_whole_article_comes_in_at_once(user):
    report = examined(ARTICLE, user)
    assert not Event.objects.exists() and not Person.objects.exists()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again, kept = carry_out(as_sheets(ARTICLE), SHEETS, user=user, expected=report.fingerprint)
    assert kept and again.left_aside == []
    lines = sum(len(lines) - 1 for lines in ARTICLE.values())
    # The line of an event has linked one source already, of which another sheet says what it brings.
    assert (again.new, again.changed, again.unchanged) == (lines - 1, 1, 0)
    assert len(queries) < 25 * lines

    first, second = Event.objects.order_by("series_rank")
    assert (first.title, second.title) == ("Appropriation de la stratégie", "Capacités des comités")
    assert first.series == second.series and first.series.planned_places.count() == 2
    assert [row.text for row in first.objectives.all()] == ["Faire connaître.", "Faire adopter."]
    assert {row.category_label for row in second.audiences.all()} >= {"piroguiers"}
    assert second.audiences.count() == 3
    assert [row.number for row in second.headcounts.all()] == [30]
    total = HeadcountGroup.objects.get()
    assert {*total.events.all()} == {first, second} and total.headcounts.get().number == 200
    person = Person.objects.get()
    assert person.appearances.count() == 2 and second.figures.count() == 2
    ccs = Organisation.objects.get(acronym="CCS d’Alafia")
    assert ccs.parent.name == "Bureau du nord" and ccs.place == Place.objects.get(name_fr="Alafia")
    asked = Recommendation.objects.get(event=second)
    assert asked.addressee == ccs and FollowUp.objects.get().recommendation == asked
    assert EventClaim.objects.get(followed=True).value == "200 participants"
    assert first.tests.get().scale == 20 and first.outputs.get().quantity == 40
    assert first.event_sources.get().note == "Un seul total pour les deux."


def test_the_same_file_again_changes_nothing(user):
    imported(ARTICLE, user)
    report = examined(ARTICLE, user)
    assert report.problems == []
    assert (report.new, report.changed) == (0, 0)


def test_what_only_waits_for_another_line_is_not_said_twice(user):
    tables = {
        "Rôles": [["Événement", "Organisation", "Rôle"], ["E1", "CRSS", "hôte"], ["E9", "CRSS", "hôte"]],
        "Événements": [["Mon code", "Titre", "Type", "Lieux"], ["E1", "Forum", "forum", "Nulle part"]],
    }
    report = examined(tables, user)
    assert places_of(report) == [("Événements", 2, "D"), ("Rôles", 3, "A")]
    report = examined({**tables, "Rôles": tables["Rôles"][:2]}, user)
    assert places_of(report) == [("Événements", 2, "D")]


def test_lines_are_held_to_the_rules_of_the_form(user):
    make_event(owner=user.organisation, title_fr="Forum")
    tables = {
        "Rôles": [
            ["Événement", "Organisation", "Rôle", "Nature de l’appui", "Peut être nommé"],
            ["Forum", "CRSS", "hôte", "financier", ""],
            ["Forum", "CRSS", "partenaire", "", "non"],
            ["Forum", "CRSS", "bailleur", "", ""],
        ],
        "Tests": [["Événement", "Moment", "Moyenne", "Barème"], ["Forum", "pré-test", "25", 20]],
        "Personnalités": [["Événement", "Rôle", "Nom"], ["Forum", "invité", ""]],
        "Totaux communs": [["Libellé", "Événements"], ["Le total", "Forum"]],
        "Désaccords": [
            ["Événement", "Élément", "Valeur", "Source", "Retenu"],
            ["Forum", "lieu", "Kati", "S1", "oui"],
            ["Forum", "lieu", "Bamako", "S1", "oui"],
        ],
        "Sources": [["Code", "Titre", "Type"], ["S1", "Un article", "rapport"]],
    }
    report = examined(tables, user)
    assert places_of(report) == [
        ("Totaux communs", 2, "B"),
        ("Rôles", 2, "D"),
        ("Rôles", 3, "E"),
        ("Personnalités", 2, ""),
        ("Tests", 2, "D"),
        ("Désaccords", 3, "E"),
    ]


def test_another_claim_is_followed_whatever_the_order_of_the_lines(user):
    event = make_event(owner=user.organisation, title_fr="Forum")
    headers = ["Événement", "Élément", "Valeur", "Source", "Retenu"]
    sources = {"Sources": [["Titre", "Type"], ["L’article", "rapport"]]}

    def claims(first, second):
        rows = [
            ["Forum", "lieu", "Kati", "L’article", first],
            ["Forum", "lieu", "Ségou", "L’article", second],
        ]
        return {**sources, "Désaccords": [headers, *rows]}

    imported(claims("non", "oui"), user)
    imported(claims("oui", "non"), user)
    assert event.claims.get(followed=True).value == "Kati"


def test_sheets_are_known_by_their_headings_and_others_are_named_and_left(user):
    tables = {
        "Feuil1": [
            ["Our workshops"],
            ["My code", "Title", "Kind", "Dates"],
            ["E1", "Forum", "forum", "2023"],
        ],
        "Feuil2": [["Event", "Audience"], ["E1", "élus locaux"]],
        "Budget 2023": [["Poste", "Montant"], ["Essence", 12]],
        "Explications": [["Colonne"], ["Titre"]],
    }
    report = imported(tables, user)
    assert report.left_aside == ["Budget 2023"]
    assert [(part.title, part.new) for part in report.parts] == [("Feuil1", 1), ("Feuil2", 1)]
    assert Event.objects.get().audiences.get().category == "elected"


def test_an_officer_touches_the_events_of_the_team_alone(user):
    officer = make_user()
    make_event(title_fr="Chez les autres")
    make_published_event(title_fr="Déjà public", owner=officer.organisation)
    make_event(title_fr="Chez nous", owner=officer.organisation)
    titles = ("Chez les autres", "Déjà public", "Chez nous")
    report = examined(
        {"Publics": [["Événement", "Public"], *[[title, "médias"] for title in titles]]}, officer
    )
    assert places_of(report) == [("Publics", 2, "A"), ("Publics", 3, "A")]


def test_nothing_is_kept_once_the_register_has_changed(user):
    tables = {"Événements": [["Titre", "Type", "Dates"], ["Forum", "forum", "mars 2023"]]}
    report = examined(tables, user)
    make_event(owner=user.organisation, title_fr="Forum", starts_on=None, dates_edtf="2023-03")
    again, kept = carry_out(as_sheets(tables), SHEETS, user=user, expected=report.fingerprint)
    assert not kept and again.changes_something
    assert Event.objects.count() == 1


def test_the_lines_of_all_sheets_are_counted_together(user, monkeypatch):
    monkeypatch.setattr("rss_registry.exchange.workbook.MAX_LINES", 10)
    with pytest.raises(TableError) as refused:
        examined(ARTICLE, user)
    assert refused.value.code == "too_many_rows"
