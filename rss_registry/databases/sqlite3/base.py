"""SQLite: work before a commit."""

from django.db.backends.sqlite3 import base

from rss_registry.databases.transactions import BeforeCommit


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    pass
