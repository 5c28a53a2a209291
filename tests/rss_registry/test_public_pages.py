import gzip
from datetime import date

import brotli
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.enums import Sensitivity
from tests.factories import make_published_event

pytestmark = pytest.mark.django_db

ABOUT = "/fr/a-propos/"
LIST = "/fr/evenements/"


def test_a_public_page_travels_compressed_to_those_who_can_read_it(client):
    plain = client.get(ABOUT)
    packed = client.get(ABOUT, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


def test_a_reader_who_has_the_page_already_gets_no_body(client):
    etag = client.get(ABOUT)["ETag"]
    again = client.get(ABOUT, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_public_page_is_read_and_never_written_to(client, method):
    assert getattr(client, method)(ABOUT).status_code == 405


def test_brotli_is_preferred_and_a_refused_encoding_is_not_used(client):
    plain = client.get(ABOUT)
    packed = client.get(ABOUT, headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain.content
    refused = client.get(ABOUT, headers={"accept-encoding": "gzip;q=0, br;q=0"})
    assert "Content-Encoding" not in refused


def test_a_page_is_made_once_and_asked_for_again_after_a_minute(client):
    make_published_event()
    first = client.get(LIST)
    # The version of the data, and nothing else.
    with CaptureQueriesContext(connection) as asked:
        again = client.get(LIST)
        assert client.get(LIST, headers={"if-none-match": first["ETag"]}).status_code == 304
    # The guard sets a savepoint within a transaction, which a request in service is not.
    assert [query["sql"].split()[0] for query in asked if "SAVEPOINT" not in query["sql"]] == ["SELECT"] * 2
    assert again.content == first.content
    assert again["Cache-Control"] == first["Cache-Control"] == "public, max-age=60"


def test_what_is_not_found_is_not_kept(client):
    response = client.get(f"{LIST}RSS-ML-2023-0404/")
    assert response.status_code == 404
    assert "ETag" not in response


def test_a_delayed_event_appears_on_its_day_without_any_change(client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2023, 3, 2))
    event = make_published_event(
        starts_on=date(2023, 3, 1), sensitivity=Sensitivity.DELAYED, delay_days=10, title_fr="Différé"
    )
    for day, seen in ((date(2023, 3, 10), False), (date(2023, 3, 11), True)):
        monkeypatch.setattr(timezone, "localdate", lambda day=day: day)
        assert ("Différé" in client.get(LIST).content.decode()) is seen
        event.refresh_from_db()
        assert bool(event.reference) is seen
        assert not seen or client.get(event.get_absolute_url()).status_code == 200


def test_a_page_does_not_say_its_version_in_another_language_or_with_another_filter(client):
    tags = {client.get(address)["ETag"] for address in (LIST, "/en/events/", f"{LIST}?tri=anciens")}
    assert len(tags) == 3
