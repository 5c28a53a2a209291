"""Writers of one SQLite file: each has its turn, and nobody waits for what does not come."""

import multiprocessing
import os
import signal
import threading
import time

import pytest
from django.db import connections, transaction

from rss_registry.databases.sqlite3.base import DatabaseWrapper
from rss_registry.databases.sqlite3.turns import Turn

FORK = multiprocessing.get_context("fork")
SOON = 10

# The tests open files of their own, never the register of the other tests.
pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "register.sqlite3")


@pytest.fixture
def connect(path, settings):
    opened = []

    def _connect(name=path):
        given = settings.DATABASES["default"] | {
            "NAME": name,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 0.2,
                "init_command": "PRAGMA journal_mode=WAL",
            },
            "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": False,
        }
        opened.append(DatabaseWrapper(given, alias="file"))
        opened[-1].inc_thread_sharing()
        return opened[-1]

    yield _connect
    for each in opened:
        each.close()


@pytest.fixture
def table(connect):
    with connect().cursor() as cursor:
        cursor.execute("CREATE TABLE saved (number integer)")


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection):
    connection.commit()
    connection.set_autocommit(True)


def save(connection, number):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO saved VALUES (%s)", [number])


def numbers_of(connection):
    with connection.cursor() as cursor:
        return [number for (number,) in cursor.execute("SELECT number FROM saved ORDER BY rowid")]


def test_writers_of_several_threads_and_processes_never_find_it_locked(connect, table):
    """SQLite alone would refuse each that waits longer than its timeout, here a fifth of a second."""
    failed = FORK.Queue()

    def work(name):
        connection = connect()
        try:
            for number in range(6):
                begin(connection)
                time.sleep(0.02)
                save(connection, f"{name}-{number}")
                end(connection)
                save(connection, f"{name}-{number}-alone")
        except Exception as error:
            failed.put(str(error))
        finally:
            connection.close()

    def process(name):
        threads = [threading.Thread(target=work, args=[f"{name}{letter}"]) for letter in "ab"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    processes = [FORK.Process(target=process, args=[name]) for name in "123"]
    for each in processes:
        each.start()
    for each in processes:
        each.join()
    assert failed.empty()
    assert len(numbers_of(connect())) == 6 * 6 * 2


def test_a_process_that_dies_gives_up_its_turn(connect, path, table):
    ready = FORK.Event()

    def hold():
        connection = connect()
        begin(connection)
        save(connection, 1)
        ready.set()
        time.sleep(60)

    process = FORK.Process(target=hold)
    process.start()
    assert ready.wait(SOON)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    connection, start = connect(), time.monotonic()
    save(connection, 2)
    assert time.monotonic() - start < 5
    assert numbers_of(connection) == [2]


def test_a_read_waits_for_nobody(connect, path, table):
    writer, reader = connect(), connect()
    begin(writer)
    save(writer, 1)
    start = time.monotonic()
    assert numbers_of(reader) == []
    assert time.monotonic() - start < 5
    assert not reader.turn.is_taken
    end(writer)
    assert numbers_of(reader) == [1]


def test_a_turn_ends_with_its_transaction_however_it_ends(connect, table):
    connection = connect()
    for leave in (connection.commit, connection.rollback, connection.close):
        begin(connection)
        assert connection.turn.is_taken
        leave()
        if connection.connection is not None:
            connection.set_autocommit(True)
        assert not connection.turn.is_taken
        connection.connect()


def test_a_turn_ends_before_what_was_to_follow_the_commit(connect, table):
    connection, seen = connect(), []
    connections["file"] = connection
    try:
        with transaction.atomic(using="file"):
            with transaction.atomic(using="file"):
                connection.on_commit(lambda: seen.append(connection.turn.is_taken))
            assert connection.turn.is_taken
    finally:
        del connections["file"]
    assert seen == [False]


def test_a_database_in_memory_has_no_turns(connect):
    connection = connect(":memory:")
    begin(connection)
    assert connection.turn is None


def test_who_has_waited_too_long_goes_on_without_a_turn(path):
    first, second, third = Turn(path), Turn(path, patience=0.1), Turn(path)
    first.take()
    second.take()
    assert not second.is_taken
    first.give_up()
    third.take()
    assert third.is_taken
    third.give_up()


def test_a_folder_where_no_lock_can_be_is_no_obstacle(tmp_path):
    turn = Turn(str(tmp_path / "nowhere" / "register.sqlite3"))
    turn.take()
    assert not turn.is_taken
    turn.give_up()
