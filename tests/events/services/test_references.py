"""Permanent references: given with the first public page, so that no gap counts hidden events."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from events.enums import Sensitivity
from events.models import Event
from events.services.workflow import withdraw
from publication.models import PublishedEvent
from publication.services.rebuilding import rebuild
from tests.factories import make_coordinator, make_event, make_published_event

pytestmark = pytest.mark.django_db


def reference_of(event):
    return Event.objects.values_list("reference", flat=True).get(pk=event.pk)


@pytest.mark.parametrize("sensitivity", [Sensitivity.HIDDEN, Sensitivity.AGGREGATE])
def test_an_event_without_a_page_has_none_and_leaves_no_gap(sensitivity):
    first = make_published_event()
    unseen = make_published_event(sensitivity=sensitivity)
    second = make_published_event()
    assert (first.reference, second.reference) == ("RSS-ML-2023-0001", "RSS-ML-2023-0002")
    assert unseen.reference is None
    assert unseen.first_published_at is not None
    assert unseen.get_absolute_url() == ""


def test_it_comes_with_the_page_when_the_event_is_opened():
    event = make_published_event(sensitivity=Sensitivity.HIDDEN)
    event.sensitivity = Sensitivity.PUBLIC
    event.save()
    assert PublishedEvent.objects.get().reference == "RSS-ML-2023-0001"
    assert reference_of(event) == "RSS-ML-2023-0001"
    assert list(Event.objects.search("RSS-ML-2023-0001")) == [event]


def test_who_read_the_event_before_does_not_take_it_back():
    event = make_published_event(sensitivity=Sensitivity.HIDDEN)
    Event.objects.filter(pk=event.pk).update(sensitivity=Sensitivity.PUBLIC)
    rebuild()
    event.sensitivity = Sensitivity.PUBLIC
    event.save()
    withdraw(event=event, by=make_coordinator(), reason="Double.")
    assert reference_of(event) == "RSS-ML-2023-0001"


def test_it_stays_when_the_page_goes():
    event = make_published_event()
    event.sensitivity = Sensitivity.HIDDEN
    event.save()
    assert not PublishedEvent.objects.exists()
    assert reference_of(event) == event.reference


def test_it_comes_on_the_day_on_which_a_delay_is_over(client, monkeypatch):
    today = timezone.localdate()
    event = make_published_event(
        starts_on=today - timedelta(days=1), sensitivity=Sensitivity.DELAYED, delay_days=10
    )
    assert reference_of(event) is None
    later = today + timedelta(days=30)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_how: later)
    rebuild()
    assert reference_of(event) is not None
    assert PublishedEvent.objects.get(pk=event.pk).reference == reference_of(event)


def test_those_that_open_together_are_numbered_by_title_not_by_day_or_entry():
    events = [
        make_published_event(title_fr=title, starts_on=date(2023, 3, day), sensitivity=Sensitivity.HIDDEN)
        for title, day in (("Gamma", 2), ("Alpha", 28), ("Beta", 14))
    ]
    Event.objects.filter(pk__in=[event.pk for event in events]).update(
        sensitivity=Sensitivity.REGION_AND_MONTH
    )
    rebuild()
    found = Event.objects.order_by("reference").values_list("title_fr", flat=True)
    assert list(found) == ["Alpha", "Beta", "Gamma"]


def test_a_draft_has_none():
    assert make_event().reference is None
