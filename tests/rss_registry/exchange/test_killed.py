"""A worker that is killed in the middle of an import: nothing of it stays, and its page says so."""

import signal

import pytest

from organisations.resources import OrganisationResource
from rss_registry.exchange import jobs
from rss_registry.exchange.jobs import ImportState
from rss_registry.locks import at_work, has_worker
from tests.admin_forms import log_in
from tests.factories import make_organisation, make_user
from tests.importing import as_csv, confirm, send
from tests.worker_bench import Bench

pytestmark = pytest.mark.django_db(transaction=True)
BODIES = "organisations_organisation"
LINES = as_csv(("nom", "type"), *((f"Association {number}", "ngo") for number in range(8)))
ROWS = "organisations_organisation WHERE name_fr LIKE 'Association%'"


def test_killed_in_the_middle_it_leaves_nothing_and_its_page_says_so(client, tmp_path, monkeypatch):
    user = make_user(organisation=make_organisation())
    log_in(client, user)
    monkeypatch.setattr(OrganisationResource, "lines_at_once", 2)
    with at_work():
        preview = send(client, BODIES, LINES)
        jobs.carry_out_import.call(jobs.running_of(user).name)
        sent = confirm(client, BODIES, client.get(preview["Location"]))
    job = sent.context["job"]

    bench = Bench(tmp_path, "tests.rss_registry.exchange.slow_import")
    try:
        worker = bench.start()
        bench.wait_until(lambda: jobs.job_of(user, job.name).done >= 3, worker=worker)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert not has_worker() and bench.row("count(*)", ROWS) == (0,)
        assert jobs.job_of(user, job.name).state == ImportState.LOST
        after = client.get(sent.request["PATH_INFO"], follow=True)
        assert [message.level_tag for message in after.context["messages"]] == ["error"]
        # The next worker finds nothing to do.
        bench.start("--batch").wait(60)
        assert bench.row("count(*)", ROWS) == (0,)
    finally:
        bench.stop()
