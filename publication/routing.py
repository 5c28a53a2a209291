"""Which database a question goes to, where there is a replica (REPLICA_URL)."""

from django.db.utils import DEFAULT_DB_ALIAS

from publication import guard, replica


class PublicReading:
    """Router: published rows are read where the public request was sent, all others from the original."""

    def db_for_read(self, model, **hints):
        if model._meta.app_label == "publication" and guard.is_public():
            return guard.reading()
        return DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        # Both hold the same rows.
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db != replica.ALIAS
