"""Nobody is refused who reads; who has everything made anew waits until the minute is over."""

from threading import Event, Thread

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory

from rss_registry import request_limits
from tests.factories import make_published_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_a_minute(settings, monkeypatch):
    settings.REQUESTS_PER_MINUTE = {"searches": 3, "files": 3, "reports": 3}
    clock = {"now": 1_000_000_030.0}
    monkeypatch.setattr(request_limits, "time", lambda: clock["now"])
    return clock


@pytest.mark.parametrize(
    "address",
    ["/fr/evenements/?q=mot{}", "/fr/organisations/?q=mot{}", "/fr/evenements.csv?q=mot{}"],
)
def test_the_fourth_in_a_minute_waits_for_the_next(client, three_a_minute, address):
    statuses = [client.get(address.format(number)).status_code for number in range(3)]
    refused = client.get(address.format(4))
    assert statuses == [200, 200, 200] and refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert "Trop de demandes" in refused.content.decode()
    three_a_minute["now"] += int(refused["Retry-After"])
    assert client.get(address.format(4)).status_code == 200


def test_a_refusal_is_in_the_language_of_the_address_and_is_not_kept(client):
    for number in range(4):
        refused = client.get(f"/en/events/?q=word{number}", headers={"accept-encoding": "identity"})
    assert refused.status_code == 429 and "<h1>Too many requests</h1>" in refused.content.decode()
    assert refused["Cache-Control"] == "no-store" and "ETag" not in refused


def test_every_kind_of_file_counts_together(client):
    event = make_published_event()
    for suffix in ("pdf", "json", "ris"):
        assert client.get(f"/fr/evenements/{event.reference}.{suffix}").status_code == 200
    assert client.get("/fr/evenements.atom").status_code == 429
    assert client.get("/fr/evenements/?q=mot").status_code == 200


def test_what_is_kept_or_unchanged_is_never_refused(client):
    make_published_event()
    page = client.get("/fr/evenements/?q=atelier")
    for _time in range(5):
        assert client.get("/fr/evenements/?q=atelier").status_code == 200
    cache.clear()
    unchanged = {"if-none-match": page["ETag"]}
    for _time in range(5):
        assert client.get("/fr/evenements/?q=atelier", headers=unchanged).status_code == 304


def test_reading_lists_and_pages_is_never_counted(client):
    for year in range(2000, 2010):
        assert client.get(f"/fr/evenements/?annee={year}").status_code == 200


def test_each_address_counts_for_itself_and_a_network_of_ipv6_as_one(client):
    def asked(number, address):
        return client.get(f"/fr/evenements/?q=mot{number}", REMOTE_ADDR=address).status_code

    assert [asked(number, "192.0.2.1") for number in range(4)] == [200, 200, 200, 429]
    assert asked(5, "192.0.2.2") == 200
    assert [asked(number, f"2001:db8::{number}") for number in range(6, 10)] == [200, 200, 200, 429]
    assert asked(10, "2001:db8:0:1::1") == 200


def test_reports_of_many_events_are_counted_apart(client):
    make_published_event()
    answers = [client.get(f"/fr/evenements/rapport.pdf?annee=19{number}") for number in range(90, 94)]
    assert [answer.status_code for answer in answers] == [400, 400, 400, 429]
    assert client.get("/fr/evenements.csv").status_code == 200


# -- how much at once -------------------------------------------------------------------


class Visitors:
    """Ask a view with one turn and one place to wait, each in a thread; it answers when `may_end` is set."""

    def __init__(self):
        self.begun, self.may_end = Event(), Event()
        self.statuses, self.threads = [], []
        self.view = request_limits.ConcurrencyLimit(running=1, waiting=1)(self.answer)

    def answer(self, request):
        self.begun.set()
        self.may_end.wait(10)
        return HttpResponse("made")

    def ask(self):
        return self.view(RequestFactory().get("/fr/evenements/rapport.pdf"))

    def ask_aside(self):
        self.threads.append(Thread(target=lambda: self.statuses.append(self.ask().status_code)))
        self.threads[-1].start()

    def finish(self):
        self.may_end.set()
        for thread in self.threads:
            thread.join()


@pytest.fixture
def visitors():
    visitors = Visitors()
    visitors.ask_aside()
    assert visitors.begun.wait(10)
    yield visitors
    visitors.finish()


def test_who_comes_while_others_wait_is_told_to_come_back(visitors):
    # One at work, one that waits: of two more at least one finds no room, whoever is faster.
    for _each in range(2):
        visitors.ask_aside()
    while not visitors.statuses:
        visitors.threads[-1].join(0.01)
    assert visitors.statuses == [503]
    visitors.finish()
    assert sorted(visitors.statuses) == [200, 200, 503]


def test_the_refusal_says_when_to_come_back(visitors, monkeypatch):
    monkeypatch.setattr(request_limits, "_MOST_PATIENT_SECONDS", 0.01)
    refused = visitors.ask()
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    assert "Réessayez dans une minute" in refused.content.decode()


def test_a_view_that_fails_gives_its_turn_back():
    @request_limits.ConcurrencyLimit(running=1, waiting=0)
    def view(request):
        raise ValueError

    for _time in range(3):
        with pytest.raises(ValueError):
            view(None)
