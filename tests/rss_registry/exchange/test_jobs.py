"""Imports that the worker carries out: seen on their way, stopped, or lost with their worker."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from organisations.models import Organisation
from organisations.resources import OrganisationResource
from rss_registry.exchange import jobs, pending
from rss_registry.exchange.jobs import ImportState, carry_out_import
from rss_registry.locks import at_work, locked
from tests.admin_forms import log_in
from tests.factories import make_organisation, make_user
from tests.importing import as_csv, confirm, messages_of, send

pytestmark = pytest.mark.django_db
BODIES = "organisations_organisation"
LINES = as_csv(("nom", "type"), *((f"Association {number}", "ngo") for number in range(3)))


@pytest.fixture(autouse=True)
def worker(monkeypatch):
    """A worker is there, and three lines are many."""
    monkeypatch.setattr(OrganisationResource, "lines_at_once", 2)
    with at_work():
        yield


@pytest.fixture
def me(client):
    user = make_user(organisation=make_organisation())
    log_in(client, user)
    return user


def begin(client):
    """The address of the preview, which waits."""
    page = send(client, BODIES, LINES)
    assert page.status_code == 302, page
    return page["Location"]


def run(user):
    """What the worker does of it."""
    job = jobs.running_of(user)
    carry_out_import.call(job.name)
    return jobs.job_of(user, job.name)


def looked_at(client, user):
    address = begin(client)
    run(user)
    return client.get(address)


def names():
    return set(
        Organisation.objects.filter(name_fr__startswith="Association").values_list("name_fr", flat=True)
    )


def nothing_waits():
    return not any(path.suffix in ("", ".claimed") for path in Path(pending.beside("", "")).iterdir())


def test_looked_at_then_imported_by_the_worker(client, me):
    address = begin(client)
    waiting = client.get(address)
    assert waiting["Refresh"] and waiting.context["job"].state == ImportState.WAITING
    assert "Refresh" not in client.get(address + "?fixe")
    assert run(me).state == ImportState.DONE
    page = client.get(address)
    assert page.context["report"].new == 3 and not names()
    sent = confirm(client, BODIES, page)
    assert sent.context["job"].expected and not names()
    assert run(me).outcome["is_kept"] and nothing_waits()
    after = client.get(sent.request["PATH_INFO"], follow=True)
    assert len(names()) == 3 and messages_of(after)
    assert LogEntry.objects.filter(user=me).count() == 3
    assert client.get(sent.request["PATH_INFO"]).status_code == 404


def test_little_is_imported_at_once_and_so_is_all_where_no_worker_is(client, me, monkeypatch):
    assert send(client, BODIES, as_csv(("nom", "type"), ("Une", "ngo"))).status_code == 200
    monkeypatch.setattr("rss_registry.file_imports.has_worker", lambda: False)
    page = send(client, BODIES, LINES)
    confirm(client, BODIES, page)
    assert len(names()) == 3


def test_progress_moves_while_the_lines_are_read(client, me, monkeypatch):
    monkeypatch.setattr(jobs, "_SECONDS_BETWEEN_UPDATES", 0)
    address, seen = begin(client), []
    job = jobs.running_of(me)
    understood = OrganisationResource.pk_of

    def looks(resource, row):
        seen.append(jobs._read(job.name).done)
        return understood(resource, row)

    monkeypatch.setattr(OrganisationResource, "pk_of", looks)
    run(me)
    assert seen[-3:] == [0, 1, 2] and client.get(address).context["report"].new == 3


def test_stopped_between_two_lines_it_leaves_nothing(client, me, monkeypatch):
    page = looked_at(client, me)
    address = confirm(client, BODIES, page).request["PATH_INFO"]
    understood, lines = OrganisationResource.import_instance, []

    def stops(resource, instance, row, **kwargs):
        lines.append(row)
        if len(lines) == 2:
            client.post(address)
        return understood(resource, instance, row, **kwargs)

    monkeypatch.setattr(OrganisationResource, "import_instance", stops)
    assert run(me).state == ImportState.STOPPED
    assert len(lines) == 2 and not names() and nothing_waits()
    assert messages_of(client.get(address, follow=True))


def test_stopped_while_it_waits_it_never_begins(client, me):
    address = begin(client)
    name = jobs.running_of(me).name
    client.post(address)
    assert jobs.job_of(me, name).state == ImportState.STOPPED and nothing_waits()
    carry_out_import.call(name)
    assert jobs.job_of(me, name).state == ImportState.STOPPED


def test_one_at_a_time_and_a_second_click_leads_to_the_first(client, me):
    page = looked_at(client, me)
    first = confirm(client, BODIES, page).request["PATH_INFO"]
    assert confirm(client, BODIES, page).request["PATH_INFO"] == first
    assert send(client, BODIES, LINES)["Location"] == first
    assert DBTaskResult.objects.ready().count() == 2  # of the preview, which ran by hand, and of the import
    run(me)
    name = first.rstrip("/").rpartition("/")[2]
    carry_out_import.call(name)
    assert len(names()) == 3


def test_a_task_that_comes_twice_leaves_what_another_process_holds(client, me):
    begin(client)
    job = jobs.running_of(me)
    with locked(jobs._lock_file(job.name)):
        carry_out_import.call(job.name)
        assert jobs.job_of(me, job.name).state == ImportState.WAITING


def test_only_whoever_sent_the_file_sees_it(client, me):
    address = begin(client)
    log_in(client, make_user(organisation=me.organisation))
    assert client.get(address).status_code == client.post(address).status_code == 404
    assert send(client, BODIES, LINES).status_code == 302


def test_lost_with_its_worker_it_says_so(client, me):
    page = looked_at(client, me)
    address = confirm(client, BODIES, page).request["PATH_INFO"]
    job = jobs.running_of(me)
    job.state = ImportState.RUNNING
    jobs._write(job)
    with locked(jobs._lock_file(job.name)):
        assert client.get(address).context["job"].is_active
    after = client.get(address, follow=True)
    assert "job" not in after.context and messages_of(after) and not names() and nothing_waits()


def test_lost_before_it_began_it_never_begins(client, me):
    address = begin(client)
    job = jobs.running_of(me)
    job.asked_at = (timezone.now() - timedelta(minutes=1)).isoformat()
    jobs._write(job)
    assert client.get(address).context["job"].state == ImportState.WAITING
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now() - timedelta(minutes=1))
    assert jobs.job_of(me, job.name).state == ImportState.LOST
    carry_out_import.call(job.name)
    assert jobs.job_of(me, job.name).state == ImportState.LOST


def test_what_was_committed_before_its_worker_died_is_said_to_be_imported(client, me):
    page = looked_at(client, me)
    address = confirm(client, BODIES, page).request["PATH_INFO"]
    job = jobs.running_of(me)
    run(me)
    job.state = ImportState.RUNNING
    jobs._write(job)
    after = client.get(address, follow=True)
    assert [message.level_tag for message in after.context["messages"]] == ["success"]


def test_what_is_wrong_and_what_changed_meanwhile_are_shown_as_in_a_small_file(client, me):
    page = looked_at(client, me)
    address = confirm(client, BODIES, page).request["PATH_INFO"]
    make_organisation(name_fr="Association 1", kind="ngo", slug="association-1")
    job = run(me)
    assert job.state == ImportState.DONE and not job.outcome["is_kept"]
    assert client.get(address).context["report"].problems or client.get(address).context["ticket"]


def test_a_fault_is_said_and_leaves_nothing(client, me, monkeypatch):
    address = begin(client)
    monkeypatch.setattr("rss_registry.table_import.examine", lambda *_: 1 / 0)
    assert run(me).state == ImportState.FAULT and nothing_waits()
    assert messages_of(client.get(address, follow=True))
