"""A long document as a visitor waits for it."""

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from reports import background
from reports.background import files
from reports.background.making import make
from reports.documents import kinds
from reports.enums import Failure, JobState
from reports.models import DocumentJob
from reports.services.kinds import DocumentKind, Written
from reports.views.jobs import answer_in_background
from rss_registry.locks import at_work
from tests.factories import make_published_event, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_kind_of_document(monkeypatch):
    def write(parameters, progress):
        progress(1, 1)
        return Written("essai.pdf", b"%PDF essai", "")

    monkeypatch.setitem(kinds._BY_NAME, "test", DocumentKind("test", "Essai", read=None, write=write))


def asked(method="get", **fields):
    request = getattr(RequestFactory(), method)("/fr/rapport.pdf")
    return answer_in_background(request, "test", {"year": 2024}, **fields)


@pytest.fixture
def job():
    assert asked().status_code == 303
    return DocumentJob.objects.get()


def page_of(job):
    return f"/fr/preparation/{job.token}/"


def text(response):
    return " ".join(response.content.decode().split())


def stands(job, **fields):
    DocumentJob.objects.filter(pk=job.pk).update(**fields)


def test_one_is_led_to_a_page_that_looks_again_by_itself_and_can_be_told_not_to(client, job):
    assert asked()["Location"] == page_of(job)
    page = client.get(page_of(job))
    assert page["Refresh"] == "3"
    assert "no-store" in page["Cache-Control"] and page["X-Robots-Tag"] == "noindex"
    assert not page.cookies
    still = client.get(page_of(job), {"fixe": ""})
    assert "Refresh" not in still


def test_asking_again_and_again_starts_nothing_more(job):
    assert {asked()["Location"] for _each in range(3)} == {page_of(job)}


def test_a_robot_that_only_looks_starts_nothing():
    assert asked("head").status_code == 200
    assert not DocumentJob.objects.exists()


def test_the_progress_is_told_in_words_and_drawn(client, job):
    stands(job, state=JobState.RUNNING, done_steps=1120, all_steps=3000, started_at=timezone.now())
    with files.held(job):
        page = text(client.get(page_of(job)))
    assert "1 120 sur 3 000 événements" in page
    assert 'value="1120" max="3000"' in page


def test_who_waits_for_a_dead_worker_gives_the_document_back(client, job):
    stands(job, state=JobState.RUNNING, attempts=1, started_at=timezone.now())
    assert "le prochain" in text(client.get(page_of(job)))
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_one_is_told_when_no_worker_runs(client, job):
    assert "ne tourne pas" in text(client.get(page_of(job)))
    with at_work():
        assert "ne tourne pas" not in text(client.get(page_of(job)))


def test_once_made_it_is_served_at_both_addresses_and_kept_by_nobody_on_the_way(client, job):
    make(job.pk)
    assert "Le document est prêt" in text(client.get(page_of(job)))
    for response in (client.get(f"/fr/preparation/{job.token}.pdf"), asked()):
        assert b"".join(response) == b"%PDF essai"
        assert "no-store" in response["Cache-Control"]
        assert 'filename="essai.pdf"' in response["Content-Disposition"]
    # The client closes its own; `response.close()` would close PostgreSQL's connection too.
    response.file_to_stream.close()


def test_after_a_change_its_file_is_no_more_and_its_page_offers_to_make_it_anew(client, job):
    make(job.pk)
    make_published_event()
    assert client.get(f"/fr/preparation/{job.token}.pdf")["Location"] == page_of(job)
    assert "Le registre a changé" in text(client.get(page_of(job)))
    # Without a cookie, hence without a token to forge.
    answer = Client(enforce_csrf_checks=True).post(page_of(job), {"faire": "refaire"})
    assert (answer.status_code, answer["Location"]) == (303, page_of(job))
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_it_can_be_given_up(client, job):
    assert "Annuler" in text(client.get(page_of(job)))
    assert client.post(page_of(job), {"faire": "annuler"}).status_code == 303
    assert "annulée" in text(client.get(page_of(job)))


def test_who_waits_for_what_another_asked_for_cannot_give_it_up(client, job):
    elsewhere = {"REMOTE_ADDR": "198.51.100.1"}
    assert "Annuler" not in text(client.get(page_of(job), **elsewhere))
    assert client.post(page_of(job), {"faire": "annuler"}, **elsewhere).status_code == 303
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_orders_are_counted_and_looking_is_not(client, job, settings):
    settings.REQUESTS_PER_MINUTE = {**settings.REQUESTS_PER_MINUTE, "reports": 2}
    answers = [client.post(page_of(job), {"faire": order}) for order in ("annuler", "refaire", "annuler")]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert client.get(page_of(job)).status_code == 200


def test_a_file_that_goes_while_one_asks_for_it_leads_to_its_page(client, job, monkeypatch):
    make(job.pk)
    monkeypatch.setattr(background, "is_offered", lambda job: True)
    files.remove(job)
    assert client.get(f"/fr/preparation/{job.token}.pdf")["Location"] == page_of(job)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (Failure.TOO_LARGE, "période plus courte"),
        (Failure.DISK_FULL, "Le disque du serveur est plein"),
        (Failure.INTERRUPTED, "interrompue deux fois"),
        (Failure.WITHDRAWN, "retiré du registre"),
        (Failure.FAULT, "journal du serveur"),
    ],
)
def test_what_went_wrong_is_said_with_what_to_do(client, job, failure, words):
    stands(job, state=JobState.FAILED, failure=failure)
    page = text(client.get(page_of(job)))
    assert words in page and "Préparer de nouveau" in page


def test_the_fourth_at_once_and_a_full_queue_are_refused_in_both_languages(monkeypatch):
    for refusal, status in ((background.TooManyDocuments, 429), (background.QueueIsFull, 503)):

        def refuse(*_names, refusal=refusal, **_fields):
            raise refusal

        monkeypatch.setattr(background, "ask", refuse)
        response = asked()
        assert response.status_code == status
        assert response["Retry-After"]
        assert "Trop de longs rapports" in text(response) and "Too many long reports" in text(response)


def test_what_was_made_for_one_account_is_nobody_elses(client):
    owner = make_user()
    asked(asked_by=owner)
    job = DocumentJob.objects.get()
    for address in (page_of(job), f"/fr/preparation/{job.token}.pdf"):
        assert client.get(address).status_code == 404
    client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(page_of(job)).status_code == 404
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(page_of(job)).status_code == 200


@pytest.mark.parametrize("token", ["x", "0" * 22, "../../secret_key", "%00"])
def test_an_address_that_was_made_up_leads_nowhere(client, token):
    assert client.get(f"/fr/preparation/{token}/").status_code == 404
    assert client.get(f"/fr/preparation/{token}.pdf").status_code == 404
