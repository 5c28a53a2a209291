"""The worker as a process: killed in the middle, told to stop, left alone by its server."""

import signal
import subprocess
import sys

import pytest

from reports import background
from reports.background import files
from reports.enums import JobState
from reports.models import DocumentJob
from rss_registry.locks import has_worker
from tests.worker_bench import PATIENCE, Bench

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = "tests.reports.background.slow_worker"


class JobBench(Bench):
    def row(self, columns, table="reports_documentjob"):
        return super().row(columns, table)

    def state(self):
        return self.row("state")[0]


@pytest.fixture
def bench(tmp_path):
    job = background.ask("test", language="fr", parameters={}, client="203.0.113.7")
    bench = JobBench(tmp_path, SCRIPT)
    bench.job = DocumentJob.objects.get(pk=job.pk)
    yield bench
    bench.stop()


def in_the_middle(bench):
    state, done = bench.row("state, done_steps")
    return state == JobState.RUNNING and done > 0


def test_a_document_whose_worker_is_killed_in_the_middle_is_made_by_the_next_one(bench):
    first = bench.start()
    bench.wait_until(lambda: in_the_middle(bench), worker=first)
    assert files.is_held(bench.job) and has_worker()
    first.send_signal(signal.SIGKILL)
    first.wait()

    # It stands as running for ever, but nobody holds it.
    assert bench.state() == JobState.RUNNING
    assert not files.is_held(bench.job) and not has_worker()

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
