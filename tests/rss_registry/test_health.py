"""A healthy installation says so, and each broken one says what is broken and what to type."""

import json
import os
import time
from collections import namedtuple
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from events.models import EventSearchText
from organisations.enums import UserRole
from publication.models import PublicationState, PublishedEvent, Waiting
from rss_registry.health import State, examinations, machine
from tests.admin_forms import log_in
from tests.factories import (
    make_event,
    make_participant,
    make_published_event,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("healthy")]


def states():
    return {each.code: each.finding().state for each in examinations()}


def ill():
    return {code for code, state in states().items() if state == State.ILL}


def remedy_of(code):
    return next(each.finding().remedy for each in examinations() if each.code == code)


def test_a_healthy_installation_is_well_in_every_point(client):
    make_published_event()
    call_command("accept_key")
    assert ill() == set()
    answer = client.get("/sante")
    assert (answer.status_code, answer.json()["state"]) == (200, "well")


def test_what_is_told_outside_holds_no_number_and_no_sentence(client):
    told = client.get("/sante").json()
    assert set(told) == {"state", "checks"}
    assert set(told["checks"].values()) <= {"well", "watch", "ill"}
    assert client.post("/sante").status_code == 405


Usage = namedtuple("Usage", "total used free")


def lose_the_disk(monkeypatch, settings):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: Usage(100, 100, 0))


def age_the_backup(monkeypatch, settings):
    (path,) = settings.BACKUP_DIR.iterdir()
    path.rename(settings.BACKUP_DIR / "rss-2026-01-01T023000.tar")


def lose_the_backups(monkeypatch, settings):
    (path,) = settings.BACKUP_DIR.iterdir()
    path.unlink()
    installed(timedelta(hours=37))


def installed(age):
    MigrationRecorder(connection).migration_qs.update(applied=timezone.now() - age)


def age_the_rehearsal(monkeypatch, settings):
    then = timezone.now() - timedelta(days=60)
    (settings.VAR_DIR / "rehearsal.json").write_text(json.dumps({"passed_at": then.isoformat()}))


def lose_the_worker(monkeypatch, settings):
    monkeypatch.setattr("reports.health.has_worker", lambda: False)


def cut_a_restoration(monkeypatch, settings):
    (settings.VAR_DIR / "restoring.json").touch()


def set_the_clock_back(monkeypatch, settings):
    path = settings.VAR_DIR / "of tomorrow"
    path.touch()
    os.utime(path, (time.time() + 86_400,) * 2)


def change_the_key(monkeypatch, settings):
    call_command("accept_key")
    settings.SECRET_KEY = "another" * 10


def forget_the_index(monkeypatch, settings):
    make_event()
    EventSearchText.objects.update(text="nothing")


def lose_what_is_published(monkeypatch, settings):
    make_published_event()
    PublishedEvent.objects.all().delete()


def leave_a_list_past_its_term(monkeypatch, settings):
    day = timezone.localdate() - timedelta(days=800)
    make_participant(make_event(starts_on=day, ends_on=day))


@pytest.mark.parametrize(
    ("break_it", "found"),
    [
        (lose_the_disk, "disk"),
        (age_the_backup, "backup"),
        (lose_the_backups, "backup"),
        (age_the_rehearsal, "rehearsal"),
        (lose_the_worker, "worker"),
        (cut_a_restoration, "maintenance"),
        (set_the_clock_back, "clock"),
        (change_the_key, "key"),
        (forget_the_index, "index"),
        (lose_what_is_published, "publication"),
        (leave_a_list_past_its_term, "lists"),
    ],
)
def test_what_is_broken_is_named_with_what_to_type(monkeypatch, settings, break_it, found):
    break_it(monkeypatch, settings)
    assert ill() == {found}
    assert remedy_of(found)
    printed = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", stdout=printed)
    assert printed.getvalue().count("✗") == 1


@pytest.mark.parametrize("age", [timedelta(minutes=1), timedelta(hours=35)])
def test_an_installation_before_its_first_night_is_not_ill(client, settings, age):
    lose_the_backups(None, settings)
    installed(age)
    assert (ill(), states()["backup"]) == (set(), State.WATCH)
    answer = client.get("/sante")
    assert (answer.status_code, answer.json()["checks"]["backup"]) == (200, "watch")
    call_command("doctor", stdout=StringIO())


def test_a_clock_that_was_set_back_does_not_make_an_installation_new(settings):
    lose_the_backups(None, settings)
    installed(timedelta(hours=-5))
    assert "backup" in ill()


def test_what_waits_is_to_be_watched(client):
    Waiting.objects.create(event=1)
    assert states()["waiting"] == State.WATCH


def test_a_question_that_fails_is_a_finding_and_quotes_nothing(monkeypatch):
    def fail():
        raise ValueError("Awa TRAORE")

    monkeypatch.setattr("events.health.lists_to_erase", fail)
    (lists,) = (each for each in examinations() if each.code == "lists")
    assert lists.finding().state == State.ILL
    assert "Awa" not in lists.finding().sentence


def test_a_key_that_was_taken_over_is_the_own_one(settings):
    call_command("accept_key")
    settings.SECRET_KEY = "another" * 10
    call_command("accept_key", if_none=True)
    assert "key" in ill()
    call_command("accept_key")
    assert "key" not in ill()
    assert PublicationState.objects.get().key_mark not in ("", settings.SECRET_KEY)


def test_administrators_read_it_in_their_browser(client, monkeypatch, settings):
    lose_the_worker(monkeypatch, settings)
    log_in(client, make_user(role=UserRole.ADMINISTRATOR))
    page = client.get("/fr/admin/organisations/user/etat/").content.decode()
    assert "systemctl status rss-registry-documents" in page
    assert page.index("health__ill") < page.index("health__well")
    log_in(client, make_user())
    assert client.get("/fr/admin/organisations/user/etat/").status_code == 403
