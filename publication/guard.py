"""While a public request is served, its connection may read what is published, and nothing else.

On SQLite an authorizer refuses the rest; on PostgreSQL the connection takes a role that has no right to it
(`manage.py create_public_role`). A join that was forgotten then fails instead of telling.
"""

import sqlite3
from functools import cache
from threading import local

from django.apps import apps
from django.conf import settings
from django.core.signals import request_finished
from django.db import connection, connections, transaction
from django.db.utils import DEFAULT_DB_ALIAS

from publication import replica
from publication.models import (
    BatchMember,
    CoarseInSeries,
    DisclosedComposition,
    DisclosedVersion,
    Fingerprint,
    FormerFacts,
    PersonBatch,
    PersonBatchMember,
    PersonFigure,
    Waiting,
)
from publication.models.pending import settle

# Addresses of the public site, by the namespace of their names.
NAMESPACES = {"website", "site", "reports"}
# Tables that the publication keeps for itself.
_INTERNAL = {
    BatchMember,
    CoarseInSeries,
    DisclosedComposition,
    DisclosedVersion,
    Fingerprint,
    FormerFacts,
    PersonBatch,
    PersonBatchMember,
    PersonFigure,
    Waiting,
}
# A document that is made is remembered, and one that takes long is asked for.
_WRITTEN = (
    "reports.DocumentProof",
    "reports.ProducedFile",
    "reports.DocumentJob",
    "django_tasks_database.DBTaskResult",
)
# The full-text index and the tables in which SQLite keeps it.
_INDEX = "publication_words"

_state = local()


def readable_tables() -> set[str]:
    published = apps.get_app_config("publication").get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in published if model not in _INTERNAL}
    return tables | writable_tables()


def writable_tables() -> set[str]:
    return {apps.get_model(label)._meta.db_table for label in _WRITTEN}


class PublicRequests:
    """Middleware: from the moment when a public view is known until its answer is sent."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        leave()
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if NAMESPACES & set(request.resolver_match.namespaces[:1]):
            enter()


def enter() -> None:
    """From here on, published rows only; what this transaction changed is published first."""
    from publication.services.rebuilding import open_day

    settle()
    open_day()
    _restrict()
    _state.reading = replica.chosen(_take_role)
    _state.is_public = True


def leave(**_signal) -> None:
    if is_public():
        _state.is_public = False
        _free()
        if reading() != DEFAULT_DB_ALIAS:
            _reset_role(connections[reading()])


def is_public() -> bool:
    return getattr(_state, "is_public", False)


def reading() -> str:
    """The database that the public request of this moment reads."""
    return getattr(_state, "reading", DEFAULT_DB_ALIAS)


request_finished.connect(leave, dispatch_uid="public request is over")


def _restrict():
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        if connection.in_atomic_block:
            # FTS5 writes what it holds in memory with the next savepoint: it must not be one of this request.
            transaction.savepoint_commit(transaction.savepoint())
        connection.connection.set_authorizer(_authorise)
    else:
        _take_role(connection)


def _free():
    if connection.vendor != "sqlite":
        _reset_role(connection)
    elif connection.connection is not None:
        connection.connection.set_authorizer(None)


def _take_role(of):
    if settings.PUBLIC_DATABASE_ROLE:
        with of.connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {of.ops.quote_name(settings.PUBLIC_DATABASE_ROLE)}")


def _reset_role(of):
    if of.connection is not None and settings.PUBLIC_DATABASE_ROLE and of.is_usable():
        with of.connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


_READS = {sqlite3.SQLITE_READ}
_WRITES = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}


def _authorise(action, table, column, _database, _source):
    if action in _READS and not (_may_read(table) or (table, column) in _referenced_keys()):
        return sqlite3.SQLITE_DENY
    if action in _WRITES and table not in _writable():
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


@cache
def _may_read(table):
    return table in readable_tables() or table.startswith((_INDEX, "sqlite_"))


@cache
def _referenced_keys():
    """What SQLite reads of the tables that a written row may refer to: that the key is there."""
    links = (
        field
        for label in _WRITTEN
        for field in apps.get_model(label)._meta.concrete_fields
        if field.is_relation
    )
    return frozenset((field.related_model._meta.db_table, field.target_field.column) for field in links)


@cache
def _writable():
    # SQLite writes there what it learns of a virtual table when it opens one.
    return frozenset({*writable_tables(), "sqlite_master"})
