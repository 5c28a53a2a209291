"""The shared cache, on a real Redis: two machines see the same, and none falls with it."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from time import monotonic

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.http import HttpResponse

from rss_registry import request_limits
from rss_registry.health import State, shared
from rss_registry.shared import notes
from rss_registry.shared.addresses import cache_of
from rss_registry.shared.cache import SharedCache
from tests.servers import free_port, redis_at


def machine_at(address):
    told = cache_of(address)
    return SharedCache(told["LOCATION"], told | {"LOCATION": None})


def closed(machine):
    machine._cache.get_client().connection_pool.disconnect()


def test_what_one_machine_keeps_the_other_finds(shared_cache, redis_address):
    other = machine_at(redis_address)
    assert other.get("page") is None
    shared_cache.set("page", (b"octets", {"Content-Type": "text/html"}), 60)
    assert other.get("page") == (b"octets", {"Content-Type": "text/html"})
    closed(other)


def test_limits_count_over_all_machines(shared_cache, redis_address, settings, monkeypatch, rf):
    settings.REQUESTS_PER_MINUTE = {"searches": 3}
    monkeypatch.setattr(request_limits, "time", lambda: 600.0)
    view = request_limits.limited("searches")(lambda _request: HttpResponse())
    other = machine_at(redis_address)
    statuses = []
    for each in (shared_cache, other, shared_cache, other):
        monkeypatch.setattr(request_limits, "cache", each)
        statuses.append(view(rf.get("/fr/", REMOTE_ADDR="203.0.113.7")).status_code)
    assert statuses == [200, 200, 200, 429]
    closed(other)


def test_a_server_that_is_away_costs_no_page_and_is_found_again():
    port = free_port()
    machine = machine_at(f"redis://127.0.0.1:{port}/0")
    assert not machine.answers()
    began = monotonic()
    for _time in range(50):
        assert machine.get("page", "rien") == "rien"
        machine.set("page", "contenu")
        assert not machine.add("page", 0, 60) and not machine.delete("page")
        with pytest.raises(ValueError):
            machine.incr("page")
    assert monotonic() - began < 3
    with redis_at(port):
        machine._asked_again_at = 0.0
        machine.set("page", "contenu")
        assert machine.get("page") == "contenu" and machine.answers()
    machine._asked_again_at = 0.0
    assert machine.get("page") is None
    closed(machine)


def test_nothing_of_the_tests_is_left_in_the_cache_of_a_process():
    assert "locmem" in type(caches["default"]).__module__


def test_a_maintenance_holds_on_every_machine_until_it_ends(shared_cache, settings, tmp_path, client):
    here, there = tmp_path / "here", tmp_path / "there"
    settings.MAINTENANCE_FILE = here
    call_command("maintenance", "begin", stdout=StringIO())
    assert client.get("/").status_code == 503
    settings.MAINTENANCE_FILE = there
    assert client.get("/").status_code == 503
    assert shared_cache.get("note-maintenance") and not there.exists()
    settings.MAINTENANCE_FILE = here
    call_command("maintenance", "end", stdout=StringIO())
    assert client.get("/").status_code == 302


def test_on_one_machine_a_maintenance_is_a_file(settings, tmp_path):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    call_command("maintenance", "begin", stdout=StringIO())
    assert settings.MAINTENANCE_FILE.exists()
    call_command("maintenance", "end", stdout=StringIO())
    assert not settings.MAINTENANCE_FILE.exists()


def test_the_machine_that_saves_tells_the_others(shared_cache):
    then = datetime(2026, 1, 31, 2, 30, tzinfo=UTC)
    assert notes.latest("backup", None) is None
    assert notes.latest("backup", then) == then
    assert notes.latest("backup", None) == then
    assert notes.latest("backup", then - timedelta(days=1)) == then
    assert notes.latest("backup", then + timedelta(days=1)) == then + timedelta(days=1)


def test_a_cache_that_is_away_is_found(shared_cache, settings, monkeypatch):
    assert shared.shared_cache().state == State.WELL
    monkeypatch.setattr(shared, "cache", machine_at(f"redis://127.0.0.1:{free_port()}/0"))
    assert shared.shared_cache().state == State.ILL
