"""One query, every format: the same rows in the same order, the same gate, the same protection."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar
from openpyxl import load_workbook

from events.enums import Basis, Category, Outcome, Role, Sensitivity, Sex
from events.models import HeadcountGroup
from events.services.workflow import withdraw
from publication.models.pending import settle
from rss_registry import listings
from rss_registry.figures import BELOW_THRESHOLD
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
)
from website.datasets.figures import UNDER_THRESHOLD
from website.datasets.tables import CHUNK
from website.views import datasets

QUERIES = [
    "",
    "tri=anciens",
    "region=gao",
    "region=gao&region=kidal",
    "annee=2022",
    "q=droits",
    "statut=prevus",
]

pytestmark = pytest.mark.django_db


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def address(name, language="fr", **arguments):
    with override(language):
        return reverse(name, kwargs=arguments)


def csv_rows(client, query="", name="website:event_list_csv", language="fr", **arguments):
    path = f"{address(name, language, **arguments)}?entetes=codes&{query}"
    return list(csv.DictReader(io.StringIO(body(client.get(path)).decode("utf-8-sig"))))


def json_rows(client, query="", name="website:event_list_json", language="fr", **arguments):
    return json.loads(body(client.get(f"{address(name, language, **arguments)}?{query}")))["rows"]


def xlsx_rows(client, query="", name="website:event_list_xlsx", language="fr", **arguments):
    content = body(client.get(f"{address(name, language, **arguments)}?{query}"))
    _headers, *rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return rows


def page_references(client, query, language):
    """The references that the list shows, through all its pages."""
    references, number = [], 1
    while True:
        listing = client.get(f"{address('website:event_list', language)}?{query}&page={number}").context[
            "listing"
        ]
        references += [event.reference for event in listing.page]
        if not listing.page.has_next():
            return references
        number += 1


@pytest.fixture
def register(monkeypatch):
    """Events in two regions and three years, on several pages of three, one known by its month alone."""
    monkeypatch.setattr(listings, "PER_PAGE", 3)
    gao, kidal = make_place(name_fr="Gao", slug="gao"), make_place(name_fr="Kidal", slug="kidal")
    for number in range(4):
        make_published_event(
            title_fr=f"Droits humains {number}", places=[gao], starts_on=date(2022, 1, 1 + number)
        )
    for number in range(3):
        make_published_event(
            title_fr=f"Réforme {number}", places=[kidal], starts_on=date(2023, 5, 1 + number)
        )
    make_published_event(
        title_fr="Discret",
        places=[gao],
        starts_on=date(2024, 3, 17),
        sensitivity=Sensitivity.REGION_AND_MONTH,
    )
    make_published_event(
        title_fr="À venir", places=[gao], starts_on=None, outcome=Outcome.PLANNED, announced=True
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_format_has_the_rows_of_the_page_in_its_order(client, register, language):
    for query in QUERIES:
        expected = page_references(client, query, language)
        assert expected, query
        assert [row["reference"] for row in csv_rows(client, query, language=language)] == expected
        assert [row["reference"] for row in json_rows(client, query, language=language)] == expected
        assert [row[0] for row in xlsx_rows(client, query, language=language)] == expected
        feed = body(client.get(f"{address('website:event_list_atom', language)}?{query}")).decode()
        assert sorted(expected) == sorted(ref for ref in expected if f"{ref}</summary>" in feed)
        # Who subscribes without a tab learns of what is announced and cancelled as well.
        ahead = [] if "statut" in query else page_references(client, f"{query}&statut=prevus", language)
        assert feed.count("<entry>") == len(expected) + len(ahead)
        numbers = csv_rows(client, query, "website:headcount_list_csv", language)
        assert list(dict.fromkeys(row["reference"] for row in numbers)) == expected
        calendar = Calendar.from_ical(
            body(client.get(f"{address('website:event_list_ics', language)}?{query}"))
        )
        dated = [row["reference"] for row in csv_rows(client, query, language=language) if row["starts_on"]]
        in_calendar = [
            entry["DESCRIPTION"].rsplit("\n", 1)[-1].split(" – ")[0] for entry in calendar.walk("VEVENT")
        ]
        assert in_calendar == dated


def test_an_event_known_by_its_month_is_so_in_every_format(client):
    gao = make_place(name_fr="Gao", slug="gao")
    event = make_published_event(
        places=[make_place(name_fr="Ansongo", kind="cercle", parent=gao)],
        venue="Salle-canari",
        starts_on=date(2024, 3, 17),
        sensitivity=Sensitivity.REGION_AND_MONTH,
    )
    (row,) = csv_rows(client)
    assert (row["period"], row["date_precision"], row["starts_on"]) == ("2024-03", "month", "")
    assert (row["places"], row["venue"]) == ("Gao", "")
    for name in ("csv", "json", "atom", "ics"):
        text = body(client.get(address(f"website:event_list_{name}"))).decode()
        assert "Salle-canari" not in text and "Ansongo" not in text
        assert "17 mars" not in text and "2024-03-17" not in text and "20240317" not in text
    assert client.get(address("website:event_ics", reference=event.reference)).status_code == 404
    for name in ("csv", "json", "bib", "ris"):
        text = body(client.get(address(f"website:event_{name}", reference=event.reference))).decode()
        assert "Ansongo" not in text and "2024-03-17" not in text and "2024/03/17" not in text


def test_small_cells_are_hidden_and_the_unknown_is_no_zero_in_every_format(client):
    event = make_published_event()
    make_headcount(event, 40, basis=Basis.APPROXIMATE)
    make_headcount(event, 3, sex=Sex.WOMEN)
    make_headcount(event, 37, sex=Sex.MEN)
    make_headcount(event, 2, category=Category.MEDIA)
    make_headcount(event, 38, category=Category.FDS)
    (row,) = csv_rows(client)
    assert (row["participants"], row["participants_status"], row["participants_basis"]) == (
        "40",
        "stated",
        "approximate",
    )
    assert (row["women"], row["women_status"], row["women_basis"]) == (BELOW_THRESHOLD, UNDER_THRESHOLD, "")
    assert (row["men"], row["men_status"]) == ("masqué", "masked")
    assert (row["planned"], row["planned_status"]) == ("", "not_stated")
    (row,) = json_rows(client)
    assert (row["women"], row["women_status"], row["men"], row["men_status"]) == (
        None,
        UNDER_THRESHOLD,
        None,
        "masked",
    )
    (row,) = xlsx_rows(client)
    assert BELOW_THRESHOLD in row and "masqué" in row and 37 not in row and 3 not in row
    numbers = csv_rows(client, name="website:headcount_list_csv")
    shown = {row["part"]: row["number"] for row in numbers if row["split"] == "category"}
    assert shown == {"fds": "masqué", "media": BELOW_THRESHOLD}


def test_a_shared_total_stands_apart_and_names_its_group(client):
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    group.headcounts.create(number=200)
    for _number in range(2):
        group.events.add(make_published_event())
    rows = csv_rows(client)
    assert {(row["participants"], row["shared_total"]) for row in rows} == {("", "200")}
    assert len({row["shared_total_group"] for row in rows}) == 1 and rows[0]["shared_total_group"]


def test_a_shared_total_does_not_give_back_in_a_file_what_a_page_hides(client):
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    group.headcounts.create(number=20)
    for number in (17, 3):
        event = make_published_event()
        make_headcount(event, number)
        group.events.add(event)
    assert {row["shared_total"] for row in csv_rows(client)} == {"masqué"}
    numbers = csv_rows(client, name="website:headcount_list_csv")
    assert {row["number"] for row in numbers if row["scope"] == "shared"} <= {"masqué", ""}


def test_drafts_withdrawn_events_and_withheld_funders_are_in_no_format(client):
    programme = make_programme()
    make_agreement(make_organisation(name_fr="Bailleur-canari"), programme=programme, funder_disclosed=False)
    shown = make_published_event(programmes=[programme])
    make_role(shown, make_organisation(name_fr="Payeur-canari"), Role.FUNDER, disclosed=False)
    make_event(title_fr="Brouillon-canari")
    gone = make_published_event(title_fr="Retrait-canari")
    make_recommendation(gone, "Demande-canari")
    withdraw(event=gone, by=make_coordinator(), reason="Motif-canari")
    for name in (
        "event_list",
        "headcount_list",
        "programme_list",
        "organisation_list",
        "recommendation_list",
    ):
        for suffix in ("csv", "json"):
            assert b"canari" not in body(client.get(address(f"website:{name}_{suffix}"))), (name, suffix)
        assert "canari" not in str(xlsx_rows(client, name=f"website:{name}_xlsx")), name
    for suffix in ("atom", "ics"):
        assert b"canari" not in body(client.get(address(f"website:event_list_{suffix}")))
    assert csv_rows(client)[0]["funders"] == "bailleur non divulgué"
    for suffix in ("csv", "xlsx", "json", "ics", "bib", "ris"):
        path = address(f"website:event_{suffix}", reference=gone.reference)
        assert client.get(path).status_code == 410
        assert client.get(path.replace("2023", "1999")).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows(client):
    def queries():
        settle()
        with CaptureQueriesContext(connection) as captured:
            rows = csv_rows(client)
        assert len(rows) < CHUNK
        return len(captured)

    make_role(make_published_event(programmes=[make_programme()]), make_organisation())
    few = queries()
    for _number in range(10):
        event = make_published_event(programmes=[make_programme()], places=[make_place()])
        make_role(event, make_organisation())
        make_headcount(event, 20)
    assert queries() <= few + 3  # relations that were empty before


def test_a_workbook_that_nobody_would_wait_for_is_refused_with_advice(client, monkeypatch):
    monkeypatch.setattr(datasets, "MOST_WORKBOOK_ROWS", 1)
    make_published_event(), make_published_event()
    response = client.get(f"{address('website:event_list_xlsx')}?tri=anciens")
    assert response.status_code == 422
    assert '"/fr/evenements.csv?tri=anciens"' in response.content.decode()
    assert "too long" in response.content.decode() and "trop longue" in response.content.decode()


def test_one_event_is_its_row_with_its_numbers_and_its_texts(client):
    event = make_published_event(title_fr="Atelier", methods="Exposés.")
    make_headcount(event, 18)
    assert csv_rows(client, name="website:event_csv", reference=event.reference) == csv_rows(client)
    data = json.loads(body(client.get(address("website:event_json", reference=event.reference))))
    assert data["rows"] == json_rows(client)
    assert data["methods"] == "Exposés." and data["headcounts"][0]["number"] == 18
    workbook = load_workbook(
        io.BytesIO(body(client.get(address("website:event_xlsx", reference=event.reference))))
    )
    assert workbook.sheetnames == ["Événements", "Effectifs", "Colonnes", "À propos"]


def test_the_directories_are_files_too(client):
    organisation = make_organisation(name_fr="Alliance d’essai", acronym="AE")
    event = make_published_event(programmes=[make_programme(name_fr="Programme d’essai")])
    make_role(event, organisation)
    make_recommendation(event, addressee=organisation)
    make_place(name_fr="Ménaka", slug="menaka", iso_3166_2="ML-9", ocha_pcode_2021="ML10", code_national="10")
    names = {row["name"] for row in csv_rows(client, name="website:organisation_list_csv")}
    assert "Alliance d’essai" in names
    assert csv_rows(client, name="website:programme_list_csv")[0]["name"] == "Programme d’essai"
    assert csv_rows(client, name="website:recommendation_list_csv")[0]["addressee"] == "Alliance d’essai (AE)"
    (region,) = csv_rows(client, name="website:region_list_csv")
    assert (region["national_code"], region["iso_3166_2"], region["ocha_pcode_2021"]) == (
        "10",
        "ML-9",
        "ML10",
    )
