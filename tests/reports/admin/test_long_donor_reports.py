"""A donor's report of many events: made in the background, for the officer who asked for it alone."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from organisations.models import User
from reports import background
from reports.admin import donor_pages
from reports.background import files
from reports.background.making import make
from reports.background.orphans import delete_orphans
from reports.documents.donor_report import background as donor_background
from reports.documents.donor_report import scope
from reports.enums import DonorVersion, Failure, JobState
from reports.models import DocumentJob, DonorText
from reports.views.jobs import job_file
from tests.admin_forms import log_in
from tests.factories import (
    make_coordinator,
    make_donor_report,
    make_donor_template,
    make_published_event,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(monkeypatch):
    """What was laid out: of each document its texts and the seconds that it was given."""
    printed = []

    def write(document, *, seconds=None):
        printed.append(([part.text for part in document.parts], seconds))
        return b"%PDF bailleur"

    monkeypatch.setattr(donor_background, "write", write)
    monkeypatch.setattr(donor_pages, "write", write)
    return printed


@pytest.fixture
def report(officer, printed, monkeypatch):
    """Two events, where one at once is the most."""
    monkeypatch.setattr(donor_pages, "MOST_AT_ONCE", 1)
    report = make_donor_report(make_donor_template({}, languages="fr"), organisation=officer.organisation)
    for _number in range(2):
        make_published_event(programmes=[report.programme])
    return report


def ask(client, report):
    return client.get(reverse("admin:reports_donorreport_pdf", args=[report.pk]), {"version": "donor"})


@pytest.fixture
def job(client, report):
    ask(client, report)
    return DocumentJob.objects.get()


def page_of(job):
    return f"/fr/preparation/{job.token}/"


def file_of(job):
    return f"/fr/preparation/{job.token}.pdf"


def made(job):
    make(job.pk)
    job.refresh_from_db()
    return job


def test_fifty_events_are_made_at_once_and_one_more_in_the_background(client, officer, printed):
    report = make_donor_report(make_donor_template({}), organisation=officer.organisation)
    for _number in range(background.MOST_AT_ONCE):
        make_published_event(programmes=[report.programme])
    assert ask(client, report).content == b"%PDF bailleur"
    make_published_event(programmes=[report.programme])
    answer = ask(client, report)
    job = DocumentJob.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, page_of(job))
    assert job.asked_by == officer
    assert len(printed) == 1


def test_it_is_made_within_the_time_of_a_long_document_and_the_page_leads_back(
    client, report, job, printed, settings
):
    make(job.pk)
    assert printed == [([""], settings.PDF_LONG_SECONDS)]
    page = client.get(page_of(job)).content.decode()
    assert "Le document est prêt" in page and "une heure au plus" in page
    assert reverse("admin:reports_donorreport_fill_in", args=[report.pk]) in page


def looked(officer, job):
    """What only looks whether it is there does not take it."""
    request = RequestFactory().head(file_of(job))
    request.user = officer
    response = job_file(request, job.token)
    assert response.status_code == 200
    response.file_to_stream.close()


def test_its_officer_takes_it_once_and_nothing_of_it_stays(client, officer, job):
    made(job)
    looked(officer, job)
    response = client.get(file_of(job))
    assert b"".join(response) == b"%PDF bailleur"
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("attachment")
    assert not files.is_there(job)
    assert client.get(file_of(job))["Location"] == page_of(job)
    assert "n’est plus sur le serveur" in client.get(page_of(job)).content.decode()


def test_a_colleague_neither_sees_nor_takes_it_and_asks_for_his_own(client, officer, report, job):
    made(job)
    for colleague in (make_user(organisation=officer.organisation), make_coordinator()):
        log_in(client, colleague)
        assert client.get(page_of(job)).status_code == client.get(file_of(job)).status_code == 404
        assert client.post(page_of(job), {"faire": "refaire"}).status_code == 404
        assert ask(client, report)["Location"] != page_of(job)
    assert files.is_there(job)


@pytest.mark.parametrize("lost", [{"is_active": False}, {"is_staff": False}])
def test_an_officer_who_lost_his_rights_gets_nothing(client, officer, job, lost):
    made(job)
    User.objects.filter(pk=officer.pk).update(**lost)
    assert client.get(page_of(job)).status_code == client.get(file_of(job)).status_code == 404


def test_an_officer_who_went_to_another_organisation_leaves_it_behind(client, officer, job):
    made(job)
    User.objects.filter(pk=officer.pk).update(organisation=make_user().organisation)
    assert client.get(page_of(job)).status_code == client.get(file_of(job)).status_code == 404


def test_rights_lost_while_it_waits_make_no_document(officer, job, printed):
    User.objects.filter(pk=officer.pk).update(organisation=make_user().organisation)
    assert (made(job).state, job.failure) == (JobState.FAILED, Failure.WITHDRAWN)
    assert not printed and not files.is_there(job)


def test_a_text_that_was_edited_is_never_served_stale(client, report, job, printed):
    made(job)
    text = DonorText.objects.create(report=report, section=report.template.sections.get(), text="Ancien")
    assert client.get(file_of(job))["Location"] == page_of(job)
    assert ask(client, report)["Location"] == page_of(job)
    assert background.is_offered(made(job))
    text.text = "Nouveau"
    text.save()
    assert not background.is_offered(job)
    ask(client, report)
    made(job)
    assert [texts for texts, _seconds in printed] == [[""], ["Ancien"], ["Nouveau"]]


def test_other_rights_and_a_public_change_make_it_anew(officer, job):
    assert background.is_offered(made(job))
    make_published_event()
    job.refresh_from_db()
    assert not background.is_offered(job)
    ended = made_again(job)
    User.objects.filter(pk=officer.pk).update(role="coordinator")
    assert not background.is_offered(DocumentJob.objects.get(pk=ended.pk))


def made_again(job):
    background.renewed(job, client="203.0.113.7")
    made(job)
    assert background.is_offered(job)
    return job


def test_after_an_hour_it_is_offered_no_more_and_its_file_is_deleted(job):
    made(job)
    delete_orphans()
    assert files.is_there(job)
    job.finished_at = timezone.now() - timedelta(hours=1, seconds=1)
    job.save()
    assert not background.is_offered(job)
    delete_orphans()
    assert not files.is_there(job)


def test_of_a_report_that_is_gone_nothing_is_made(report, job):
    report.delete()
    assert (made(job).state, job.failure) == (JobState.FAILED, Failure.WITHDRAWN)


def test_more_events_than_the_background_can_do_are_said_at_once(client, report, monkeypatch):
    monkeypatch.setattr(scope, "MOST_EVENTS", 1)
    page = client.get(reverse("admin:reports_donorreport_pdf", args=[report.pk]), follow=True)
    assert "choisissez une période plus courte" in page.content.decode()
    assert not DocumentJob.objects.exists()


def test_events_published_while_it_waits_are_counted_too(job, monkeypatch):
    monkeypatch.setattr(scope, "MOST_EVENTS", 1)
    assert (made(job).state, job.failure) == (JobState.FAILED, Failure.TOO_LARGE)


def test_the_size_counts_what_is_ahead_and_what_was_dropped(report):
    make_published_event(programmes=[report.programme], outcome="cancelled")
    assert scope.size_of(report, version=DonorVersion.DRAFT) == 3
