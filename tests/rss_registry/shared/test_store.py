"""Files in a real S3 store: those of the record, and private ones with their terms."""

from threading import Barrier, Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import connection

from rss_registry.error_pages import server_error
from rss_registry.health import State, shared
from rss_registry.private_files import place_of
from rss_registry.shared.addresses import stores_of
from rss_registry.shared.away import StoreAway
from rss_registry.waiting_files import WaitingFiles
from tests.servers import free_port

WAITING = WaitingFiles("HELD_ROOT", 60, "lists")


def keys(bucket):
    return sorted(each.key for each in bucket.objects.all())


def grown_old(monkeypatch, seconds=3600):
    from rss_registry.shared import private_store

    now = private_store.time.time
    monkeypatch.setattr(private_store.time, "time", lambda: now() + seconds)


def test_a_file_of_the_record_is_stored_read_and_deleted(shared_store, settings):
    name = default_storage.save("events/photo.jpg", ContentFile(b"image"))
    other = default_storage.save("events/photo.jpg", ContentFile(b"autre"))
    assert name != other and f"media/{name}" in keys(shared_store)
    with default_storage.open(name) as file:
        assert file.read() == b"image"
    assert not settings.MEDIA_ROOT.exists()
    default_storage.delete(name)
    assert not default_storage.exists(name) and default_storage.exists(other)
    with pytest.raises(FileNotFoundError):
        default_storage.open(name)


def test_no_address_of_the_store_is_ever_given(shared_store):
    name = default_storage.save("events/photo.jpg", ContentFile(b"image"))
    assert default_storage.url(name) == f"/{name}"


@pytest.mark.django_db
def test_a_waiting_file_is_read_claimed_once_and_gone(shared_store, settings):
    name = WAITING.keep(b"Awa")
    assert keys(shared_store) == [f"private/held/lists/{name}"]
    assert not settings.HELD_ROOT.exists()
    assert WAITING.read(name) == b"Awa"
    assert WAITING.claim(name) == b"Awa"
    assert WAITING.claim(name) is None and WAITING.read(name) is None
    assert keys(shared_store) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_that_claim_it_at_once_one_gets_it(shared_store):
    for _round in range(3):
        name, got, start = WAITING.keep(b"Awa"), [], Barrier(4)

        def claim(name=name, got=got, start=start):
            start.wait()
            got.append(WAITING.claim(name))
            storages["private"].connection.meta.client.close()
            connection.close()

        threads = [Thread(target=claim) for _each in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert sorted(map(bool, got)) == [False, False, False, True]


@pytest.mark.django_db
def test_terms_hold_in_the_store(shared_store, monkeypatch):
    old = WAITING.keep(b"Awa")
    below = WaitingFiles("HELD_ROOT", 60).keep(b"sous un autre nom")
    assert WAITING.sweep() == 0
    grown_old(monkeypatch)
    assert WAITING.read(old) is None
    assert WAITING.sweep() == 1
    assert keys(shared_store) == [f"private/held/{below}"]


@pytest.mark.django_db
def test_all_but_what_is_known_is_forgotten(shared_store):
    known, other = WAITING.keep(b"a"), WAITING.keep(b"b")
    WAITING.touch(known)
    WAITING.touch("0" * 32)
    WAITING.forget_others([known])
    assert WAITING.read(known) == b"a" and WAITING.read(other) is None


def test_a_document_is_written_anew_and_read_to_its_end(shared_store, settings):
    place = place_of(settings.DOCUMENT_ROOT)
    place.write("a.pdf", b"avant")
    place.write("a.pdf", b"%PDF")
    with place.open("a.pdf") as file:
        place.delete("a.pdf")
        assert file.read() == b"%PDF"
    assert not place.exists("a.pdf")
    with pytest.raises(FileNotFoundError):
        place.open("a.pdf")


@pytest.mark.django_db
def test_a_store_that_is_away_answers_503(settings, rf):
    settings.STORAGES = settings.STORAGES | stores_of(f"s3+http://a:b@127.0.0.1:{free_port()}/registre")
    for ask in (
        lambda: WAITING.keep(b"Awa"),
        lambda: WAITING.claim("0" * 32),
        lambda: WAITING.sweep(),
        lambda: default_storage.save("a.jpg", ContentFile(b"image")),
        lambda: default_storage.open("a.jpg"),
    ):
        with pytest.raises(StoreAway):
            ask()
    try:
        default_storage.open("a.jpg")
    except StoreAway:
        assert server_error(rf.get("/fr/")).status_code == 503


def test_a_store_that_refuses_us_is_found(shared_store, settings):
    assert shared.shared_store().state == State.WELL
    settings.STORAGES = settings.STORAGES | stores_of(f"s3+http://a:b@127.0.0.1:{free_port()}/registre")
    assert shared.shared_store().state == State.ILL
