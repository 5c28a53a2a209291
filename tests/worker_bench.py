"""The test's database where another process can reach it, and workers on it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from time import monotonic, sleep
from urllib.parse import quote

from django.conf import settings as project
from django.db import connection

from tests.databases import address_of_database

PATIENCE = 120


class Bench:
    """Workers run `script`, a module that calls the worker's command."""

    def __init__(self, folder, script):
        self._file = folder / "registry.sqlite3"
        self._workers, self._script = [], script
        if connection.vendor == "sqlite":
            # The tests' own database is in the memory of this process.
            with closing(sqlite3.connect(self._file)) as copy:
                connection.connection.backup(copy)
            self._url = f"sqlite:///{quote(str(self._file))}"
        else:
            self._url = address_of_database()

    def start(self, *options):
        environment = os.environ | {
            "DATABASE_URL": self._url,
            "DJANGO_SETTINGS_MODULE": "rss_registry.settings",
            "TEST_DOCUMENT_ROOT": str(project.DOCUMENT_ROOT),
            "TEST_IMPORT_ROOT": str(project.IMPORT_ROOT),
            "SECRET_KEY": project.SECRET_KEY,
        }
        worker = subprocess.Popen(
            [sys.executable, "-m", self._script, *options], cwd=project.BASE_DIR, env=environment
        )
        self._workers.append(worker)
        return worker

    def row(self, columns, table):
        query = f"SELECT {columns} FROM {table}"
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self._file, timeout=20)) as database:
                return database.execute(query).fetchone()
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()

    def wait_until(self, condition, *, worker=None):
        end = monotonic() + PATIENCE
        while not condition():
            assert monotonic() < end, "it takes too long"
            assert worker is None or worker.poll() is None, "the worker ended too early"
            sleep(0.05)

    def stop(self):
        for worker in self._workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait()
