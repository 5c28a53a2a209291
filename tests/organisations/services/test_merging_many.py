"""A record that hundreds of events cite is made one with another in as many queries as one that few cite."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, EventRole
from events.services.search_text import index_errors
from organisations.services.merging import merge, part
from publication.models import PublishedEvent, Waiting
from publication.services import following
from publication.services.rebuilding import differences
from publication.tasks import publish_waiting
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_organisation,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
)
from tests.published import settle

pytestmark = pytest.mark.django_db


# SQLite takes a few hundred values in one statement, which are some fourteen rows of the widest history.
PARTS = 15


def queries_of(act, **arguments):
    settle()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        done = act(**arguments)
        settle()
    return len(asked), done


def cited_by(number, *, owner):
    """Two organisations and a programme each; the events of the second name it in every way."""
    kept, absorbed = make_organisation(), make_organisation()
    for _event in range(number):
        event = make_event(owner=absorbed)
        make_role(event, absorbed)
        make_recommendation(event, addressee=absorbed)
    shared = make_event(owner=owner)
    make_role(shared, absorbed)
    make_role(shared, kept)
    return kept, absorbed


def test_queries_do_not_follow_the_number_of_events():
    by, owner = make_coordinator(), make_organisation()
    counts = []
    for number in (3, 60):
        kept, absorbed = cited_by(number, owner=owner)
        merging, done = queries_of(merge, kept=kept, absorbed=absorbed, values={}, by=by)
        parting, _row = queries_of(part, merge=done)
        counts.append((merging, parting))
    assert index_errors() == []
    few, many = map(sum, counts)
    assert few <= many <= few + PARTS


def test_lists_of_events_are_written_at_once():
    by, counts = make_coordinator(), []
    for number in (3, 60):
        kept, absorbed = make_programme(), make_programme()
        for _event in range(number):
            make_event(programmes=[absorbed])
        merging, done = queries_of(merge, kept=kept, absorbed=absorbed, values={}, by=by)
        assert kept.events.count() == number
        parting, _row = queries_of(part, merge=done)
        assert (kept.events.count(), absorbed.events.count()) == (0, number)
        counts.append((merging, parting))
    few, many = map(sum, counts)
    assert few <= many <= few + PARTS


def test_the_history_tells_of_each_row():
    kept, absorbed = cited_by(4, owner=make_organisation())
    roles = [role.pk for role in EventRole.objects.filter(organisation=absorbed)]
    events = [event.pk for event in Event.objects.filter(owner=absorbed)]
    merge(kept=kept, absorbed=absorbed, values={}, by=make_coordinator())
    for model, keys, column in ((EventRole, roles, "organisation_id"), (Event, events, "owner_id")):
        for key in keys[:-1] if model is EventRole else keys:
            last = model.history.filter(id=key).latest()
            assert (last.history_type, getattr(last, column)) == ("~", kept.pk)
    assert EventRole.history.filter(id=roles[-1]).latest().history_type == "-"


def test_many_public_events_are_suspended_and_follow_in_the_background(monkeypatch):
    monkeypatch.setattr(following, "MOST_AT_ONCE", 2)
    kept, absorbed = make_organisation(), make_organisation()
    events = [make_published_event() for _number in range(4)]
    for event in events:
        make_role(event, absorbed)
    make_role(make_event(), absorbed)
    settle()
    done = merge(kept=kept, absorbed=absorbed, values={}, by=make_coordinator())
    settle()
    assert set(Waiting.objects.values_list("pk", flat=True)) == {event.pk for event in events}
    assert PublishedEvent.objects.open().count() == 0
    publish_waiting.call()
    assert PublishedEvent.objects.open().count() == 4
    assert list(differences()) == []
    part(merge=done)
    settle()
    assert PublishedEvent.objects.open().count() == 0
    publish_waiting.call()
    assert list(differences()) == []


def test_events_that_an_agreement_leaves_are_published_again():
    kept, absorbed = make_programme(), make_programme()
    event = make_published_event(programmes=[absorbed])
    make_agreement(make_organisation(), programme=absorbed)
    settle()
    done = merge(kept=kept, absorbed=absorbed, values={}, by=make_coordinator())
    settle()
    assert list(differences()) == []
    part(merge=done)
    settle()
    assert list(differences()) == []
    assert event.programmes.get() == absorbed
