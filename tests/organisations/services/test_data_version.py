"""The version of the data changes with whatever the public can read, and with nothing else."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from events.models import HeadcountGroup, Theme
from events.services.search_text import index_all
from events.services.workflow import publish, submit, withdraw
from organisations.models import DataVersion
from organisations.services.data_version import PRIVATE, public_models
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_cost_line,
    make_event,
    make_headcount,
    make_indicator,
    make_organisation,
    make_participant,
    make_place,
    make_programme,
    make_published_event,
    make_role,
)

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.django_db


def changes(action):
    before = DataVersion.current()
    action()
    return DataVersion.current() != before


def test_every_kind_of_public_write_gives_a_new_version():
    event, group = make_event(), HeadcountGroup.objects.create(label_fr="les deux")
    theme, programme = Theme.objects.create(slug="genre", name_fr="genre"), make_programme()
    body, place = make_organisation(), make_place()
    role = make_role(event, body)
    for action in (
        lambda: make_headcount(event, 12),
        lambda: event.themes.add(theme),
        lambda: event.themes.clear(),
        lambda: theme.events.set([event]),
        lambda: event.programmes.set([programme]),
        lambda: group.events.set([event]),
        lambda: place.aliases.create(name="Autre nom"),
        lambda: place.aliases.all().delete(),
        lambda: make_indicator(programme),
        role.delete,
        body.save,
        theme.delete,
        event.delete,
    ):
        assert changes(action), action


def test_each_step_of_the_workflow_gives_a_new_version():
    event, by = make_event(), make_coordinator()
    assert changes(lambda: submit(event=event, by=by))
    assert changes(lambda: publish(event=event, by=by))
    assert changes(lambda: withdraw(event=event, by=by, reason="Erreur."))


def test_what_is_private_leaves_the_version_alone():
    event, agreement = make_event(), make_agreement(make_organisation())
    line = make_cost_line(event, agreement)
    for action in (lambda: make_participant(event), make_coordinator, index_all, line.save, line.delete):
        assert not changes(action), action


def test_the_version_is_undone_with_the_change():
    before = DataVersion.current()

    def refused():
        with transaction.atomic():
            make_organisation()
            raise ValueError

    with pytest.raises(ValueError):
        refused()
    assert DataVersion.current() == before


def test_the_first_change_of_an_empty_register_makes_the_version():
    DataVersion.objects.all().delete()
    assert changes(make_organisation)


def test_what_is_private_is_named_one_by_one():
    known = {
        model._meta.label
        for label in ("organisations", "events")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }
    assert known >= PRIVATE
    assert not PRIVATE & {model._meta.label for model in public_models()}
    assert not any("Historical" in model.__name__ for model in public_models())


def test_the_vocabularies_and_places_that_commands_load_give_a_new_version():
    assert changes(lambda: call_command("load_places"))


def test_no_bulk_write_passes_by_the_version():
    """Django announces neither `update()` nor `bulk_*`; only the tables of the register's own use them."""
    allowed = {
        "organisations/models/data_version.py",
        # The queue of long documents, which no page of the register shows.
        "reports/background/making.py",
    }
    found = set()
    for package in ("rss_registry", "organisations", "events", "reports"):
        for path in (ROOT / package).rglob("*.py"):
            name = str(path.relative_to(ROOT))
            if "/migrations/" not in name and bulk_writes(ast.parse(path.read_text())):
                found.add(name)
    assert found <= allowed, found - allowed


def bulk_writes(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            # `update` without a positional argument is that of a queryset; a dictionary's has one.
            is_update = node.func.attr in ("update", "aupdate") and not node.args and node.keywords
            if is_update or node.func.attr in ("bulk_create", "bulk_update", "_raw_delete"):
                return True
    return False


def test_a_page_that_was_kept_shows_the_change_at_once(client):
    event = make_published_event(title_fr="Avant", starts_on=date(2023, 1, 2))
    first = client.get(event.get_absolute_url())
    event.title_fr = "Après"
    event.save()
    again = client.get(event.get_absolute_url(), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert "Après" in again.content.decode()
