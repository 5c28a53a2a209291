import os
import stat
import time
from pathlib import Path

import pytest

from rss_registry.exchange import pending


@pytest.fixture
def folder(settings):
    return Path(settings.IMPORT_ROOT)


def test_a_kept_file_is_given_back_once_and_is_gone(folder):
    name = pending.keep(b"liste")
    assert pending.claim(name) == b"liste"
    assert pending.claim(name) is None
    assert list(folder.iterdir()) == []


def test_nobody_else_on_the_machine_can_read_it(folder):
    name = pending.keep(b"liste")
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_it_lies_outside_what_a_server_may_publish(folder, settings):
    assert Path(settings.MEDIA_ROOT) not in folder.parents
    assert Path(settings.STATIC_ROOT) not in folder.parents


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "x" * 32, "a" * 31])
def test_a_name_that_we_did_not_give_opens_nothing(name):
    assert pending.claim(name) is None


def test_what_nobody_confirmed_is_swept_and_what_waits_is_left(folder):
    old, new = pending.keep(b"ancien"), pending.keep(b"neuf")
    hours_ago = time.time() - 2 * pending.MAX_AGE
    os.utime(folder / old, (hours_ago, hours_ago))
    # A worker was killed after it had taken this one.
    (folder / f"{'0' * 32}.claimed").write_bytes(b"liste")
    os.utime(folder / f"{'0' * 32}.claimed", (hours_ago, hours_ago))
    assert pending.sweep() == 2
    assert [path.name for path in folder.iterdir()] == [new]


def test_a_file_that_is_too_old_is_not_given_back(folder):
    name = pending.keep(b"ancien")
    hours_ago = time.time() - 2 * pending.MAX_AGE
    os.utime(folder / name, (hours_ago, hours_ago))
    assert pending.claim(name) is None
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_no_half_of_a_list(folder, monkeypatch):
    class FullDisk:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

        def write(self, _data):
            raise OSError(28, "No space left on device")

    def open_on_full_disk(descriptor, _mode):
        os.close(descriptor)
        return FullDisk()

    monkeypatch.setattr(os, "fdopen", open_on_full_disk)
    with pytest.raises(OSError, match="No space"):
        pending.keep(b"liste")
    assert list(folder.iterdir()) == []
