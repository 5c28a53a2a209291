"""Which pages of staff travel compressed (docs/decisions/0042)."""

import gzip

import pytest
from django.urls import reverse

from tests.admin_forms import admin_url, log_in
from tests.factories import make_event, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = make_user()
    log_in(client, officer)
    return officer


def encoding(client, address, **data):
    page = client.post(address, data) if data else client.get(address, headers={"accept-encoding": "gzip"})
    assert page.status_code == 200
    return page.headers.get("Content-Encoding")


@pytest.mark.parametrize("query", ["", "?section=essentiel", "?section=participants", "?section=tout"])
def test_a_page_of_a_record_is_compressed(client, officer, query):
    address = admin_url(make_event(owner=officer.organisation), "change") + query
    plain = client.get(address).content
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain) / 3
    assert b"</html>" in gzip.decompress(packed.content)


def test_no_text_of_the_address_is_compressed_with_the_page(client, officer):
    page = admin_url(make_event(owner=officer.organisation), "change")
    for query in ("?section=ou&_changelist_filters=q%3Dguess", "?_changelist_filters=guess", "?_popup=1"):
        assert encoding(client, page + query) is None
    assert encoding(client, reverse("admin:events_event_changelist") + "?q=guess") is None


def test_the_part_that_is_asked_for_is_not_in_the_page(client, officer):
    page = admin_url(make_event(owner=officer.organisation), "change")
    assert b"somebodysguess" not in client.get(f"{page}?section=somebodysguess").content


def test_lists_and_refused_forms_are_not_compressed(client, officer):
    event = make_event(owner=officer.organisation)
    for address in ("admin:index", "admin:events_event_changelist"):
        assert encoding(client, reverse(address)) is None
    assert "Content-Encoding" not in client.post(admin_url(event, "change"), {"title_fr": ""}).headers


def test_the_words_of_scripts_are_asked_for_once(client, officer):
    words = client.get(reverse("admin:jsi18n"))
    assert words.status_code == 200
    assert {"private", "max-age=3600"} == set(words.headers["Cache-Control"].split(", "))
