"""Pages for the days when something does not work: they need no database and speak both languages."""

from errno import ENOSPC

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from events.models import Theme
from events.services.workflow import withdraw
from publication.models import PublishedEvent
from rss_registry.error_pages import DATABASE_RETRY_SECONDS
from rss_registry.pdf import PdfBusy, PdfTooHeavy
from tests.admin_forms import log_in
from tests.factories import make_coordinator, make_published_event

CODES = (400, 403, 404, 429, 500, 503)
LIST = {"fr": "/fr/evenements/", "en": "/en/events/"}


@pytest.fixture
def visitor():
    """A browser, to which an error is a page and not an exception."""
    return Client(raise_request_exception=False)


@pytest.fixture
def no_database():
    """Every query fails as it does when the server of the database is away."""

    def away(execute, sql, params, many, context):
        raise OperationalError("could not connect to server")

    with connection.execute_wrapper(away):
        yield


def heading(response):
    return response.content.decode().partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.parametrize("code", CODES)
def test_an_error_page_needs_nothing_and_speaks_both_languages(code):
    page = render_to_string(f"{code}.html")
    assert f'<p class="kicker">Erreur {code} · Error {code}</p>' in page
    assert '<section lang="fr">' in page and '<section lang="en">' in page
    assert '"/fr/"' in page and '"/en/"' in page
    assert "<script" not in page and " style=" not in page


@pytest.mark.parametrize(("language", "title"), [("fr", "Page introuvable"), ("en", "Page not found")])
@pytest.mark.django_db
def test_the_language_of_the_address_comes_first(visitor, language, title):
    response = visitor.get(f"/{language}/nulle-part/")
    assert response.status_code == 404 and heading(response) == title
    assert f'<html lang="{language}">' in response.content.decode()
    assert not response.cookies and "default-src 'none'" in response["Content-Security-Policy"]


def test_a_name_that_is_not_ours_is_a_bad_request(visitor):
    response = visitor.get("/fr/", headers={"host": "ailleurs.example"})
    assert response.status_code == 400 and heading(response) == "Demande incompréhensible"


@pytest.mark.django_db
def test_what_an_account_may_not_open_is_refused_with_a_page(visitor, monkeypatch):
    def refuse(**_where):
        raise PermissionDenied

    monkeypatch.setattr(PublishedEvent.objects, "open", refuse)
    response = visitor.get(LIST["en"])
    assert response.status_code == 403 and heading(response) == "Access denied"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_withdrawn_event_is_gone_from_its_page_and_its_files(visitor, language):
    event = make_published_event()
    withdraw(event=event, by=make_coordinator(), reason="Doublon")
    for suffix in ("/", ".pdf", ".json"):
        response = visitor.get(f"{LIST[language]}{event.reference}{suffix}")
        assert response.status_code == 410
        assert heading(response) == {"fr": "Fiche retirée", "en": "Record withdrawn"}[language]


@pytest.mark.django_db
def test_an_error_of_ours_says_so_and_shows_nothing_of_it(visitor, monkeypatch):
    def fail(**_where):
        raise RuntimeError("secret-canari")

    monkeypatch.setattr(PublishedEvent.objects, "open", fail)
    response = visitor.get(LIST["en"])
    assert response.status_code == 500 and heading(response) == "The register met an error"
    assert "secret-canari" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/fr/evenements/", "/en/events/?q=reform", "/en/events.csv", "/fr/statistiques/", "/fr/admin/login/"],
)
def test_without_its_database_the_register_says_when_to_come_back(visitor, no_database, address):
    if address.endswith("/login/"):
        response = visitor.post(address, {"username": "a", "password": "b"})
    else:
        response = visitor.get(address)
    assert response.status_code == 503
    assert response["Retry-After"] == str(DATABASE_RETRY_SECONDS)
    assert "no-store" in response["Cache-Control"]
    title = {"fr": "Le registre revient bientôt", "en": "The register will be back soon"}[address[1:3]]
    assert heading(response) == title


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error",
    [OperationalError("database is locked"), InterfaceError("closed"), OSError(ENOSPC, "full")],
)
def test_a_locked_database_a_lost_connection_and_a_full_disk_are_no_error_of_ours(
    visitor, monkeypatch, error
):
    def fail(**_where):
        raise error

    monkeypatch.setattr(PublishedEvent.objects, "open", fail)
    assert visitor.get(LIST["fr"]).status_code == 503


@pytest.mark.django_db(transaction=True)
def test_what_a_failed_commit_did_not_store_is_not_said_to_be_added(visitor, monkeypatch):
    log_in(visitor, make_coordinator())
    added = {"name_fr": "Coproduction", "name_en": "Coproduction"}
    commit = BaseDatabaseWrapper._commit

    def fail(database):
        database._rollback()
        raise OperationalError("disk is full")

    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", fail)
    refused = visitor.post(reverse("admin:events_theme_add"), added)
    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", commit)
    assert refused.status_code == 503 and not Theme.objects.exists()
    assert list(visitor.get(reverse("admin:index")).context["messages"]) == []
    visitor.post(reverse("admin:events_theme_add"), added)
    assert len(visitor.get(reverse("admin:index")).context["messages"]) == 1


def test_during_maintenance_every_address_answers_503_and_asks_for_no_database(visitor, settings, tmp_path):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    settings.MAINTENANCE_FILE.touch()
    for address in ("/", "/fr/", "/en/events/", "/fr/admin/", "/robots.txt"):
        response = visitor.get(address)
        assert response.status_code == 503 and int(response["Retry-After"]) > 0
        assert "default-src 'none'" in response["Content-Security-Policy"]
    settings.MAINTENANCE_FILE.unlink()
    assert visitor.get("/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "title", "retry"),
    [
        (PdfTooHeavy("30 s"), "Ce document est trop lourd pour être fait d’un coup", None),
        (PdfBusy("60 s"), "Trop de documents sont demandés en ce moment", "60"),
    ],
)
def test_a_document_that_hits_a_limit_is_a_page_that_says_what_to_do(
    visitor, monkeypatch, error, title, retry
):
    def refuse(*_args, **_arguments):
        raise error

    event = make_published_event()
    monkeypatch.setattr("rss_registry.pdf.renderer.Renderer.run", refuse)

    response = visitor.get(f"{LIST['fr']}{event.reference}.pdf")

    assert response.status_code == 503 and heading(response) == title
    assert response.headers.get("Retry-After") == retry
