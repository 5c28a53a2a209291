"""A migration that is cut off before it is recorded leaves nothing."""

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.commands import migrate
from django.db import connection, models
from django.db.migrations import CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from rss_registry.databases.migrating import WholeMigrations

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    pass


def migration():
    """One with an index, which Django puts off until the table stands."""
    made = Migration("0001_initial", "killed")
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField(db_index=True))]
    made.operations = [CreateModel("Thing", fields)]
    return made


def cut_off(kind, monkeypatch):
    executor = kind(connection)

    def kill(app, name):
        raise Killed

    monkeypatch.setattr(executor.recorder, "record_applied", kill)
    with pytest.raises(Killed):
        executor.apply_migration(ProjectState(), migration())
    return "killed_thing" in connection.introspection.table_names()


def test_neither_its_tables_nor_its_record_are_there(monkeypatch):
    assert not cut_off(WholeMigrations, monkeypatch)


def test_django_alone_would_leave_the_tables(monkeypatch):
    # Once this fails, our own executor is no longer needed.
    try:
        assert cut_off(MigrationExecutor, monkeypatch)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE killed_thing")


def test_foreign_keys_are_watched_over_again_afterwards(monkeypatch):
    cut_off(WholeMigrations, monkeypatch)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_the_command_migrates_so():
    assert get_commands()["migrate"] == "rss_registry"
    load_command_class("rss_registry", "migrate")
    assert migrate.MigrationExecutor is WholeMigrations
