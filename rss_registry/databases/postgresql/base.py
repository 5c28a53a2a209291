"""PostgreSQL: work before a commit."""

from django.db.backends.postgresql import base

from rss_registry.databases.transactions import BeforeCommit


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    pass
