"""The five real reports, as donors would ask for them: numbers that one can check by hand."""

import pytest
from django.core.management import call_command
from django.db import transaction

from publication.models import PublishedSeries
from reports.documents import series_synthesis
from tests.reports.documents.period.making import NOW, figures, report_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def _register(django_db_setup, django_db_blocker):
    """The demonstration register, loaded once; each test then works in a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_register, db):
    return None


def test_just_future_in_2023_and_2024(demo):
    report = report_of("programme=just-future&annee=2023&annee=2024")

    assert figures(report) == {
        "events_held": "2",
        "participations": "18",
        "women_percent": "39\u202f%",
        "regions": "1",
        "organisers": "3",
        "recommendations": "0",
    }
    assert [line.year for line in report.years] == [2023, 2024]
    assert [(line.name, line.events) for line in report.funders] == [
        ("Ministère des Affaires étrangères des Pays-Bas", 2)
    ]
    # No source says of which kind its support was.
    assert [line.name for line in report.supporters] == ["Réseau africain du secteur de la sécurité (ASSN)"]
    periods = next(row for row in report.subject if row.label == "Période du programme")
    assert [entry.text for entry in periods.entries] == ["2021–2025", "2020-2025"]


def test_minusma_counts_the_200_of_two_workshops_once(demo):
    report = report_of("bailleur=minusma")

    assert (figures(report)["events_held"], figures(report)["participations"]) == ("2", "200")
    assert [(region.place.slug, region.held) for region in report.regions if region.held] == [
        ("taoudenit", 2),
        ("tombouctou", 2),
    ]
    ended = next(row for row in report.subject if row.label == "A pris fin le")
    assert ended.entries[0].text == "31\u00a0décembre 2023"


def test_the_union_pays_for_one_forum_held_and_four_that_are_not(demo):
    report = report_of("bailleur=union-europeenne")

    assert report.visibility.statements[-1].startswith("Cofinancé par l’Union européenne. ")
    assert (figures(report)["events_held"], figures(report)["participations"]) == ("1", "≈\u00a040")
    assert [item.item.places for item in report.plans.not_held] == ["Kayes", "Sikasso", "Mopti", "Gao"]
    (series,) = report.plans.series
    assert (series.progress.planned, series.progress.held) == (5, 1)


def test_bamako_and_the_year_2023(demo):
    bamako, year = report_of("region=district-de-bamako"), report_of("annee=2023")

    assert figures(bamako)["events_held"] == "3"
    assert figures(bamako)["participations"] == "≈\u00a058"
    assert figures(year)["events_held"] == "4"
    assert year.totals.events_without_total == 2


def test_the_forums_have_their_final_report_with_four_of_five_to_come(demo):
    synthesis = series_synthesis.build(PublishedSeries.objects.get(slug="forums-societe-civile-rss"), now=NOW)

    assert synthesis.cover_line == "Au registre\u00a0: 1 tenu sur 5 annoncés"
    assert [line.places for line in synthesis.progress.items if not line.is_held] == [
        "Kayes",
        "Sikasso",
        "Mopti",
        "Gao",
    ]
    assert synthesis.visibility.statements[-1].startswith("Cofinancé par l’Union européenne. ")
