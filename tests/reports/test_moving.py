"""A register moves: every row and file that cannot be made again, and then the same public pages."""

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from events.models import Event, HeadcountGroup
from organisations.models import User
from publication.models import PublishedNumber
from publication.models.pending import settle
from reports.moving.exporting import export_register
from reports.moving.importing import import_register
from reports.moving.plan import (
    APPS,
    GIVEN_TO_NEW,
    HISTORY,
    LEFT_OUT,
    LISTS,
    NAMED_ROWS,
    WITHOUT_LISTS,
    all_models,
    moved_models,
    reasons_left_out,
)
from tests.factories import make_event, make_headcount, make_published_event, make_user
from tests.reports.moving import empty_installation, tables_of
from tests.reports.moving_walk import walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_request_limits")]
ROOT = Path(__file__).resolve().parents[2]


def labels(models):
    return {model._meta.label for model in models}


def test_every_table_goes_along_or_is_named_with_a_reason():
    everything = labels(apps.get_models(include_auto_created=True))
    moved, left = labels(moved_models(with_lists=False)), set(reasons_left_out(with_lists=False))
    assert moved | left == everything
    assert not moved & left
    assert labels(moved_models(with_lists=True)) == moved | set(LISTS)


def test_each_table_of_the_publication_is_history_or_can_be_made_again():
    published = labels(apps.get_app_config("publication").get_models(include_auto_created=True))
    assert published == set(HISTORY) | {label for label in LEFT_OUT if label.startswith("publication.")}


def test_no_table_that_goes_along_points_at_one_that_stays():
    left = set(reasons_left_out(with_lists=False)) - set(NAMED_ROWS)
    assert [
        f"{model._meta.label}.{column.name}"
        for model in moved_models(with_lists=False)
        for column in model._meta.concrete_fields
        if column.related_model is not None and column.related_model._meta.label in left
        if column.attname not in WITHOUT_LISTS.get(model._meta.label, {})
    ] == []
    assert labels(all_models()) >= GIVEN_TO_NEW | set(LEFT_OUT) | set(HISTORY) | set(LISTS)


@pytest.mark.between_databases
def test_the_demonstration_moves_to_the_other_database_and_back(tmp_path):
    """The other one is SQLite in a file; where the tests run on SQLite alone, another such file."""
    call_command("prepare_database", demo=True, verbosity=0)
    settle()
    here, there, back = (tmp_path / f"{name}.zip" for name in ("here", "there", "back"))
    pages = tmp_path / "pages.json"
    before = walk()
    export_register(here, with_lists=True)
    subprocess.run(
        [sys.executable, "-m", "tests.reports.moving_elsewhere", here, there, pages],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": f"sqlite:///{tmp_path}/other.sqlite3",
            "VAR_DIR": str(tmp_path / "other"),
            "DJANGO_SETTINGS_MODULE": "rss_registry.settings",
        },
        check=True,
        capture_output=True,
    )
    elsewhere = json.loads(pages.read_text())
    assert [name for name in before | elsewhere if before.get(name) != elsewhere.get(name)] == []
    assert tables_of(here) == tables_of(there)
    empty_installation()
    cache.clear()
    call_command("import_register", there, verbosity=0)
    export_register(back, with_lists=True)
    assert tables_of(back) == tables_of(here)
    assert walk() == before


def test_a_key_that_was_given_is_not_given_again(tmp_path):
    """History, corrections and what was told stand under the number of an event that may be gone."""
    kept, gone = make_event(), make_event()
    gone_key = gone.pk
    Event.with_deleted.filter(pk=gone_key).delete()
    settle()
    export_register(tmp_path / "register.zip")
    empty_installation()
    import_register(tmp_path / "register.zip")
    assert Event.objects.get().pk == kept.pk
    assert make_event().pk > gone_key


def test_what_was_told_once_stays_withheld_after_a_move(tmp_path):
    first, second = make_published_event(), make_published_event()
    together = HeadcountGroup.objects.create(label_fr="ensemble")
    together.events.set([first, second])
    together.headcounts.create(number=30)
    settle()
    together.delete()
    # 28 beside the 30 of both, told before, would tell the two of the other event.
    make_headcount(first, 28)
    settle()
    assert PublishedNumber.objects.get(event=first.pk, name="participants").state == "masked"
    before = walk()
    export_register(tmp_path / "register.zip")
    empty_installation()
    cache.clear()
    call_command("import_register", tmp_path / "register.zip", verbosity=0)
    assert PublishedNumber.objects.get(event=first.pk, name="participants").state == "masked"
    assert walk() == before


def test_accounts_come_along_and_cannot_sign_in_before_they_get_a_password(tmp_path):
    user = make_user()
    make_event()
    settle()
    export_register(tmp_path / "register.zip")
    empty_installation()
    call_command("import_register", tmp_path / "register.zip", verbosity=0)
    moved = User.objects.get(pk=user.pk)
    assert (moved.username, moved.role, moved.organisation_id) == (
        user.username,
        user.role,
        user.organisation_id,
    )
    assert not moved.has_usable_password()
    call_command("prepare_database", demo=True, verbosity=0)
    assert User.objects.count() == 1


def test_a_register_that_holds_anything_takes_none_over(tmp_path):
    make_user()
    settle()
    export_register(tmp_path / "register.zip")
    with pytest.raises(CommandError) as refused:
        call_command("import_register", tmp_path / "register.zip", verbosity=0)
    assert "organisations.User" in str(refused.value)


def test_the_vocabularies_of_a_new_installation_are_replaced(tmp_path):
    export_register(tmp_path / "register.zip")
    call_command("prepare_database", verbosity=0)
    call_command("import_register", tmp_path / "register.zip", verbosity=0)
    export_register(tmp_path / "again.zip")
    assert tables_of(tmp_path / "again.zip") == tables_of(tmp_path / "register.zip")
    assert not any(len(lines) > 1 for lines in tables_of(tmp_path / "again.zip").values())


def test_an_export_replaces_no_file_and_leaves_no_part(tmp_path):
    target = tmp_path / "register.zip"
    target.write_bytes(b"mine")
    with pytest.raises(CommandError):
        call_command("export_register", target, verbosity=0)
    assert target.read_bytes() == b"mine"
    with pytest.raises(CommandError):
        call_command("export_register", tmp_path / "nowhere" / "register.zip", verbosity=0)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["register.zip"]


def test_apps_of_the_plan_are_those_with_tables():
    assert {model._meta.app_label for model in all_models()} == {*APPS, "auth", "admin"}


@pytest.mark.django_db(transaction=True)
def test_an_export_stands_as_of_one_moment_and_stops_no_writer(tmp_path):
    kept = make_event()
    writers = []

    def write_meanwhile(_line):
        if not writers:
            writers.append(Thread(target=enter_another))
            writers[0].start()
            writers[0].join()

    def enter_another():
        try:
            make_event()
        finally:
            connection.close()

    export_register(tmp_path / "register.zip", tell=write_meanwhile)
    assert Event.objects.count() == 2
    with transaction.atomic():
        empty_installation()
    call_command("import_register", tmp_path / "register.zip", verbosity=0)
    assert Event.objects.get().pk == kept.pk
