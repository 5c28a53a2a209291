"""What stands around the content of public pages: one address, its twin, its files, what machines read."""

import json
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils.html import escape

from rss_registry import listings
from tests.factories import make_organisation, make_published_event, make_recommendation, make_role
from tests.kept_rows import begin_from_kept, kept
from tests.public_register import make_register
from tests.reading import body_of
from tests.test_public_surface import LANGUAGES, pages
from website.views import calendar

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
STRUCTURED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def body(client, address):
    return client.get(address).content.decode()


def title(page):
    return page.partition("<title>")[2].partition("</title>")[0]


def structured(page):
    return json.loads(STRUCTURED.search(page).group(1))


@pytest.fixture(scope="module")
def kept_register(django_db_setup, django_db_blocker, tmp_path_factory):
    media = tmp_path_factory.mktemp("register")
    for register in kept(django_db_blocker, media, make_register):
        yield media, register


@pytest.fixture
def register(kept_register, db, settings):
    begin_from_kept()
    settings.MEDIA_ROOT, register = kept_register
    return register


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_names_one_address_of_its_own_and_its_twin(client, register, language):
    for address in pages(register, language):
        response = client.get(address)
        if response.status_code != 200 or "<html" not in response.content.decode():
            continue
        page = response.content.decode()
        (canonical,) = CANONICAL.findall(page)
        assert canonical.startswith(f"{settings.PUBLIC_URL}/{language}/"), address
        path = canonical.removeprefix(settings.PUBLIC_URL).replace("&amp;", "&")
        assert client.get(path).status_code == 200, address
        assert {code for code in LANGUAGES if f'hreflang="{code}"' in page} == set(LANGUAGES), address


def test_what_a_list_does_not_know_is_not_in_its_address(client, register):
    (canonical,) = CANONICAL.findall(body(client, "/fr/organisations/?type=alliance&type=inconnu"))
    assert canonical == f"{settings.PUBLIC_URL}/fr/organisations/?type=alliance"


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/fr/organisations/?type=alliance", "/fr/organisations.csv?type=alliance"),
        ("/fr/organisations/alliance/", "/fr/evenements.csv?organisation=alliance"),
        ("/fr/programmes/", "/fr/programmes.csv"),
        ("/fr/programmes/programme/", "/fr/evenements.xlsx?programme=programme"),
        ("/fr/series/", "/fr/series.csv"),
        ("/fr/regions/", "/fr/regions.json"),
        ("/fr/regions/gao/", "/fr/evenements.atom?region=gao"),
        ("/fr/ccs/", "/fr/organisations.csv?type=ccs"),
        ("/fr/recommandations/?suite=done", "/fr/recommandations.csv?suite=done"),
        ("/fr/calendrier/2023/03/", "/fr/evenements.ics"),
    ],
)
def test_a_page_offers_its_rows_as_files(client, register, address, file):
    assert f'href="{file}"' in body(client, address)
    response = client.get(file)
    assert response.status_code == 200
    assert body_of(response)


def test_the_file_of_the_committees_holds_the_committees(client, register):
    text = b"".join(client.get("/fr/organisations.csv?type=ccs")).decode()
    assert "CCS de Gao" in text and "Alliance d’essai" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_of_the_page_is_in_its_title(client, monkeypatch, language):
    monkeypatch.setattr(listings, "PER_PAGE", 1)
    monkeypatch.setattr(calendar, "PER_PAGE", 1)
    for _number in range(2):
        event = make_published_event()
        make_role(event, make_organisation())
        make_recommendation(event)
    words = {
        "fr": ("evenements", "recommandations", "calendrier"),
        "en": ("events", "recommendations", "calendar"),
    }
    for word in (*words[language], "organisations"):
        page = title(body(client, f"/{language}/{word}/?page=2"))
        assert {"fr": "page 2 sur ", "en": "page 2 of "}[language] in page, word


def test_a_day_that_the_month_does_not_have_is_said_to_be_ignored(client, register):
    for day in ("31", "99", "<b>"):
        page = body(client, f"/fr/calendrier/2023/02/?jour={day}")
        assert f"Filtre inconnu, ignoré\u00a0: jour = {escape(day)}" in page
    assert "Filtre inconnu" not in body(client, "/fr/calendrier/2023/03/?jour=28")


def test_a_cycle_and_its_events_are_told_to_search_engines(client, register):
    data = structured(body(client, "/fr/series/serie/"))
    assert (data["@type"], data["name"]) == ("EventSeries", "Série d’essai")
    assert [event["name"] for event in data["subEvent"]] == [register.event.title]
    assert data["organizer"]["name"].startswith("Alliance")


def test_an_organisation_and_what_it_belongs_to_are_told_to_search_engines(client, register):
    make_role(
        register.event, make_organisation(name_fr="Antenne", slug="antenne", parent=register.organisation)
    )
    cache.clear()
    data = structured(body(client, "/fr/organisations/antenne/"))
    assert (data["@type"], data["name"]) == ("Organization", "Antenne")
    assert data["parentOrganization"]["url"] == f"{settings.PUBLIC_URL}/fr/organisations/alliance/"


def test_every_dataset_is_in_the_catalogue_that_search_engines_read(client, register):
    page = body(client, "/en/data/")
    data = structured(page)
    assert data["@type"] == "DataCatalog"
    codes = re.findall(r'<h2 id="([a-z_]+)"', page)
    assert [item["url"].partition("#")[2] for item in data["dataset"]] == codes
    for item in data["dataset"]:
        first = item["distribution"][0]["contentUrl"].removeprefix(settings.PUBLIC_URL)
        assert client.get(first).status_code == 200
