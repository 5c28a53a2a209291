"""What is published is at every moment what a publication made anew from the private record would be."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from events.enums import Sensitivity
from events.models import Event, HeadcountGroup
from events.services.workflow import return_to_author, submit, withdraw
from organisations.enums import OrganisationKind
from publication.models import (
    BatchMember,
    Facet,
    PublicationState,
    PublishedBatch,
    PublishedEvent,
    PublishedFacts,
    PublishedNumber,
    PublishedOrganisation,
    PublishedTotal,
    Waiting,
    Withdrawal,
)
from publication.models.pending import settle
from publication.questions.reading import event_facts
from publication.services import following
from publication.services.rebuilding import differences, open_day, rebuild
from publication.tasks import publish_waiting
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
from tests.publication.changes import CHANGES, make_world

pytestmark = pytest.mark.django_db


# Rows that are known by the event that they belong to.
PARTS = (PublishedFacts, Facet, PublishedNumber)
WHOLES = (PublishedEvent, PublishedOrganisation, PublishedTotal)


def standing(but=""):
    """All that is published; `but`: a column that may differ."""
    found = {}
    for model in (*PARTS, *WHOLES):
        left_out = {but, "id" if model in PARTS else ""}
        rows = [
            sorted((name, value) for name, value in row.items() if name not in left_out)
            for row in model.objects.values()
        ]
        found[model.__name__] = sorted(map(repr, rows))
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_after_every_change_what_is_published_is_what_the_record_says(name):
    world = make_world()
    CHANGES[name](world)
    settle()
    assert list(differences()) == []


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


def test_what_was_written_past_the_signals_is_seen_and_made_good():
    world = make_world()
    Event.objects.filter(pk=world.event.pk).update(venue="Autre salle")
    PublishedEvent.objects.filter(pk=world.other.pk).delete()
    PublishedOrganisation.objects.filter(pk=world.organisation.pk).update(name_fr="Faux")
    assert sorted(differences()) == [
        f"event {world.event.pk} says something else",
        f"event {world.other.pk} is missing",
        f"publication.PublishedOrganisation {world.organisation.pk} says something else",
        # It stood on the page that is missing, too.
        f"shared total {world.group.pk} says something else",
    ]
    rebuild()
    assert list(differences()) == []
    assert event_facts(world.event.reference).venue == "Autre salle"
    Event.objects.filter(pk=world.event.pk).update(sensitivity=Sensitivity.HIDDEN)
    assert f"event {world.event.pk} is not to be public" in set(differences())
    rebuild()
    assert list(differences()) == []


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


def test_a_publication_made_anew_is_the_one_that_stood():
    make_world()
    # When each last changed is not known any more.
    before = standing(but="changed_at")
    PublishedEvent.objects.all().delete()
    PublishedTotal.objects.all().delete()
    rebuild()
    assert standing(but="changed_at") == before


def test_a_publication_made_again_changes_nothing():
    make_world()
    before = standing()
    rebuild()
    assert standing() == before


@pytest.mark.parametrize("name", ["the title of an event", "an event that is deleted", "a theme of an event"])
def test_after_a_change_that_is_taken_back_everything_is_as_before(name):
    world = make_world()
    before, token = standing(), PublicationState.current_token()
    with pytest.raises(RuntimeError), transaction.atomic():
        CHANGES[name](world)
        settle()
        assert PublicationState.current_token() != token
        raise RuntimeError
    assert (standing(), PublicationState.current_token()) == (before, token)
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


# -- more events than one waits for --------------------------------------------------------------------


def test_what_very_many_events_cite_is_published_in_the_background(monkeypatch):
    world = make_world()
    monkeypatch.setattr(following, "MOST_AT_ONCE", 1)
    world.series.title_fr = "Autre série"
    world.series.save()
    settle()
    assert set(Waiting.objects.values_list("pk", flat=True)) == {world.event.pk, world.other.pk}
    # Another name restricts nothing: it is read at once, and only the search has to wait.
    told = PublishedEvent.objects.open().filter(series=world.series.pk)
    assert told.count() == 2
    publish_waiting.func()
    assert not Waiting.objects.exists()
    assert list(differences()) == []


def test_what_may_restrict_very_many_events_holds_at_once(monkeypatch):
    world = make_world()
    monkeypatch.setattr(following, "MOST_AT_ONCE", 0)
    world.organisation.kind = OrganisationKind.MEDIA
    world.organisation.save()
    settle()
    waiting = set(Waiting.objects.values_list("pk", flat=True))
    # Until they are published again nothing is told of them.
    assert waiting
    assert not PublishedEvent.objects.open().filter(pk__in=waiting).exists()
    publish_waiting.func()
    assert set(PublishedEvent.objects.open().filter(pk__in=waiting).values_list("pk", flat=True)) == waiting
    assert list(differences()) == []


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
