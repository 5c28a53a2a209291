"""What the register is measured against, and with: the stock site and the client over HTTP."""

import os
import subprocess
import sys
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.test import Client, override_settings

from events.models import Event
from organisations.models import Organisation
from script.benchmark.over_http import Connection
from script.benchmark.peer import settings as peer


@pytest.fixture
def stock_site():
    own = {name: getattr(peer, name) for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "CACHES")}
    with override_settings(**own):
        yield Client()


def test_the_bench_is_found_although_a_library_brings_a_module_of_the_same_name(tmp_path):
    (tmp_path / "script.py").touch()
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    found = [sys.executable, "-c", "import script.benchmark.filled_forms"]
    subprocess.run(found, check=True, cwd=Path(__file__).resolve().parents[2], env=environment)


def held():
    return Event.objects.published().held().filter(sensitivity="public")


def test_the_stock_site_counts_the_events_that_the_public_may_see(varied_register, stock_site):
    page = stock_site.get("/evenements/")
    assert page.context["paginator"].count == held().count() > 20
    assert len(page.context["page_obj"]) == 20
    assert stock_site.get("/").context["number"] == held().count()


def test_the_stock_site_filters_and_searches(varied_register, stock_site):
    filtered = stock_site.get("/evenements/", {"annee": "2021", "region": ["gao", "kidal"]})
    expected = held().filter(starts_on__year=2021, places__slug__in=("gao", "kidal")).distinct()
    assert filtered.context["paginator"].count == expected.count()
    found = stock_site.get("/evenements/", {"q": "femmes"}).context["paginator"].count
    assert 0 < found < held().count()


def test_each_page_of_the_stock_site_answers(varied_register, stock_site):
    event = held().exclude(context_fr="").first()
    body = Organisation.objects.filter(event_roles__event=event).first()
    for address, words in (
        (f"/evenements/{event.reference}/", event.title),
        (f"/organisations/{body.slug}/", body.name),
        ("/statistiques/", str(held().count())),
    ):
        page = stock_site.get(address)
        assert page.status_code == 200
        assert words in page.content.decode().replace("&#x27;", "'")


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        known = self.headers.get("If-None-Match") == '"1"'
        content = b"" if known else b"page"
        self.send_response(304 if known else 200)
        self.send_header("ETag", '"1"')
        if not known:
            self.send_header("Content-Length", str(len(content)))
        if self.path == "/last":
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments):
        pass


@contextmanager
def serving():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_the_client_reads_answers_one_after_the_other_and_opens_again_when_it_must():
    with serving() as port, Connection(port) as connection:
        assert connection.ask("/") == (200, b'"1"')
        assert connection.ask("/", b'"1"') == (304, b'"1"')
        assert connection.ask("/last") == (200, b'"1"')
        assert connection.ask("/") == (200, b'"1"')
