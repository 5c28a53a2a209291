"""`manage.py create_public_role`: the role that public requests take on PostgreSQL, with its rights."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from publication.guard import readable_tables, writable_tables


class Command(BaseCommand):
    help = "Creates the role of PUBLIC_DATABASE_ROLE on PostgreSQL, or brings its rights up to date."

    @transaction.atomic
    def handle(self, *args, **options):
        role = settings.PUBLIC_DATABASE_ROLE
        if connection.vendor != "postgresql" or not role:
            raise CommandError(
                "PostgreSQL et PUBLIC_DATABASE_ROLE seulement. (PostgreSQL and the setting only)"
            )
        with connection.cursor() as cursor:
            grant(cursor, role)
        self.stdout.write(f"Le rôle {role} lit ce qui est publié. (It reads what is published.)")


def grant(cursor, role: str) -> None:
    """Everything again, so that a table that is new or gone is as it should be."""
    name = connection.ops.quote_name(role)
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone() is None:
        cursor.execute(f"CREATE ROLE {name} NOLOGIN")
    cursor.execute("SELECT pg_has_role(current_user, %s, 'member')", [role])
    if not cursor.fetchone()[0]:
        cursor.execute(f"GRANT {name} TO CURRENT_USER")
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}")
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
    for table in sorted(readable_tables()):
        cursor.execute(f"GRANT SELECT ON {connection.ops.quote_name(table)} TO {name}")
    for table in sorted(writable_tables()):
        cursor.execute(f"GRANT INSERT, UPDATE, DELETE ON {connection.ops.quote_name(table)} TO {name}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
