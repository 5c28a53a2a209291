"""What the pages of staff are measured against, and with: Django's own admin, and officers over HTTP."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client, override_settings

from events.models import Event
from organisations.enums import OrganisationKind
from organisations.models import Organisation, User
from script.benchmark.filled_forms import Page, sent_of
from script.benchmark.officers import Officer, save_together, weight_of
from script.benchmark.peer import staff_settings as stock
from script.benchmark.staff_cases import cases, measured, signed_in
from script.benchmark.staff_register import OFFICERS, STOCK, add_staff, session_of

pytestmark = pytest.mark.one_database

FORM = """
<form method="post" id="logout-form"><input name="csrfmiddlewaretoken" value="other"></form>
<form method="get"><input name="q" value="searched"></form>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="mine">
<input name="venue" value="Maison &amp; cour"><input type="checkbox" name="on" checked>
<input type="checkbox" name="off"><input type="submit" name="_save"><input name="locked" disabled>
<select name="kind"><option value="">-</option><option value="forum" selected>Forum</option></select>
<select name="first"><option value="a">A</option><option value="b">B</option></select>
<select name="none" multiple><option value="1">1</option></select>
<select name="both" multiple><option value="1" selected>1<option value="2" selected>2</select>
<textarea name="context">
Deux
lignes</textarea></form>
<link rel="stylesheet" href="/static/a.css"><script src="/static/b.js"></script><img src="/static/c.png">
"""


def test_a_form_is_sent_as_a_browser_would():
    assert sent_of(FORM, {"venue": "Salle 2"}) == [
        ("csrfmiddlewaretoken", "mine"),
        ("on", "on"),
        ("kind", "forum"),
        ("first", "a"),
        ("both", "1"),
        ("both", "2"),
        ("context", "Deux\nlignes"),
        ("venue", "Salle 2"),
    ]
    assert Page(FORM).files == ["/static/a.css", "/static/b.js"]


@pytest.fixture
def measured_register(varied_register):
    Organisation.objects.create(name_fr="Organisation 20", slug="organisation-20", kind=OrganisationKind.NGO)
    add_staff()


def test_each_page_of_staff_answers_and_is_saved(measured_register, settings):
    # As in service, and unlike other tests.
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    for name, account, address, _stock, typed in cases():
        found = measured(signed_in(account), lambda: 0, address, typed, repeats=1)
        assert found["queries"] > 0, name


def test_the_stock_admin_opens_and_saves_the_same_records(measured_register):
    own = {name: getattr(stock, name) for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES")}
    with override_settings(**own):
        client = Client()
        client.force_login(
            User.objects.get(username=STOCK), backend="django.contrib.auth.backends.ModelBackend"
        )
        for _name, _account, _address, address, _typed in cases():
            page = client.get(address)
            assert page.status_code == 200
        data = sent_of(page.content.decode(), {"venue": "Salle du stock"})
        saved = client.post(address, urlencode(data), content_type="application/x-www-form-urlencoded")
    assert saved.status_code == 302
    assert Event.objects.get(venue="Salle du stock").status == "published"


def test_a_session_is_that_of_the_account(measured_register, settings):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(OFFICERS[0])
    assert client.get("/fr/admin/").context["user"].username == OFFICERS[0]


class Desk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    saved = []

    def do_GET(self):
        name = self.path.rpartition("/")[2]
        content = {"a.css": b"a" * 100, "b.js": b"b" * 1000}.get(name, FORM.encode())
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=60" if name == "b.js" else "max-age=0")
        self.send_header("Set-Cookie", "csrftoken=known; Path=/")
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self):
        fields = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        self.saved.append((self.headers["Cookie"], fields["venue"]))
        self.send_response(302 if fields["venue"] != "Salle 1" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments):
        pass


@contextmanager
def serving():
    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_a_repeat_visit_weighs_the_page_and_what_may_not_be_kept():
    with serving() as port:
        with Officer(port, "mine") as officer:
            _answer, page = officer.ask("GET", "/form")
        assert page == FORM.encode()
        heads = weight_of(port, "mine", "/form") - len(FORM.encode()) - 100
    assert 0 < heads < 1000


def test_officers_save_at_the_same_time_and_what_is_refused_is_counted():
    Desk.saved.clear()
    with serving() as port:
        found = save_together(port, [("one", "/form", "venue"), ("two", "/form", "venue")], saves=3)
    assert (found["saves"], found["refused"]) == (6, 2)
    assert 0 < found["median"] <= found["p95"] <= found["slowest"]
    assert sorted(Desk.saved) == [
        (f"sessionid={session}; csrftoken=known", f"Salle {number}")
        for session in ("one", "two")
        for number in range(3)
    ]
