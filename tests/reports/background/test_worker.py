"""The worker as a process: killed in the middle, told to stop, left alone by its server."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from time import monotonic, sleep
from urllib.parse import quote

import pytest
from django.conf import settings as project
from django.db import connection

from reports import background
from reports.background import files
from reports.enums import JobState
from reports.models import DocumentJob
from tests.databases import address_of_database

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = "tests.reports.background.slow_worker"
PATIENCE = 120


class Bench:
    """The test's database where another process can reach it, and workers on it."""

    def __init__(self, folder):
        self._file = folder / "registry.sqlite3"
        self._workers = []
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
            "SECRET_KEY": project.SECRET_KEY,
        }
        worker = subprocess.Popen(
            [sys.executable, "-m", SCRIPT, *options], cwd=project.BASE_DIR, env=environment
        )
        self._workers.append(worker)
        return worker

    def row(self, columns, table="reports_documentjob"):
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
            assert monotonic() < end, self.row("state, attempts, done_steps, failure")
            assert worker is None or worker.poll() is None, "the worker ended too early"
            sleep(0.05)

    def state(self):
        return self.row("state")[0]

    def stop(self):
        for worker in self._workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait()


@pytest.fixture
def bench(tmp_path):
    job = background.ask("test", language="fr", parameters={}, client="203.0.113.7")
    bench = Bench(tmp_path)
    bench.job = DocumentJob.objects.get(pk=job.pk)
    yield bench
    bench.stop()


def in_the_middle(bench):
    state, done = bench.row("state, done_steps")
    return state == JobState.RUNNING and done > 0


def test_a_document_whose_worker_is_killed_in_the_middle_is_made_by_the_next_one(bench):
    first = bench.start()
    bench.wait_until(lambda: in_the_middle(bench), worker=first)
    assert files.is_held(bench.job) and files.has_worker()
    first.send_signal(signal.SIGKILL)
    first.wait()

    # It stands as running for ever, but nobody holds it.
    assert bench.state() == JobState.RUNNING
    assert not files.is_held(bench.job) and not files.has_worker()

    assert bench.start("--batch").wait(PATIENCE) == 0
    assert bench.row("state, attempts, done_steps, filename") == ("done", 2, 20, "essai.pdf")
    with files.opened(bench.job) as kept:
        assert kept.read() == b"%PDF essai"


def test_a_worker_that_is_told_to_stop_does_so_at_the_next_step_and_gives_the_document_back(bench):
    worker = bench.start()
    bench.wait_until(lambda: in_the_middle(bench), worker=worker)
    worker.terminate()
    worker.wait(PATIENCE)
    assert bench.row("state, attempts") == ("waiting", 0)
    assert bench.row("count(*)", "django_tasks_database_dbtaskresult WHERE status = 'READY'") == (1,)


def test_a_worker_leaves_when_the_server_beside_it_is_gone(bench):
    server = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    worker = bench.start("--beside", str(server.pid))
    bench.wait_until(lambda: in_the_middle(bench), worker=worker)
    server.communicate(b"\n")
    worker.wait(PATIENCE)
    assert bench.state() == JobState.WAITING
