"""The page of data and its description for programs."""

import csv
import io
import json

import pytest

from rss_registry.figures import BELOW_THRESHOLD
from tests.factories import make_published_event
from website.datasets.tables import TABLES

pytestmark = pytest.mark.django_db

HOST = "http://127.0.0.1:8000"


@pytest.mark.parametrize(("path", "language"), [("/fr/donnees/", "fr"), ("/en/data/", "en")])
def test_the_page_offers_every_dataset_with_its_dictionary_and_terms(client, path, language):
    page = client.get(path).content.decode()
    for dataset, _make in TABLES.values():
        assert f'id="{dataset.code}"' in page
        for column in dataset.columns:
            assert f"<code>{column.code}</code>" in page
    assert "creativecommons.org/licenses/by/4.0" in page
    assert 'type="text/calendar"' in page and "datapackage.json" in page


def test_the_package_describes_the_files_as_they_are(client):
    make_published_event()
    package = json.loads(client.get("/fr/donnees/datapackage.json").content)
    assert {resource["name"] for resource in package["resources"]} >= {"events", "organisations", "regions"}
    for resource in package["resources"]:
        assert resource["path"].startswith(HOST)
        content = b"".join(client.get(resource["path"].removeprefix(HOST)).streaming_content)
        header = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert resource["schema"]["missingValues"] == ["", BELOW_THRESHOLD, "masqué"]


def test_headers_are_never_the_same_twice():
    for dataset, _make in TABLES.values():
        for language in ("fr", "en"):
            headers = [column.header_in(language) for column in dataset.columns]
            assert len(set(headers)) == len(headers), dataset.code
