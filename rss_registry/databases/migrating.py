"""Tables that change all together or not at all.

Django commits each migration by itself: its tables and, where an index was put off to the end, its record
later. A process killed in between leaves a database on which every later run fails, the tables being there.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.transaction import atomic


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Within it `migrate` changes all tables in one transaction."""
    # SQLite rebuilds tables that others refer to, and lets these be only when told so before a transaction.
    # Each migration holds all references against their tables when it ends.
    with connection.constraint_checks_disabled(), atomic():
        # It changes no table of which a reference is still to be checked at the end of the transaction.
        _check_references("IMMEDIATE")
        yield
        # Whoever began a transaction around it goes on as before.
        _check_references("DEFERRED")


def _check_references(when: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")
