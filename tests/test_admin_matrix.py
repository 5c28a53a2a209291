"""Every address of the admin, asked by every role, against the table in `admin_rights.toml`.

A new address that the table does not name fails here. Everything asked for belongs to organisation
A; « officer_b » is another organisation's officer, who also keeps its lists.
"""

import re
import tomllib
from pathlib import Path

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import URLPattern, URLResolver, reverse

from events.models import Document, Event
from events.services.record_history import moments_of
from organisations.models import KeptList
from reports.urls import staff
from tests.admin_world import ROLES, make_people, make_rows
from tests.factories import make_organisation
from tests.kept_rows import begin_from_kept, kept

_APP_LABELS = re.compile(r"\^\(\?P<app_label>[^)]*\)/\$")
TABLE = tomllib.loads((Path(__file__).parent / "admin_rights.toml").read_text())

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def addresses(patterns=None, prefix=""):
    """Each address of the admin as it stands in the URL configuration."""
    for pattern in [*staff.urlpatterns, *admin.site.get_urls()] if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield _APP_LABELS.sub("<app_label>/", prefix + str(pattern.pattern))


def model_of(address):
    table = address.split("/")[:2]
    return next(
        (each for each in admin.site._registry if [each._meta.app_label, each._meta.model_name] == table),
        None,
    )


def path_of(address, rows):
    """The address with the keys of A's rows in it."""
    model = model_of(address)
    row = rows.get(model)
    version = row.history.first().pk if hasattr(row, "history") else None
    keys = {
        "<path:object_id>": row and row.pk,
        "<int:object_id>": row and row.pk,
        "<id>": row and row.pk,
        "^([^/]+)/history/([^/]+)/$": f"{row and row.pk}/history/{version}/",
        "<int:event_id>": rows[Event].pk,
        "<int:first>": row and row.pk,
        "<int:second>": row and row.pk,
        "<int:merge_id>": 1,
        "<str:code>": f"{rows[Event].pk}-20230328-M",
        "<str:name>": "return",
        "<str:key>": "suites",
        "<str:seen_by>": "nuire",
        "<str:kind>": "document",
        "<int:list_id>": rows[KeptList].pk,
        "<int:file_id>": rows[Document].pk,
        "<int:moment>": moments_of(rows[Event])[0].key,
        "<app_label>": "events",
        "<slug:slug>": "saisir",
        "<str:token>": "x" * 43,
        "<slug:job>": "0" * 32,
        "(?P<url>.*)$": "rien/de/tel/",
    }
    for placeholder, value in keys.items():
        address = address.replace(placeholder, str(value))
    if address == "autocomplete/":
        address += "?app_label=events&model_name=recommendation&field_name=event"
    return reverse("admin:index") + address


def answer(client, method, path):
    """What the role met with, in one word."""
    response = getattr(client, method)(path)
    # Read to its end, a file is closed; `response.close()` would close PostgreSQL's connection with it.
    b"".join(response)
    if response.status_code == 302:
        if "/login/" in response["Location"]:
            return "login"
        return "gone" if response["Location"] == reverse("admin:index") else "done"
    words = {200: "open", 403: "refused", 404: "missing", 405: "not_allowed", 422: "incomplete"}
    return words[response.status_code]


def make_world():
    organisation = make_organisation(acronym="OA")
    people = make_people(organisation)
    return people, make_rows(organisation, people["officer_a"])


@pytest.fixture(scope="module")
def kept_world(django_db_setup, django_db_blocker, tmp_path_factory):
    media = tmp_path_factory.mktemp("world")
    for people, rows in kept(django_db_blocker, media, make_world):
        yield media, people, rows


@pytest.fixture
def world(kept_world, db, settings):
    begin_from_kept()
    settings.MEDIA_ROOT, people, rows = kept_world
    return people, rows


def test_the_table_names_every_address_and_no_other():
    assert sorted(set(addresses())) == sorted(TABLE)


@pytest.mark.parametrize("address", sorted(TABLE))
def test_each_role_meets_with_what_the_table_says(address, world, client):
    people, rows = world
    path = path_of(address, rows)
    met = {"get": {}, "post": {}}
    for role in ROLES:
        if people[role]:
            client.force_login(people[role], backend="django.contrib.auth.backends.ModelBackend")
        for method, answers in met.items():
            # What one role deletes is there again for the next one.
            with transaction.atomic():
                answers[role] = answer(client, method, path)
                transaction.set_rollback(True)
    assert met == {
        method: dict(zip(ROLES, TABLE[address][method].split(), strict=True)) for method in ("get", "post")
    }
