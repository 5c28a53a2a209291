"""The report of a filtered list by its address: the file, or a page that helps."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports.enums import Section
from reports.models import DocumentProof
from reports.views import period as views
from tests.factories import (
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_series,
)

REPORT, FORM = "/fr/evenements/rapport.pdf", "/fr/evenements/rapport/"

pytestmark = pytest.mark.django_db


def read(response):
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(response.content))


def text_of(document):
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


@pytest.fixture
def event():
    programme = make_programme(name_fr="Just Future", slug="just-future")
    event = make_published_event(
        title_fr="Atelier de Gao",
        programmes=[programme],
        places=[make_place(name_fr="Gao", slug="gao")],
        starts_on=date(2024, 2, 29),
        ends_on=date(2024, 3, 1),
    )
    make_headcount(event, 18)
    make_role(event, make_organisation(name_fr="Réseau"))
    make_recommendation(event, "Associer les femmes.")
    return event


def test_the_report_holds_cover_contents_chapters_sheets_and_its_figures(client, event):
    document = read(client.get(REPORT, {"programme": "just-future", "annee": "2024"}))

    text = text_of(document)
    assert document.metadata.title == "Just Future – rapport d’activité 2024"
    for expected in ("Dans ce rapport", "Registre des événements", "Associer les femmes.", event.reference):
        assert expected in text
    assert "29 février – 1er mars 2024" in text.replace("\u00a0", " ")
    assert set(document.attachments) == {"chiffres.csv", "chiffres.json", "registre.csv"}
    titles = [item.title for item in document.outline if not isinstance(item, list)]
    assert "Résumé et chiffres clés" in titles and "Atelier de Gao" in str(document.outline)


def test_the_contents_give_the_page_of_each_chapter_and_sheet(client, event):
    document = read(client.get(REPORT))

    page = document.pages[1].extract_text(extraction_mode="layout")
    contents = dict(re.findall(r"^ *(\S.*?) {3,}(\d+)$", page, re.MULTILINE))
    for title in ("Résumé et chiffres clés", "Carte et régions", "Registre des événements", "Atelier de Gao"):
        (found,) = [
            document.get_destination_page_number(item) + 1
            for item in document.outline
            if not isinstance(item, list) and item.title == title
        ]
        (printed,) = [number for line, number in contents.items() if line.startswith(title)]
        assert int(printed) == found, title


def test_one_address_gives_the_report_in_the_other_language(client, event):
    document = read(client.get(REPORT, {"programme": "just-future", "langue": "en"}))
    assert document.root_object["/Lang"] == "en"


def test_the_same_question_gives_the_same_bytes(client, event):
    first = client.get(REPORT, {"programme": "just-future"}).content
    assert client.get(REPORT, {"programme": "just-future"}).content == first


def test_chapters_that_are_not_asked_for_stay_out(client, event):
    text = text_of(read(client.get(REPORT, {"sections": "registre"})))
    assert "Registre des événements" in text and "Chiffres clés" not in text


@pytest.mark.parametrize("address", [f"{REPORT}?programme=just-future&langue=fr", "/fr/series/forums.pdf"])
def test_its_code_tells_for_years_what_has_changed_since(client, event, address):
    event.series = make_series(slug="forums")
    event.save()
    client.get(address)
    proof = DocumentProof.objects.get()
    page = client.get(f"/fr/verifier/{proof.code}", follow=True).content.decode()
    assert "Authentique" in page and "À jour" in page

    total = event.headcounts.get()
    total.number = 19
    total.save()

    assert "Remplacé" in client.get(f"/fr/verifier/{proof.code}", follow=True).content.decode()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"programme": "inconnu"}, "Filtre inconnu"),
        ({"du": "2024-05", "au": "2023-01"}, "La fin précède le début"),
        ({"du": "1990", "au": "2031"}, "15 au plus"),
        ({"langue": "de"}, "Langue inconnue"),
        ({"sections": "tout"}, "Chapitre inconnu"),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_to_change(client, event, query, told):
    response = client.get(REPORT, query)

    assert response.status_code == 400
    page = response.content.decode()
    assert told in page and 'action="/fr/evenements/rapport.pdf"' in page


def test_a_report_that_finds_nothing_offers_what_would_find_something(client, event):
    make_place(name_fr="Kayes", slug="kayes")

    response = client.get(REPORT, {"programme": "just-future", "region": "kayes"})

    assert response.status_code == 404
    page = response.content.decode()
    assert "Aucun événement publié ne correspond" in page
    assert 'href="/fr/evenements/rapport/?programme=just-future"' in page


def test_more_sheets_than_one_waits_for_are_made_in_the_background(client, event, monkeypatch):
    monkeypatch.setattr(views, "MOST_AT_ONCE", 0)

    response = client.get(REPORT, {"programme": "just-future"})

    assert response.status_code == 303
    assert client.get(response["Location"]).status_code == 200
    assert client.get(REPORT, {"programme": "just-future", "sections": "resume"}).status_code == 200


def test_the_form_sends_along_the_filters_of_the_list(client, event):
    page = client.get(FORM, {"programme": "just-future", "region": "gao"}).content.decode()

    assert 'name="programme" value="just-future"' in page and 'name="region" value="gao"' in page
    assert page.count('name="sections"') == len(Section) and 'name="du"' in page
    assert 'name="du"' not in client.get(FORM, {"annee": "2024"}).content.decode()


def test_the_list_and_the_page_of_a_programme_lead_to_the_report(client, event):
    assert '"/fr/evenements/rapport/?region=gao"' in client.get("/fr/evenements/?region=gao").content.decode()
    page = client.get("/fr/programmes/just-future/").content.decode()
    assert '"/fr/evenements/rapport/?programme=just-future"' in page


def test_a_series_has_its_synthesis_and_an_unknown_one_none(client, event):
    series = make_series(title_fr="Forums", slug="forums", planned_number=5)
    make_published_event(series=series)

    assert "1 tenu sur 5 annoncés" in text_of(read(client.get("/fr/series/forums.pdf")))
    assert client.get("/fr/series/inconnue.pdf").status_code == 404
