"""A register on a PostgreSQL server."""

import os
import re
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, ISOLATION_LEVEL_REPEATABLE_READ

# Where one stands while databases are made, renamed and removed.
_LOBBY = "postgres"
_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
}


@dataclass(frozen=True)
class Postgresql:
    name: str
    server: tuple[tuple[str, str], ...]

    kind = "postgresql"
    member = "registry.dump"

    @classmethod
    def of(cls, config):
        server = {"host": config["HOST"], "port": config["PORT"], "user": config["USER"]}
        server |= {"password": config["PASSWORD"], **config.get("OPTIONS", {})}
        return cls(config["NAME"], tuple((key, str(value)) for key, value in server.items() if value))

    def exists(self):
        with self._in_lobby() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            return cursor.fetchone() is not None

    def copy(self, target):
        with self._connected() as connection:
            connection.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
            with connection.cursor() as cursor:
                # What is dumped and what is counted are one moment of the register.
                cursor.execute("SELECT pg_export_snapshot()")
                (snapshot,) = cursor.fetchone()
                self._program("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
                counts = _counts(cursor)
                cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id")
                return counts, [name for (name,) in cursor.fetchall()]

    def room_beside(self, stamp):
        server = dict(self.server)
        user, password = server.pop("user", ""), server.pop("password", "")
        account = quote(user) + (f":{quote(password, safe='')}" if password else "")
        return f"postgres://{account}@/{self.name}_restored_{_flat(stamp)}?{urlencode(server)}"

    def load(self, copy):
        with self._in_lobby() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolcreatedb OR rolsuper)"
            )
            if not cursor.fetchone():
                raise PermissionError(
                    "Le compte n’a pas le droit de créer une base. Tapez : "
                    f'sudo -u postgres psql -c "ALTER ROLE {dict(self.server).get("user", "rss")} CREATEDB"'
                )
            cursor.execute(
                f"CREATE DATABASE \"{self.name}\" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
            )
        self._program(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={self.name}",
            str(copy),
        )

    def counts(self):
        with self._connected() as connection, connection.cursor() as cursor:
            return _counts(cursor)

    def users(self):
        with self._in_lobby() as cursor:
            cursor.execute(
                "SELECT pid::text || ' ' || coalesce(nullif(application_name, ''), usename, '') "
                "FROM pg_stat_activity WHERE datname = %s ORDER BY 1",
                [self.name],
            )
            return [row for (row,) in cursor.fetchall()]

    def give_way(self, new, stamp):
        was_there = self.exists()
        with self._connected(_LOBBY) as connection, connection, connection.cursor() as cursor:
            if was_there:
                cursor.execute(f'ALTER DATABASE "{self.name}" RENAME TO "{self.name}_before_{_flat(stamp)}"')
            cursor.execute(f'ALTER DATABASE "{new.name}" RENAME TO "{self.name}"')

    def erase(self):
        with self._in_lobby() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}"')

    def kept_before(self):
        with self._in_lobby() as cursor:
            cursor.execute("SELECT datname FROM pg_database")
            pattern = re.compile(rf"{re.escape(self.name)}_before_(\d{{8}}t\d{{6}})")
            found = [(name, pattern.fullmatch(name)) for (name,) in cursor.fetchall()]
        return [(match[1], replace(self, name=name)) for name, match in found if match]

    @contextmanager
    def _connected(self, name=None):
        connection = psycopg2.connect(**dict(self.server), dbname=name or self.name)
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def _in_lobby(self):
        with self._connected(_LOBBY) as connection:
            connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
            with connection.cursor() as cursor:
                yield cursor

    def _program(self, *command):
        # In the environment, for a password in an address can be read by every account of the machine.
        server = dict(self.server) | {"dbname": self.name}
        variables = {_VARIABLES[key]: value for key, value in server.items() if key in _VARIABLES}
        subprocess.run(command, env=os.environ | variables, check=True)


def _flat(stamp):
    """As part of a name that needs no quotes."""
    return re.sub("[^0-9t]", "", stamp.lower())


def _counts(cursor):
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
        "ORDER BY relname"
    )
    counts = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{name}"')
        (counts[name],) = cursor.fetchone()
    return counts
