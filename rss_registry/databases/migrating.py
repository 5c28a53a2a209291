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
        if connection.vendor == "postgresql":
            # It changes no table of which a reference is still to be checked at the end of the transaction.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
