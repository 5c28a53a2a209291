"""What was laid out is found again, whole or not at all, and the store keeps within its size."""

import os
from errno import ENOSPC

import pytest

from rss_registry.pdf import store as store_module
from rss_registry.pdf.store import LaidOut, Store, key_of

KEY = key_of("un document")


def test_what_was_put_is_found_by_another_process_of_the_same_store():
    Store().put(KEY, LaidOut(b"%PDF-1.7\n", 3, {"a": 2}))

    assert Store().get(KEY) == LaidOut(b"%PDF-1.7\n", 3, {"a": 2})


def test_nothing_is_found_under_another_name():
    Store().put(KEY, LaidOut(b"%PDF-1.7"))

    assert Store().get(key_of("un autre document")) is None


def test_a_file_cut_by_a_power_failure_counts_as_missing():
    store = Store()
    store.put(KEY, LaidOut(b"%PDF-1.7" * 100))
    path = store.path(KEY)
    for rest in (path.read_bytes()[:-10], path.read_bytes()[:20], b""):
        path.write_bytes(rest)

        assert store.get(KEY) is None


def test_what_was_not_used_for_longest_goes_first(settings):
    settings.PDF_STORE_MEGABYTES = 2
    store = Store()
    keys = [key_of(number) for number in range(3)]
    for age, key in enumerate(keys):
        store.put(key, LaidOut(b"x" * 900_000))
        os.utime(store.path(key), (1_000_000 + age, 1_000_000 + age))
    store.get(keys[0])

    store.evict()

    assert [store.get(key) is not None for key in keys] == [True, False, True]


def test_what_is_being_merged_is_not_evicted(settings):
    settings.PDF_STORE_MEGABYTES = 1
    store = Store()
    keys = [key_of(number) for number in range(3)]
    for key in keys:
        store.put(key, LaidOut(b"x" * 900_000))

    store.evict()

    assert all(store.get(key) for key in keys)


def test_an_eviction_is_not_made_for_every_document(settings, monkeypatch):
    store, looks = Store(), []
    monkeypatch.setattr(store, "_files", lambda: looks.append(1) or [])
    for _each in range(5):
        store.evict()

    assert len(looks) == 1


def test_what_is_evicted_while_it_is_read_is_still_read(monkeypatch):
    store = Store()
    store.put(KEY, LaidOut(b"%PDF-1.7"))
    monkeypatch.setattr(store_module, "laid_out_in", lambda path: path.unlink() or LaidOut(b"%PDF-1.7"))

    assert store.get(KEY) == LaidOut(b"%PDF-1.7")


def test_a_full_disk_leaves_no_half_behind(monkeypatch):
    store = Store()

    def full(*_arguments):
        raise OSError(ENOSPC, os.strerror(ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError):
        store.put(KEY, LaidOut(b"%PDF-1.7"))

    assert list(store.path(KEY).parent.iterdir()) == []


def test_a_name_tells_apart_what_runs_together():
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of(b"ab", "c")}) == 4
