"""The tally follows the data: whatever changes, by whichever way, it says what a new one would say."""

from datetime import date

import pytest
from django.db import transaction

from events.enums import FollowUpStatus, Outcome, Role, Sensitivity
from events.models import Event, HeadcountGroup, Theme
from events.services.workflow import withdraw
from organisations.models import PublicChange
from publication.tally import OrderedEvents, current_tally, forget_tally
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    publish_event,
)

pytestmark = pytest.mark.django_db

FILTERS = ("region", "annee", "type", "theme", "programme", "organisation", "role", "bailleur", "public")


def said():
    tally = current_tally()
    events = OrderedEvents(tally, tally.published)
    return (
        [event.pk for event in events],
        {name: tally.counts(name, tally.counted) for name in FILTERS},
        tally.totals(tally.counted),
        {name: tally.sum_over(name, tally.counted) for name in ("asked", "answered", "done")},
    )


def test_after_every_kind_of_change_it_says_what_a_new_one_says():
    gao, programme, payer = make_place(), make_programme(), make_organisation()
    theme = Theme.objects.create(slug="genre", name_fr="genre")
    agreement = make_agreement(payer, programme=programme)
    events = [make_published_event(programmes=[programme]) for _number in range(6)]
    event, draft, by = events[0], make_event(), make_coordinator()
    recommendation = make_recommendation(event)
    group = HeadcountGroup.objects.create(label_fr="les deux")
    role = make_role(event, payer, Role.FUNDER)

    def moved():
        event.starts_on = event.ends_on = date(2019, 2, 3)
        event.save()

    def hidden():
        events[3].sensitivity = Sensitivity.AGGREGATE
        events[3].save()

    def planned():
        events[4].outcome = Outcome.PLANNED
        events[4].save()

    def withheld():
        agreement.funder_disclosed = False
        agreement.save()

    for change in (
        lambda: make_headcount(event, 23),
        lambda: make_headcount(events[1], 30, sex="women"),
        moved,
        hidden,
        planned,
        lambda: event.themes.add(theme),
        lambda: theme.events.set([events[2]]),
        lambda: event.event_places.create(place=gao),
        lambda: event.audiences.create(category="fds"),
        lambda: recommendation.follow_ups.create(status=FollowUpStatus.DONE, day=date(2024, 1, 1)),
        lambda: publish_event(draft, by),
        lambda: withdraw(event=events[5], by=by, reason="Erreur."),
        lambda: group.events.set(events[1:3]),
        lambda: group.headcounts.create(number=80),
        lambda: make_headcount(events[2], 12),
        lambda: programme.events.remove(event),
        withheld,
        role.delete,
        event.delete,
        theme.delete,
    ):
        before = current_tally()
        change()
        followed = said()
        forget_tally()
        assert followed == said(), change
        assert current_tally() is not before


def test_one_changed_event_is_read_alone(django_assert_num_queries):
    events = [make_published_event() for _number in range(3)]
    current_tally()
    events[1].save()
    # version, last change, changes since, then: region, located, theme, programme, audience, roles, two
    # kinds of payments, days, headcounts, recommendations, events; no shared totals, which one event cannot
    # change.
    with django_assert_num_queries(15):
        current_tally()
    PublicChange.objects.all().delete()
    forget_tally()
    # version, last change, the same twelve, shared totals.
    with django_assert_num_queries(15):
        current_tally()


def test_without_a_change_nothing_is_read_but_the_version(django_assert_num_queries):
    make_published_event()
    current_tally()
    with django_assert_num_queries(1):
        current_tally()


def test_a_change_that_was_undone_leaves_nothing_behind():
    make_published_event()
    before = said()
    with transaction.atomic():
        make_published_event()
        assert said() != before
        transaction.set_rollback(True)
    assert said() == before


def test_the_gate_is_asked_again_when_rows_are_read():
    event = make_published_event()
    tally = current_tally()
    Event.objects.filter(pk=event.pk).update(status="draft")
    assert len(tally.published) == 1
    assert OrderedEvents(tally, tally.published)[:20] == []
