"""Somebody is told of an error, under a number, and nobody's data leave with it."""

import logging
import sys

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.test import RequestFactory

from rss_registry.error_pages import RequestNumber, server_error
from rss_registry.log_format import DiscreetFormatter, OutageFilter
from rss_registry.told_by_mail import ErrorMails

NAME = "Awa TRAORE"


def request_with_number():
    request = RequestFactory().get("/fr/recherche/", {"q": NAME})
    RequestNumber(lambda request: None)(request)
    return request


def record_of(error, request=None):
    try:
        raise error
    except type(error):
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Error", (), sys.exc_info())
    record.request = request
    return record


@pytest.fixture
def administrators(settings):
    settings.ADMINS = [("", "admin@example.org")]


def test_page_log_and_mail_carry_the_same_number(administrators):
    request = request_with_number()
    try:
        raise ValueError(NAME)
    except ValueError:
        page = server_error(request).content.decode()
    line = DiscreetFormatter().format(record_of(KeyError("x"), request))
    ErrorMails().emit(record_of(ValueError(NAME), request))
    (sent,) = mail.outbox
    assert request.number in page
    assert line.startswith(f"[{request.number}]")
    assert request.number in sent.subject
    assert "ValueError" in sent.body
    assert NAME not in sent.body + sent.subject


def test_two_requests_have_two_numbers():
    assert request_with_number().number != request_with_number().number


def test_nobody_is_flooded(administrators):
    mails = ErrorMails()
    for _number in range(50):
        mails.emit(record_of(ValueError("x"), request_with_number()))
    assert len(mail.outbox) == 10


def test_an_answer_that_says_later_is_no_mail(administrators):
    mails = ErrorMails()
    mails.emit(
        logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Service Unavailable", (), None)
    )
    assert mail.outbox == []


def test_a_database_that_is_away_is_a_line_a_minute(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("rss_registry.log_format.time.monotonic", lambda: now[0])
    outage, lines = OutageFilter(), []
    for second in range(0, 150):
        now[0] = float(second)
        record = record_of(OperationalError(NAME))
        if outage.filter(record):
            lines.append(DiscreetFormatter().format(record))
    assert len(lines) == 3
    assert all("\n" not in line and NAME not in line for line in lines)
    assert "59" in lines[1]


def test_other_errors_are_all_logged():
    outage = OutageFilter()
    assert all(outage.filter(record_of(ValueError("x"))) for _number in range(3))


def test_a_unit_that_failed_is_told(administrators):
    call_command("tell_failure", "rss-registry-backup")
    (sent,) = mail.outbox
    assert sent.to == ["admin@example.org"]
    assert "rss-registry-backup" in sent.subject
