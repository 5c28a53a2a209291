"""Migrations that no kill can leave half done.

Django commits the tables of a migration and, where an index was put off to the end, its record after them. A
process killed in between leaves a database on which every later run fails, the tables being there already.
"""

from django.db.migrations.executor import MigrationExecutor
from django.db.transaction import atomic


class WholeMigrations(MigrationExecutor):
    def apply_migration(self, state, migration, fake=False, fake_initial=False):
        """The tables and their record in one transaction."""
        if not (migration.atomic and self.connection.features.can_rollback_ddl):
            return super().apply_migration(state, migration, fake, fake_initial)
        # SQLite can do so only outside of a transaction.
        was_disabled = self.connection.disable_constraint_checking()
        try:
            with atomic(self.connection.alias):
                return super().apply_migration(state, migration, fake, fake_initial)
        finally:
            if was_disabled:
                self.connection.enable_constraint_checking()
