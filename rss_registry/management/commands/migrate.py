"""Django’s `migrate`, each migration whole or not at all (rss_registry/databases/migrating.py)."""

from django.core.management.commands import migrate

from rss_registry.databases.migrating import WholeMigrations

# The command has no other place to say so.
migrate.MigrationExecutor = WholeMigrations

Command = migrate.Command
