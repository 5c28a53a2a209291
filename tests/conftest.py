"""What every test stands on: no file, language, cache or password cost of another test."""

import gc
import json
import os
import shutil
from datetime import datetime

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from publication import guard
from publication.management.commands.create_public_role import grant
from publication.services import rebuilding
from rss_registry.locks import at_work
from tests.admin_forms import log_in
from tests.factories import make_user
from tests.kept_rows import FAST_PASSWORDS
from tests.pdf_standards.verapdf import VeraPdf
from tests.pdf_standards.verapdf import is_installed as verapdf_is_installed
from tests.varied_register import varied_register, varied_rows

__all__ = ["varied_register", "varied_rows"]

DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}
SLOW = ("browser", "pdf_standards")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Name the tests that ask no database, and begin with those that wait for other programs.

    Left to the end, a test of a minute and a half would run alone while the other processes are done.
    """
    for item in items:
        if not item.get_closest_marker("django_db") and not DATABASE & set(item.fixturenames):
            item.add_marker("no_database")
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in SLOW))


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request, tmp_path_factory):
    """Each process its own database.

    SQLite's is a file, as in service. In memory, the threads of the test server would share one connection: a
    thread that runs a query with a function in Python waits for the interpreter, another that binds a value
    holds the interpreter and waits for the connection, and the process stands still for ever.
    """
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    for database in django_settings.DATABASES.values():
        test = database.setdefault("TEST", {})
        if database["ENGINE"].endswith("sqlite3"):
            kept = os.environ.get("KEPT_TEST_DATABASE")
            test["NAME"] = kept or str(tmp_path_factory.mktemp("database") / "registry.sqlite3")
            # Nothing here outlives the run, so nothing needs to reach the disk.
            options = database["OPTIONS"]
            options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
        elif worker:
            test["NAME"] = f"test_{database['NAME']}_{worker}"


@pytest.fixture(scope="session")
def _nothing_collected():
    """Migrations make millions of objects: to look through them again and again takes as long as they do."""
    gc.disable()


@pytest.fixture(scope="session")
def django_db_setup(_nothing_collected, django_db_setup, django_db_blocker):
    """Public requests of the tests read as they do in service: on PostgreSQL with the rights of a role."""
    gc.enable()
    gc.collect()
    # What stands now stands to the end and need not be looked through again.
    gc.freeze()
    if connection.vendor != "postgresql":
        yield
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        role = f"{connection.settings_dict['NAME']}_public"
        grant(cursor, role)
    django_settings.PUBLIC_DATABASE_ROLE = role
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {role}")
        cursor.execute(f"DROP ROLE {role}")


@pytest.fixture(autouse=True)
def _own_files_and_fast_passwords(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.IMPORT_ROOT = tmp_path / "imports"
    settings.HELD_ROOT = tmp_path / "held"
    settings.MAIL_ROOT = tmp_path / "mails"
    settings.PDF_STORE_ROOT = tmp_path / "pdf"
    settings.DOCUMENT_ROOT = tmp_path / "documents"
    # The served files need `collectstatic`; here none is served, and a file's own name will do.
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = FAST_PASSWORDS


@pytest.fixture(autouse=True)
def _french_and_nothing_remembered():
    """A request leaves its language active and its answers in the cache: neither passes to the next test."""
    translation.activate(django_settings.LANGUAGE_CODE)
    cache.clear()
    rebuilding._opened.clear()
    # An answer that a test did not read to its end has not ended its request.
    guard.leave()


@pytest.fixture(autouse=True)
def _no_words_of_events_that_are_gone(request):
    """After a test that commits, Django empties its tables, but not those that it does not manage."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not commits and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    for model in apps.get_models():
        if not model._meta.managed:
            model._base_manager.all().delete()


@pytest.fixture
def persons_key(settings):
    """The people of lists are marked, so that persons can be counted."""
    settings.PERSONS_KEY = "a key of this test, kept outside of its database: 0123456789"


@pytest.fixture
def officer(client):
    """An officer of an organisation, at work in the admin by `client`."""
    officer = make_user()
    log_in(client, officer)
    return officer


def leave_out(program):
    leave = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    leave(f"{program} is missing; script/test installs it.")


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, driven through playwright; a page of its own is `browser.new_page()`."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        leave_out("Chromium")
    # Playwright runs an event loop in this thread, which Django takes for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield program
        program.close()


@pytest.fixture(scope="session")
def verapdf(tmp_path_factory):
    """The checker of PDF standards; Java starts once for all files."""
    if not verapdf_is_installed():
        leave_out("veraPDF")
    checker = VeraPdf(tmp_path_factory.mktemp("verapdf"))
    yield checker
    checker.close()


@pytest.fixture(scope="session")
def pdf_verdicts(verapdf):
    """What PDF/UA-1 and PDF/A-3a hold against files: `assert pdf_verdicts({"name": content}) == {}`."""

    def verdicts(files):
        return {
            f"{name} ({flavour})": verdict.failures
            for name, content in files.items()
            for flavour, verdict in verapdf.verdicts(content).items()
            if not verdict.compliant
        }

    return verdicts


@pytest.fixture
def healthy(settings, tmp_path):
    """An installation in which nothing is ill: a worker, a backup of this night and its rehearsal."""
    settings.VAR_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_DIR.mkdir()
    now = datetime.now().astimezone()
    (settings.BACKUP_DIR / f"rss-{now:%Y-%m-%dT%H%M%S}.tar").touch()
    (tmp_path / "rehearsal.json").write_text(json.dumps({"passed_at": now.isoformat()}))
    with at_work():
        yield


@pytest.fixture
def no_request_limits(settings):
    """For walks over hundreds of addresses: how often one may ask is not what they look at."""
    settings.REQUESTS_PER_MINUTE = dict.fromkeys(settings.REQUESTS_PER_MINUTE, 1_000_000)
