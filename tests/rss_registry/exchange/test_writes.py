"""Rows that are stored in sets are what single saves make of them, with their history and their words."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models.signals import m2m_changed, post_save

from events.models import Audience, CategoryTerm, Event, EventRole, Series, Theme
from organisations.enums import SourceKind
from organisations.models import Source
from rss_registry.exchange.writes import Writes
from tests.factories import make_event, make_organisation

pytestmark = pytest.mark.django_db
_GIVEN = {"id", "created_at", "updated_at"}


def values(row):
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _GIVEN
    }


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Source, {"title": "Un article", "kind": SourceKind.REPORT, "published_edtf": "2023-04"}),
        (Series, {"title_fr": "Une série", "slug": "serie"}),
        (Event, {"title_fr": "Un forum", "dates_edtf": "2023-03-07/2023-03-08"}),
    ],
)
def test_a_row_is_what_a_single_save_makes_of_it(model, fields):
    if model is Event:
        fields = {**fields, "owner": make_organisation()}
    alone = model(**fields)
    alone.save()
    expected = values(model._base_manager.get(pk=alone.pk))
    alone.delete()
    writes = Writes()
    writes.add(model(**fields))
    writes.flush()
    assert values(model._base_manager.latest("pk")) == expected


def test_rows_and_links_leave_their_history_once():
    body, theme = make_organisation(), Theme.objects.create(name_fr="Paix", slug="paix")
    event = Event(title_fr="Un forum", owner=body)
    writes = Writes()
    writes.add(event)
    writes.add(EventRole(event=event, organisation=body, role="host"))
    writes.link(event, "themes", [theme])
    writes.flush()
    assert [row.history_type for row in event.history.all()] == ["+"]
    assert [row.history_type for row in event.roles.get().history.all()] == ["+"]
    through = Event.themes.through.history.model
    assert [row.history_type for row in through.objects.filter(event_id=event.pk)] == ["+"]
    assert not hasattr(event, "skip_history_when_saving")


def test_those_who_listen_are_told_of_each_row():
    told = []

    def listen(instance, **message):
        told.append((type(instance), message.get("created", message.get("action"))))

    theme = Theme.objects.create(name_fr="Paix", slug="paix")
    event = Event(title_fr="Un forum", owner=make_organisation())
    writes = Writes()
    writes.add(event)
    writes.link(event, "themes", [theme])
    post_save.connect(listen, sender=Event)
    m2m_changed.connect(listen, sender=Event.themes.through)
    try:
        writes.flush()
    finally:
        post_save.disconnect(listen, sender=Event)
        m2m_changed.disconnect(listen, sender=Event.themes.through)
    assert told == [(Event, True), (Event, "pre_add"), (Event, "post_add")]


def test_words_of_a_category_wait_for_a_coordinator():
    writes = Writes()
    writes.add(Audience(event=make_event(), category="other", category_words="piroguiers"))
    writes.flush()
    assert CategoryTerm.objects.get().words == "piroguiers"


def test_two_rows_that_the_database_would_refuse_are_refused_before():
    event, body = make_event(), make_organisation()
    writes = Writes()
    writes.add_unique(EventRole(event=event, organisation=body, role="host"))
    writes.add_unique(EventRole(event=event, organisation=body, role="partner"))
    with pytest.raises(ValidationError):
        writes.add_unique(EventRole(event=event, organisation=body, role="host"))
