"""Asking for a long document: the same one for everybody, kept while nothing changes, within limits."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from events.services.workflow import withdraw
from reports import background
from reports.background import files
from reports.background.making import make
from reports.enums import JobState
from reports.models import DocumentJob
from reports.services import proof
from reports.services.kinds import Written
from tests.factories import make_coordinator, make_published_event, make_user

pytestmark = pytest.mark.django_db


def ask(client="203.0.113.7", **fields):
    return background.ask(
        "test", **{"language": "fr", "parameters": {"year": 2024}, "client": client, **fields}
    )


def asked_and_made(**fields):
    job = ask(**fields)
    make(job.pk)
    job.refresh_from_db()
    return job


def test_whoever_asks_for_the_same_waits_for_the_same(writer):
    first = ask()
    assert ask(client="198.51.100.1") == first
    assert DBTaskResult.objects.count() == 1


def test_other_parameters_another_language_and_another_account_are_other_documents(writer):
    jobs = [ask(), ask(language="en", client="b"), ask(parameters={}, client="c")]
    jobs.append(ask(client="d", asked_by=make_user()))
    assert len({job.token for job in jobs}) == 4


def test_an_address_cannot_be_guessed(writer):
    tokens = [ask(parameters={"year": year}, client=str(year)).token for year in range(5)]
    assert len(set(tokens)) == 5
    assert min(map(len, tokens)) >= 22


def test_the_file_is_offered_again_while_nothing_changes(writer):
    job = asked_and_made()
    assert background.is_offered(job)
    assert ask() == job
    assert writer.made == 1


def test_after_a_change_it_is_made_anew_at_the_same_address(writer):
    job = asked_and_made()
    make_published_event()
    assert not background.is_offered(job)
    again = ask()
    assert (again.token, again.state) == (job.token, JobState.WAITING)
    assert not files.is_there(job)


def test_who_has_just_waited_may_take_it_in_spite_of_a_change_that_withdraws_nothing(writer):
    event = make_published_event()
    issued = proof.code_for(
        kind="test",
        language="fr",
        parameters={},
        figures=[],
        as_of=event.updated_at,
        events={event.reference: "public"},
    )

    def write(parameters, progress):
        proof.register(issued, b"%PDF")
        return Written("essai.pdf", b"%PDF", issued.code)

    writer.write = write
    job = asked_and_made()
    make_published_event()
    assert background.is_offered(job)

    withdraw(event=event, by=make_coordinator(), reason="Demande de l’organisateur.")
    assert not background.is_offered(job)


def test_the_grace_ends(writer, monkeypatch):
    monkeypatch.setattr(background.requests, "GRACE", timedelta(0))
    job = asked_and_made()
    make_published_event()
    assert not background.is_offered(job)


def test_a_file_that_is_gone_is_made_again(writer):
    job = asked_and_made()
    files.remove(job)
    assert ask().state == JobState.WAITING


def test_what_failed_or_was_given_up_may_be_asked_for_again(writer):
    job = ask()
    background.cancel(job)
    assert background.renewed(job, client="203.0.113.7").state == JobState.WAITING
    make(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_giving_up_what_is_made_changes_nothing(writer):
    job = asked_and_made()
    background.cancel(job)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_one_client_waits_for_three_and_another_is_not_held_up_by_it(writer):
    for year in range(3):
        ask(parameters={"year": year})
    with pytest.raises(background.TooManyDocuments):
        ask(parameters={"year": 4})
    # Nothing is left of the refusal, and what one already waits for is still told.
    assert DocumentJob.objects.count() == 3
    assert ask(parameters={"year": 1})
    assert ask(parameters={"year": 4}, client="198.51.100.1")


def test_the_queue_has_an_end(writer):
    for number in range(background.requests.MOST_IN_QUEUE):
        ask(parameters={"number": number}, client=str(number))
    with pytest.raises(background.QueueIsFull):
        ask(parameters={}, client="198.51.100.1")


def test_one_knows_how_many_come_first(writer):
    first, second = ask(), ask(parameters={}, client="b")
    assert background.waiting_before(first) == 0
    assert background.waiting_before(second) == 1
    assert second.asked_at <= timezone.now()
