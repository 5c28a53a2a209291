"""Locks of the database, by which machines see each other at work."""

import pytest
from django.db import connection, transaction

from rss_registry.databases import advisory
from tests.servers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
# SQLite has no locks of this kind.
__test__ = connection.vendor == "postgresql"


def test_one_holds_it_and_everybody_sees_it():
    assert not advisory.is_held("a job")
    with advisory.held("a job") as is_ours, advisory.held("a job") as is_theirs:
        assert is_ours and not is_theirs
        assert advisory.is_held("a job") and not advisory.is_held("another")
    assert not advisory.is_held("a job")


def test_several_hold_it_together():
    with advisory.held_together("workers"):
        with advisory.held_together("workers"):
            assert advisory.is_held("workers")
        assert advisory.is_held("workers")
    assert not advisory.is_held("workers")


def test_after_an_outage_it_is_held_again():
    with advisory.held_together("workers", seconds_between_looks=0.1):
        assert advisory.is_held("workers")
        with connection.cursor() as cursor:
            cursor.execute(
                # Only ours: the databases of other test processes are on the same server.
                "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' "
                "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        wait_until(lambda: not advisory.is_held("workers"))
        wait_until(lambda: advisory.is_held("workers"))
    assert not advisory.is_held("workers")


def test_until_the_commit_nobody_else_has_it():
    with transaction.atomic():
        advisory.lock_until_commit("a file")
        with advisory.held("a file") as is_theirs:
            assert not is_theirs
    assert not advisory.is_held("a file")
