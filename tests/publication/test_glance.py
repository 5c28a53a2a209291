"""What one look at events says that they have, and what is asked no more because of it."""

import pytest
from django.utils import timezone

from events.enums import EventLinkKind
from events.models import Event
from events.models.fact_reads import FURTHER, RELATIONS
from organisations.models import Place
from publication.services.events import expected_rows
from publication.services.glance import filled_relations, glance_at

pytestmark = pytest.mark.django_db


def test_it_sees_of_each_event_the_relations_that_have_rows(varied_register):
    events = list(Event.objects.order_by("pk"))
    # What that register has none of.
    events[0].links.create(other=events[1], kind=EventLinkKind.FOLLOWS)
    events[0].origins.set(Place.objects.all()[:2])
    seen, relations = glance_at([event.pk for event in events]), set(RELATIONS)
    for event in events:
        filled = {name for name in relations if getattr(event, name).exists()}
        assert seen[event.pk].has & relations == filled
        further = {
            f"{relation}__{name}"
            for relation, name in FURTHER
            if any(getattr(row, name).exists() for row in getattr(event, relation).all())
        }
        assert {name for name in seen[event.pk].has if "__" in name} == further
    assert filled_relations(seen) >= relations | {f"{relation}__{name}" for relation, name in FURTHER}


def test_the_rows_of_an_event_are_the_same_whether_one_has_looked_or_not(varied_register):
    today = timezone.localdate()
    for key in Event.objects.published().order_by("pk").values_list("pk", flat=True)[:40]:
        assert expected_rows([key], on=today, seen=glance_at([key])) == expected_rows([key], on=today)


def test_of_a_deleted_event_nothing_is_seen(varied_register):
    event = Event.objects.earliest("pk")
    Event.objects.filter(pk=event.pk).update(deleted_at=timezone.now())
    assert glance_at([event.pk]) == {}
