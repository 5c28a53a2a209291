"""What is published is at every moment what a publication made anew from the private record would be."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from events.enums import Sensitivity
from events.models import HeadcountGroup
from events.services.workflow import return_to_author, submit, withdraw
from publication.models import (
    BatchMember,
    PublicationState,
    PublishedBatch,
    PublishedEvent,
    PublishedOrganisation,
    PublishedTotal,
    Withdrawal,
)
from publication.models.pending import settle
from publication.questions.reading import event_facts
from publication.services.rebuilding import differences, open_day, rebuild
from tests.factories import (
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_published_event,
    make_role,
    make_source,
    publish_event,
)
from tests.publication.changes import make_world

pytestmark = pytest.mark.django_db


def test_after_every_step_of_the_workflow_too():
    reviewer, event = make_coordinator(), make_event()
    settle()
    assert not PublishedEvent.objects.exists()
    submit(event=event, by=reviewer)
    return_to_author(event=event, by=reviewer, reason="Précisez le lieu.")
    assert list(differences()) == []
    assert not PublishedEvent.objects.exists()
    publish_event(event, by=reviewer)
    assert list(differences()) == []
    assert PublishedEvent.objects.get().reference == event.reference
    withdraw(event=event, by=reviewer, reason="Double.")
    assert list(differences()) == []
    assert not PublishedEvent.objects.exists()
    assert Withdrawal.objects.get().reference == event.reference


def test_withdrawals_shared_totals_and_batches_are_held_against_the_record_too():
    reviewer = make_coordinator()
    gone, one, other = (make_published_event() for _number in range(3))
    withdraw(event=gone, by=reviewer, reason="Double.")
    group = HeadcountGroup.objects.create(label_fr="ensemble")
    group.events.set([one, other])
    make_headcount(None, 80, group=group)
    for _number in range(5):
        make_headcount(publish_event(make_event(sensitivity=Sensitivity.AGGREGATE), by=reviewer), 12)
    settle()
    assert list(differences()) == []
    batch = PublishedBatch.objects.get()
    PublishedBatch.objects.update(participants=70)
    Withdrawal.objects.all().delete()
    PublishedTotal.objects.update(content_en="{}")
    found = set(differences())
    assert found == {
        f"withdrawal {gone.reference} is missing",
        f"shared total {group.pk} says something else",
    }
    # A batch is never made again: what it says is checked by the events in it alone.
    batch.delete()
    BatchMember.objects.all().delete()
    assert any(line.startswith("batch ") for line in differences())
    # Nothing of that was written by looking.
    assert not Withdrawal.objects.exists() and not PublishedBatch.objects.exists()
    rebuild()
    assert list(differences()) == []


# -- time ----------------------------------------------------------------------------------------------


@pytest.fixture
def set_day(monkeypatch):
    def set_to(day):
        monkeypatch.setattr(timezone, "localdate", lambda *_args: day)
        open_day()

    return set_to


def test_a_delayed_event_appears_after_midnight_with_whatever_it_names(set_day):
    set_day(date(2024, 5, 20))
    body = make_organisation()
    event = make_event(starts_on=date(2024, 5, 2), sensitivity=Sensitivity.DELAYED, delay_days=30)
    make_role(event, body)
    publish_event(event)
    other = make_published_event()
    group = HeadcountGroup.objects.create(label_fr="ensemble")
    group.events.set([event, other])
    make_headcount(None, 80, group=group)
    assert not PublishedEvent.objects.filter(pk=event.pk).exists()
    for day, is_public in ((date(2024, 5, 31), False), (date(2024, 6, 1), True)):
        token = PublicationState.current_token()
        set_day(day)
        assert PublicationState.current_token() != token
        assert PublishedEvent.objects.filter(pk=event.pk).exists() is is_public
        assert PublishedOrganisation.objects.filter(pk=body.pk).exists() is is_public
        assert bool(event_facts(other.reference).shared_totals) is is_public
        assert list(differences()) == []


def test_days_on_which_nobody_came_are_made_up_for(set_day):
    set_day(date(2024, 5, 20))
    make_place()
    event = publish_event(
        make_event(starts_on=date(2024, 5, 2), sensitivity=Sensitivity.DELAYED, delay_days=30)
    )
    settle()
    set_day(date(2024, 9, 1))
    assert PublishedEvent.objects.get().pk == event.pk


def test_a_day_is_opened_once(set_day):
    make_world()
    today = timezone.localdate() + timedelta(days=1)
    set_day(today)
    token = PublicationState.current_token()
    assert open_day() is False
    assert PublicationState.current_token() == token


def test_batches_of_events_in_totals_only_follow_them():
    reviewer = make_coordinator()
    events = [
        publish_event(make_event(sensitivity=Sensitivity.AGGREGATE), by=reviewer) for _number in range(5)
    ]
    for event in events:
        make_headcount(event, 12)
    assert [(batch.size, batch.participants) for batch in PublishedBatch.objects.all()] == [(5, 60)]
    events[0].sensitivity = Sensitivity.HIDDEN
    events[0].save()
    assert not PublishedBatch.objects.exists()


def test_events_in_totals_only_that_lose_their_shared_total_enter_a_batch():
    events = [publish_event(make_event(sensitivity=Sensitivity.AGGREGATE)) for _number in range(5)]
    group = HeadcountGroup.objects.create(label_fr="ensemble")
    group.events.set(events)
    for event in events:
        make_headcount(event, 12)
    settle()
    assert not PublishedBatch.objects.exists()
    group.delete()
    settle()
    assert PublishedBatch.objects.count() == 1
    assert list(differences()) == []


def test_what_was_disclosed_once_keeps_hiding_what_it_would_tell():
    """Three women of fifteen were withheld: eight of twenty would give the men of then back."""
    event, source = make_published_event(), make_source()
    total = make_headcount(event, 15, source=source)
    women = make_headcount(event, 3, sex="women", source=source)
    make_headcount(event, 12, sex="men", source=source)
    settle()
    assert event_facts(event.reference).headcount.total.short == "15"
    with transaction.atomic():
        total.number, women.number = 20, 8
        total.save()
        women.save()
        settle()
    told = event_facts(event.reference).headcount
    assert (told.total.short, told.women.short, told.men.short) == ("20", "masqué", "masqué")
    rebuild()
    assert list(differences()) == []
    assert event_facts(event.reference).headcount == told
