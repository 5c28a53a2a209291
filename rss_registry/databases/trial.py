"""Work that is tried, seen and taken back, without keeping anybody else from writing.

PostgreSQL lets others write beside a transaction that is rolled back. SQLite has one lock for all writers:
there the work is done on a copy of the register that has no name and is gone with its connection, however
the process ends.
"""

from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def tried():
    """Whatever is written within is real until the end, and then as if it had never been."""
    if (copy := _copied(connections[DEFAULT_DB_ALIAS])) is None:
        with _taken_back():
            yield
        return
    register, connections[DEFAULT_DB_ALIAS] = connections[DEFAULT_DB_ALIAS], copy
    try:
        with _taken_back():
            yield
    finally:
        connections[DEFAULT_DB_ALIAS] = register
        copy.close()


@contextmanager
def _taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _copied(register):
    """A connection to a copy; None where nobody waits for it, or the lock is held already."""
    return register.copied() if register.vendor == "sqlite" and not register.in_atomic_block else None
