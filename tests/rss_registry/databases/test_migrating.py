"""Migrations that are cut off leave nothing."""

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations import CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from events.management.commands import prepare_database
from rss_registry.databases.migrating import all_or_nothing

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    pass


def cut_off(monkeypatch):
    """Before a migration is recorded; it has an index, which Django puts off until the table stands."""
    migration = Migration("0001_initial", "killed")
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField(db_index=True))]
    migration.operations = [CreateModel("Thing", fields)]
    executor = MigrationExecutor(connection)

    def kill(app, name):
        raise Killed

    monkeypatch.setattr(executor.recorder, "record_applied", kill)
    executor.apply_migration(ProjectState(), migration)


def is_left():
    return "killed_thing" in connection.introspection.table_names()


def test_neither_tables_nor_record_are_left(monkeypatch):
    with pytest.raises(Killed), all_or_nothing():
        cut_off(monkeypatch)
    assert not is_left()


def test_django_alone_would_leave_the_tables(monkeypatch):
    # Once this fails, the one transaction is no longer needed.
    with pytest.raises(Killed):
        cut_off(monkeypatch)
    assert is_left()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE killed_thing")


def test_references_are_watched_over_again_afterwards(monkeypatch):
    with pytest.raises(Killed), all_or_nothing():
        cut_off(monkeypatch)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_table_changes_after_rows_that_refer_to_another(monkeypatch):
    # Two migrations of one update: the first writes rows, the second alters their table.
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE one (id INTEGER PRIMARY KEY)")
        reference = "INTEGER REFERENCES one (id) DEFERRABLE INITIALLY DEFERRED"
        cursor.execute(f"CREATE TABLE other (id INTEGER PRIMARY KEY, one_id {reference})")
        try:
            with all_or_nothing():
                cursor.execute("INSERT INTO one VALUES (1)")
                cursor.execute("INSERT INTO other VALUES (1, 1)")
                cursor.execute("ALTER TABLE other ADD COLUMN name TEXT")
        finally:
            cursor.execute("DROP TABLE other")
            cursor.execute("DROP TABLE one")


def test_the_database_is_prepared_so(monkeypatch):
    seen = []

    def watched(name, *arguments, **options):
        seen.append((name, connection.in_atomic_block))
        if name == "migrate":
            return call_command(name, *arguments, **options)

    monkeypatch.setattr(prepare_database, "call_command", watched)
    monkeypatch.setattr(prepare_database, "mark_all_lists", lambda: None)
    call_command("prepare_database")
    assert ("migrate", True) in seen
