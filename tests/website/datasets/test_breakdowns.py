"""The page of statistics as files: every figure and every chart of it, and nothing that it does not show."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from events.enums import Basis, Category, Role, Sex
from events.models import Theme
from tests.factories import (
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
)
from website.datasets.breakdowns import CHARTS

PAGE = "/fr/statistiques/"

pytestmark = pytest.mark.django_db


def rows(client, address, **query):
    content = b"".join(client.get(address, {"entetes": "codes", **query})).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def figures(client, language="fr", **query):
    with override(language):
        address = reverse("website:key_figures_csv")
    return {row["figure"]: row for row in rows(client, address, **query)}


@pytest.fixture
def register():
    """Two years and two regions; in one of the events few women and few officers of justice."""
    gao, kidal = make_place(name_fr="Gao", slug="gao"), make_place(name_fr="Kidal", slug="kidal")
    theme = Theme.objects.create(slug="controle", name_fr="contrôle")
    programme = make_programme(slug="essai")
    first = make_published_event(places=[gao, kidal], starts_on=date(2021, 5, 3), programmes=[programme])
    make_headcount(first, 1234)
    make_headcount(first, 434, sex=Sex.WOMEN)
    make_headcount(first, 800, sex=Sex.MEN)
    make_headcount(first, 200, category=Category.MEDIA)
    second = make_published_event(places=[gao], themes=[theme], kind="forum", starts_on=date(2023, 5, 3))
    make_headcount(second, 40, basis=Basis.APPROXIMATE)
    make_headcount(second, 3, sex=Sex.WOMEN)
    make_headcount(second, 37, sex=Sex.MEN)
    make_headcount(second, 2, category=Category.JUSTICE)
    make_role(second, make_organisation(acronym="ORG", slug="org"), Role.ORGANISER)
    make_recommendation(second)


def test_every_figure_of_the_page_has_its_row_with_its_definition(client, register):
    found = figures(client)
    shown = client.get(PAGE).context["listing"].key_figures
    assert [(row["label"], row["shown"], row["definition"]) for row in found.values()] == [
        (figure.label, figure.value, figure.definition) for figure in shown
    ]
    assert {code: row["label"] for code, row in found.items()} == {
        "events": "événements tenus",
        "participations": "participations",
        "women_share": "part des femmes",
        "regions": "régions touchées",
        "organisers": "organisateur",
        "recommendations": "recommandation",
        "response_rate": "taux de réponse",
        "trained_ccs": "CCS formé",
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_figure_is_a_number_with_its_unit_and_how_firm_it_is(client, register, language):
    found = figures(client, language)
    numbers = {code: (row["value"], row["unit"], row["basis"], row["out_of"]) for code, row in found.items()}
    assert numbers["participations"] == ("1274", "count", "approximate", "2")
    assert numbers["women_share"] == ("35", "percent", "exact", "1234")
    assert numbers["regions"] == ("2", "count", "exact", "20")
    assert numbers["response_rate"] == ("0", "percent", "exact", "1")
    assert numbers["events"] == ("2", "count", "exact", "")


def test_what_is_not_known_is_no_number(client):
    make_published_event()
    found = figures(client)
    assert (found["participations"]["value"], found["participations"]["shown"]) == ("", "non communiqué")
    assert (found["response_rate"]["value"], found["response_rate"]["shown"]) == ("", "sans objet")


def test_each_chart_is_a_table_of_its_bars(client, register):
    years = rows(client, "/fr/statistiques/annees.csv")
    assert [(row["part"], row["events"], row["participants"], row["women_percent"]) for row in years] == [
        ("2021", "1", "1234", "35"),
        ("2022", "0", "", ""),
        ("2023", "1", "40", ""),
    ]
    counts = {
        "regions": [("gao", "Gao", "2"), ("kidal", "Kidal", "1")],
        "types": [("workshop", "atelier", "1"), ("forum", "forum", "1")],
        "themes": [("controle", "contrôle", "1")],
        "organisateurs": [("org", "ORG", "1")],
    }
    for word, expected in counts.items():
        found = rows(client, f"/fr/statistiques/{word}.csv")
        assert sorted((row["part"], row["part_label"], row["events"]) for row in found) == sorted(expected)
    categories = rows(client, "/fr/statistiques/categories.csv")
    assert [(row["part_label"], row["participants"]) for row in categories] == [("médias", "200")]


def test_all_the_charts_together_are_each_of_them(client, register):
    together = rows(client, "/fr/statistiques/repartitions.csv")
    words = ("annees", "regions", "categories", "types", "themes", "organisateurs")
    apart = [row for word in words for row in rows(client, f"/fr/statistiques/{word}.csv")]
    assert together == apart and [*dict.fromkeys(row["breakdown"] for row in together)] == list(CHARTS)


def test_no_file_tells_a_number_that_the_page_protects(client, register):
    for address in ("/fr/statistiques.json", "/fr/statistiques/repartitions.json"):
        found = json.loads(b"".join(client.get(address, {"annee": "2023"})))["rows"]
        cells = {value for row in found for value in row.values()}
        assert not cells & {2, 3, 37, "37"}


def test_files_follow_the_filters_of_the_page_which_offers_them(client, register):
    assert figures(client, annee="2021")["events"]["value"] == "1"
    assert "trained_ccs" not in figures(client, annee="2021")
    assert [row["part"] for row in rows(client, "/fr/statistiques/regions.csv", programme="essai")] == [
        "gao",
        "kidal",
    ]
    cache.clear()
    page = client.get(PAGE, {"annee": "2021", "programme": "essai"}).content.decode()
    for path in ("/fr/statistiques.csv", "/fr/statistiques/annees.csv", "/fr/statistiques/types.json"):
        assert f'href="{path}?annee=2021&amp;programme=essai"' in page


def test_an_empty_page_offers_what_each_filter_hides(client, register):
    page = client.get(PAGE, {"annee": "2021", "programme": "essai"})
    assert "Pour élargir la recherche" not in page.content.decode()
    make_published_event(starts_on=date(2019, 1, 1), programmes=[make_programme(slug="autre")])
    page = client.get(PAGE, {"annee": "2019", "programme": "essai"}).content.decode()
    assert "Aucun événement tenu n’est publié pour ce choix." in page
    assert page.count("1 résultat") == 2
