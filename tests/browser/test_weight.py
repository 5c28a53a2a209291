"""What a page weighs on the wire: counted by the browser, as it travels from the served, compressed files."""

from dataclasses import dataclass, field

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.testcases import LiveServerThread
from django.urls import reverse

from tests.browser.pages import make_full_register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KILOBYTE = 1024


@dataclass
class Wire:
    """The requests of one page and the bytes that answered them, heads included."""

    urls: list[str] = field(default_factory=list)
    weight: int = 0
    cookies: int = 0


@pytest.fixture
def site(settings, tmp_path, transactional_db):
    """The address of the register with its static files collected, compressed and named by their content."""
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    shared = {
        connection.alias: connection
        for connection in connections.all()
        if connection.vendor == "sqlite" and connection.is_in_memory_db()
    }
    # No handler of its own for static files: the middleware serves them, as it does in production.
    server = LiveServerThread("localhost", lambda application: application, connections_override=shared)
    for connection in shared.values():
        connection.inc_thread_sharing()
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://localhost:{server.port}"
    server.terminate()
    for connection in shared.values():
        connection.dec_thread_sharing()


@pytest.fixture
def wire_of(browser, site):
    """Load an address in an empty window and count what travelled."""

    def load(address):
        context = browser.new_context(base_url=site)
        page, wire = context.new_page(), Wire()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda event: wire.urls.append(event["request"]["url"]))
        session.on("Network.loadingFinished", lambda event: add(event["encodedDataLength"]))

        def add(length):
            wire.weight += int(length)

        page.goto(address, wait_until="networkidle")
        wire.cookies = len(context.cookies())
        context.close()
        return wire

    return load


def test_pages_are_light_and_ask_for_little(wire_of, site):
    register, _coarse, _withdrawn = make_full_register()
    register.event.photos.all().delete()
    for address, kilobytes, requests in (
        (reverse("website:event_list"), 14, 3),
        (register.event.get_absolute_url(), 12, 3),
        (reverse("website:statistics"), 25, 4),
    ):
        wire = wire_of(address)
        assert 0 < wire.weight <= kilobytes * KILOBYTE, (address, wire)
        assert len(wire.urls) <= requests, (address, wire)
        assert all(url.startswith(site) for url in wire.urls), wire
        assert wire.cookies == 0
