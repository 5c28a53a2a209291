"""Locks that the database holds for whoever is connected to it, on whatever machine (PostgreSQL).

The database lets go of a lock when its connection ends, however its process died. SQLite, whose register is
on one machine, has none of them: there files are locked.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from threading import Event, Thread
from time import monotonic, sleep

from django.db import DatabaseError, InterfaceError, connection

_SECONDS_BETWEEN_LOOKS = 10.0
_SECONDS_BETWEEN_TRIES = 1.0
_HOLDERS = """
SELECT EXISTS (
    SELECT FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND classid = %s AND objid = %s AND objsubid = 1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""


def is_offered() -> bool:
    return connection.vendor == "postgresql"


def lock_until_commit(name: str) -> None:
    """Within a transaction: wait for the lock. On SQLite a transaction is one: no other writes."""
    if is_offered():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(name)])


def is_held(name: str) -> bool:
    """Whether anybody holds the lock at this moment; looking takes it from nobody."""
    key = _number(name) % (1 << 64)
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, [key >> 32, key & 0xFFFFFFFF])
        return cursor.fetchone()[0]


@contextmanager
def held(name: str) -> Iterator[bool]:
    """Hold the lock alone, on a connection of its own; says False when another has it."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_number(name)])
            is_ours = cursor.fetchone()[0]
        yield is_ours
    finally:
        _let_go(own)


@contextmanager
def held_together(name: str, *, seconds_between_looks: float = _SECONDS_BETWEEN_LOOKS) -> Iterator[None]:
    """Hold the lock with whoever else does; taken again when the database was away meanwhile."""
    own, stop, taken = connection.copy(), Event(), Event()
    own.inc_thread_sharing()
    keeper = Thread(target=_keep, args=(own, name, stop, taken, seconds_between_looks), daemon=True)
    keeper.start()
    end = monotonic() + _SECONDS_BETWEEN_TRIES
    while not taken.is_set() and keeper.is_alive() and monotonic() < end:
        sleep(0.01)
    try:
        yield
    finally:
        stop.set()
        keeper.join()
        _let_go(own)


def _keep(own, name, stop, taken, seconds_between_looks):
    is_ours = False
    while not stop.is_set():
        try:
            with own.cursor() as cursor:
                cursor.execute(
                    "SELECT 1" if is_ours else "SELECT pg_advisory_lock_shared(%s)",
                    None if is_ours else [_number(name)],
                )
            is_ours = True
            taken.set()
        except (DatabaseError, InterfaceError):
            is_ours = False
            with suppress(DatabaseError, InterfaceError):
                own.close()
        stop.wait(seconds_between_looks if is_ours else _SECONDS_BETWEEN_TRIES)


def _let_go(own):
    """At once: the server sees only some moments later that a connection is closed."""
    with suppress(DatabaseError, InterfaceError):
        if own.connection is not None:
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock_all()")
    own.close()


def _number(name):
    """A signed number of 64 bits, as the database takes them."""
    return int.from_bytes(sha256(f"rss-registry {name}".encode()).digest()[:8], signed=True)
