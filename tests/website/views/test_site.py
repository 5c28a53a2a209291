"""robots.txt and the sitemap."""

import pytest
from defusedxml.ElementTree import fromstring

from events.enums import Sensitivity
from events.services.workflow import withdraw
from tests.factories import make_coordinator, make_event, make_published_event
from website.feeds import sitemap

HOST = "http://127.0.0.1:8000"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"

pytestmark = pytest.mark.django_db


def read(client, path):
    response = client.get(path)
    return fromstring(b"".join(response.streaming_content) if response.streaming else response.content)


def urls(client):
    index = read(client, "/sitemap.xml")
    files = [loc.text.removeprefix(HOST) for loc in index.iter(f"{MAP}loc")]
    return [url for path in files for url in read(client, path).findall(f"{MAP}url")]


def test_robots_may_read_all_but_the_staff_area_and_what_takes_long_to_make(client):
    text = client.get("/robots.txt").content.decode()
    for closed in ("/fr/admin/", "/en/admin/", "/fr/evenements.pdf"):
        assert f"Disallow: {closed}\n" in text
    assert f"Sitemap: {HOST}/sitemap.xml" in text


def test_the_sitemap_lists_public_pages_in_both_languages_with_their_last_change(client):
    event = make_published_event()
    found = {url.findtext(f"{MAP}loc"): url for url in urls(client)}
    page = found[f"{HOST}/fr/evenements/{event.reference}/"]
    assert page.findtext(f"{MAP}lastmod") == event.updated_at.date().isoformat()
    twins = {link.get("hreflang"): link.get("href") for link in page.findall(LINK)}
    assert twins == {
        "fr": f"{HOST}/fr/evenements/{event.reference}/",
        "en": f"{HOST}/en/events/{event.reference}/",
    }
    assert f"{HOST}/en/data/" in found
    for address in found:
        assert client.get(address.removeprefix(HOST)).status_code == 200, address


def test_what_is_not_public_is_not_in_the_sitemap(client):
    make_event()
    make_published_event(sensitivity=Sensitivity.AGGREGATE)
    gone = make_published_event()
    withdraw(event=gone, by=make_coordinator(), reason="Doublon.")
    listed = "".join(url.findtext(f"{MAP}loc") for url in urls(client))
    assert gone.reference not in listed and "/RSS-ML-" not in listed


def test_many_events_are_shared_among_files(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_FILE", 2)
    references = {make_published_event().reference for _number in range(3)}
    listed = {url.findtext(f"{MAP}loc").rstrip("/").rsplit("/", 1)[-1] for url in urls(client)}
    assert references <= listed
    assert client.get("/sitemap-events-3.xml").status_code == 404
