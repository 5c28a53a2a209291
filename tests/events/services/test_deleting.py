"""A deleted draft is nowhere, comes back whole, and is erased with its files when its time is over."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from events.enums import HalfDay
from events.models import Document, Event, EventSource, HeadcountGroup, Objective, Session
from events.services.deleting import (
    DeletingError,
    delete_draft,
    erase_deleted,
    restore_draft,
    restored_for,
    to_erase,
)
from events.services.search_text import index_event
from tests.factories import (
    make_agreement,
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_published_event,
    make_recommendation,
    make_role,
    make_series,
    make_source,
)

pytestmark = pytest.mark.django_db


def make_full_draft(**fields):
    event = make_event(places=[make_place()], **fields)
    make_role(event, make_organisation())
    make_headcount(event, 18)
    make_recommendation(event)
    Objective.objects.create(event=event, text_fr="Un objectif")
    EventSource.objects.create(event=event, source=make_source())
    Session.objects.create(event=event, day=event.starts_on, half_day=HalfDay.MORNING)
    file = ContentFile(b"%PDF-1.7", name="r.pdf")
    Document.objects.create(event=event, title_fr="Rapport", kind="report", file=file)
    event.agreements.add(make_agreement(make_organisation(), recipient=event.owner))
    HeadcountGroup.objects.create(label="Deux ateliers").events.add(event, make_event())
    return event


def rows_of_everything():
    """Every stored row of the domain but traces, by table."""
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list()))
        for label in ("organisations", "events")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if not model.__name__.startswith("Historical")
    }


def without_moments(rows, event):
    event.refresh_from_db()
    return {
        label: [row.replace(repr(event.updated_at), "now") for row in each] for label, each in rows.items()
    }


def test_a_draft_comes_back_as_it_was_with_every_part_link_and_rank():
    event = make_full_draft(series=make_series(), series_rank=2)
    index_event(event=event)
    before = without_moments(rows_of_everything(), event)
    delete_draft(event=event)
    restore_draft(event=Event.with_deleted.get(pk=event.pk))
    assert without_moments(rows_of_everything(), event) == before


def test_a_deleted_draft_is_in_no_reading():
    event = make_full_draft(series=make_series(), series_rank=2)
    delete_draft(event=event)
    other = HeadcountGroup.objects.get().events.get()
    assert other != event
    assert list(Event.objects.all()) == [other]
    assert list(event.series.events.all()) == list(event.owner.owned_events.all()) == []
    assert list(event.places.get().events.all()) == []
    assert not Event.objects.search(event.title_fr).exists()


def test_what_was_public_is_not_deleted():
    event = make_published_event()
    with pytest.raises(DeletingError) as refused:
        delete_draft(event=event)
    assert refused.value.code == "was_public"
    assert Event.objects.get() == event


def test_after_its_time_it_is_erased_with_its_files_and_its_history(
    capsys, django_capture_on_commit_callbacks
):
    event = make_full_draft()
    key, stored = event.pk, event.documents.get().file
    delete_draft(event=event)
    assert not to_erase().exists()
    month_ago = timezone.now() - restored_for() - timedelta(seconds=1)
    Event.with_deleted.filter(pk=key).update(deleted_at=month_ago)
    call_command("erase_attendance_lists")
    assert Event.with_deleted.filter(pk=key).exists()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("erase_attendance_lists", confirm=True)
    assert "1 brouillon effacé." in capsys.readouterr().out
    assert not Event.with_deleted.filter(pk=key).exists()
    assert not stored.storage.exists(stored.name)
    assert not Event.history.filter(id=key).exists()
    assert erase_deleted(events=[]) == 0
