"""A file that is older than what is stored asks before it undoes what others have changed since."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Event, EventRole
from organisations.models import Organisation
from tests.factories import make_coordinator, make_event, make_organisation, make_user
from tests.importing import as_csv, confirm, csv_rows, export_file, send

pytestmark = pytest.mark.django_db
BODIES, EVENTS = "organisations_organisation", "events_event"


@pytest.fixture
def me(client):
    user = make_coordinator()
    client.force_login(user)
    return user


def an_hour_ago(row, changed):
    """The row exported an hour ago, with another value."""
    exported = timezone.localtime(timezone.now() - timedelta(hours=1))
    return as_csv((*row, "Exporté le"), (*changed, exported.strftime("%Y-%m-%d %H:%M:%S")))


def change(row, by, **values):
    row._history_user = by
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_what_others_have_changed_since_is_shown_and_asked_about(client, me):
    body, other = make_organisation(slug="a", name_fr="A", kind="ngo"), make_user(username="binta")
    Organisation.history.update(history_date=timezone.now() - timedelta(days=1))
    change(body, other, website="https://a.ml")
    page = send(client, BODIES, an_hour_ago(("identifiant", "site web"), ("a", "https://b.ml")))
    (row,) = page.context["report"].rows
    assert row.changed_by == str(other) and row.changed_when
    assert [(each.before, each.after) for each in row.changes] == [("https://a.ml", "https://b.ml")]
    confirm(client, BODIES, page)
    assert Organisation.objects.get(slug="a").website == "https://a.ml"
    confirm(client, BODIES, page, replace="1")
    assert Organisation.objects.get(slug="a").website == "https://b.ml"


def test_ones_own_changes_and_older_ones_ask_nothing(client, me):
    body = make_organisation(slug="a", name_fr="A", kind="ngo")
    Organisation.history.update(history_date=timezone.now() - timedelta(days=1), history_user=None)
    change(body, me, website="https://a.ml")
    page = send(client, BODIES, an_hour_ago(("identifiant", "site web"), ("a", "https://b.ml")))
    assert page.context["report"].outdated_rows == 0
    confirm(client, BODIES, page)
    assert Organisation.objects.get(slug="a").website == "https://b.ml"


def test_of_an_event_its_rows_count_too(client, me):
    event = make_event(owner=me.organisation or make_organisation(), title_fr="Forum")
    Event.history.update(history_date=timezone.now() - timedelta(days=1))
    change(EventRole(event=event, organisation=make_organisation(), role="host"), make_user())
    row = csv_rows(export_file(client, EVENTS))[0]
    page = send(client, EVENTS, an_hour_ago(("n° de fiche", "salle"), (row["N° de fiche"], "Mairie")))
    assert page.context["report"].outdated_rows == 1


def test_an_export_says_when_it_was_made_and_comes_back_as_it_is(client, me):
    make_organisation(slug="a", name_fr="A", kind="ngo")
    data = export_file(client, BODIES)
    assert all(row["Exporté le"] for row in csv_rows(data))
    assert "Exporté le" not in export_file(client, BODIES, headers="codes").decode("utf-8-sig")
    assert send(client, BODIES, data).context["report"].unchanged == Organisation.objects.count()
