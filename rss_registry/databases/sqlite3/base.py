"""SQLite: work before a commit, and a turn for each writer."""

import re
from functools import partial

from django.db.backends.sqlite3 import base

from rss_registry.databases.sqlite3.turns import Turn
from rss_registry.databases.transactions import BeforeCommit

# A database that SQLite keeps in memory, and beyond some megabytes in a file without a name.
_NAMELESS = "file:"
_UNSAFE = "PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;PRAGMA cache_size=-16000;"
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


class DatabaseWrapper(BeforeCommit, base.DatabaseWrapper):
    # None for a database in memory, which nobody else writes.
    turn: Turn | None = None

    def get_new_connection(self, conn_params):
        # Tests give the database its name after this object was made.
        self.turn = None if self._is_ours_alone() else Turn(conn_params["database"])
        return super().get_new_connection(conn_params)

    def copied(self):
        """A connection to a copy of this database, which nobody else sees and which ends with it."""
        self.ensure_connection()
        copy = self.copy()
        copy.settings_dict = {**self.settings_dict, "NAME": _NAMELESS}
        # The copy is taken page by page, beside readers and writers; nothing of it need outlive a power cut.
        copy.settings_dict["OPTIONS"] = {**self.settings_dict["OPTIONS"], "init_command": _UNSAFE}
        copy.ensure_connection()
        try:
            with self.wrap_database_errors:
                self.connection.backup(copy.connection)
        except BaseException:
            copy.close()
            raise
        return copy

    def _is_ours_alone(self):
        return self.is_in_memory_db() or self.settings_dict["NAME"] == _NAMELESS

    def create_cursor(self, name=None):
        return self.connection.cursor(factory=partial(_Cursor, self))

    def take_turn(self):
        if self.turn:
            self.turn.take()

    def give_up_turn(self):
        if self.turn:
            self.turn.give_up()

    def _start_transaction_under_autocommit(self):
        self.take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self.give_up_turn()
            raise

    def _set_autocommit(self, autocommit):
        # Where a transaction ends, and before what was to follow it.
        super()._set_autocommit(autocommit)
        if autocommit:
            self.give_up_turn()

    def _close(self):
        try:
            super()._close()
        finally:
            self.give_up_turn()


class _Cursor(base.SQLiteCursorWrapper):
    """A change that is a transaction of its own waits for its turn as well."""

    def __init__(self, wrapper, connection):
        super().__init__(connection)
        self._wrapper = wrapper

    def execute(self, query, params=None):
        return self._in_turn(super().execute, query, params)

    def executemany(self, query, rows):
        return self._in_turn(super().executemany, query, rows)

    def _in_turn(self, execute, query, values):
        if not self._wrapper.autocommit or not _WRITES.match(query):
            return execute(query, values)
        self._wrapper.take_turn()
        try:
            return execute(query, values)
        finally:
            self._wrapper.give_up_turn()
