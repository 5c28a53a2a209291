"""Sheets of what stands beside organisations and programmes: memberships, indicators, claims."""

from datetime import date
from decimal import Decimal

import pytest

from events.resources.workbook import SHEETS
from organisations.models import IndicatorReading, Membership, ProgrammeClaim
from rss_registry.exchange.workbook import carry_out, examine
from rss_registry.sheets import read_sheets
from tests.events.resources.article import as_workbook
from tests.factories import (
    make_coordinator,
    make_membership,
    make_organisation,
    make_programme,
    make_source,
    make_user,
)
from tests.importing import export_file, send

pytestmark = pytest.mark.django_db


def seen(tables, user):
    return examine(read_sheets(as_workbook(tables)), SHEETS, user=user)


def imported(tables, user):
    report = seen(tables, user)
    assert report.problems == []
    carry_out(read_sheets(as_workbook(tables)), SHEETS, user=user, expected=report.fingerprint)
    assert not seen(tables, user).changes_something


def places_of(report):
    return [(problem.line, problem.letter) for problem in report.problems]


def memberships(*lines):
    return {"Adhésions": [["Alliance", "Membre", "Membre depuis", "Membre jusqu’au"], *lines]}


def test_who_belongs_to_an_alliance_new_or_stored():
    make_organisation(name_fr="Réseau des femmes", kind="alliance")
    bodies = {"Organisations": [["Mon code", "Nom", "Type"], ["O1", "Femmes de Markala", "association"]]}
    lines = memberships(["Réseau des femmes", "O1", "01/03/2024", ""])
    imported(bodies | lines, make_coordinator())
    stored = Membership.objects.get()
    assert (stored.member.name_fr, stored.joined_on) == ("Femmes de Markala", date(2024, 3, 1))


def test_a_membership_follows_the_rules_of_its_form():
    make_organisation(name_fr="Réseau", kind="alliance")
    make_organisation(name_fr="Membre")
    lines = memberships(["Réseau", "Réseau", "", ""], ["Réseau", "Membre", "02/03/2024", "01/03/2024"])
    # To belong to itself is a circle too.
    assert places_of(seen(lines, make_coordinator())) == [(2, "B"), (2, ""), (3, "D")]


def test_of_other_teams_nobody_says_who_belongs_to_whom():
    make_organisation(name_fr="Réseau", kind="alliance")
    make_organisation(name_fr="Membre")
    stranger = make_user(organisation=make_organisation(name_fr="Tiers"))
    assert places_of(seen(memberships(["Réseau", "Membre", "", ""]), stranger)) == [(2, "A")]


def test_indicators_and_their_values_come_with_their_programme():
    tables = {
        "Valeurs relevées": [["Indicateur", "Relevé le", "Valeur"], ["I1", "30/06/2024", "5"]],
        "Indicateurs": [["Mon code", "Programme", "Code", "Indicateur"], ["I1", "P1", "R1", "Forums tenus"]],
        "Programmes": [["Mon code", "Nom"], ["P1", "Voix des communes"]],
    }
    report = seen(tables, make_coordinator())
    assert report.problems == []
    carry_out(read_sheets(as_workbook(tables)), SHEETS, user=make_coordinator(), expected=report.fingerprint)
    reading = IndicatorReading.objects.get()
    assert (reading.indicator.programme.name_fr, reading.value) == ("Voix des communes", Decimal(5))


def test_what_sources_say_of_a_programme_and_which_one_is_followed():
    make_programme(name_fr="Voix des communes")
    for title in ("Un", "Deux"):
        make_source(title=title)
    heading = ["Programme", "Élément", "Ce que dit la source", "Source", "Retenu"]

    def claims(first, second):
        lines = [
            ["Voix des communes", "budget", "2 millions", "Un", first],
            ["Voix des communes", "budget", "3 millions", "Deux", second],
        ]
        return {"Désaccords (programmes)": [heading, *lines]}

    imported(claims("oui", "non"), make_coordinator())
    assert ProgrammeClaim.objects.get(followed=True).source.title == "Un"
    imported(claims("non", "oui"), make_coordinator())
    assert ProgrammeClaim.objects.get(followed=True).source.title == "Deux"
    assert places_of(seen(claims("oui", "oui"), make_coordinator())) == [(2, "E")]


@pytest.mark.parametrize(
    ("model", "make"),
    [
        ("organisations_organisation", lambda: make_membership(make_organisation(), make_organisation())),
        (
            "organisations_programme",
            lambda: ProgrammeClaim.objects.create(
                programme=make_programme(), field="budget", value_fr="2 millions", source=make_source()
            ),
        ),
    ],
)
def test_what_stands_beside_leaves_in_a_table_that_changes_nothing(client, model, make):
    client.force_login(make_coordinator())
    make()
    file = export_file(client, model, resource=1)
    report = send(client, model, file, resource=1).context["report"]
    assert (report.problems, report.rows, report.unchanged) == ([], [], 1)
