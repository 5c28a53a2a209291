from datetime import date

import pytest
from django.db import IntegrityError, transaction

from events.enums import Outcome, Role, Status
from events.models import Event
from events.services.likeness import likely_of
from events.services.planning import Plan, free_ranks, plan_events
from tests.factories import (
    make_coordinator,
    make_event,
    make_organisation,
    make_place,
    make_programme,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user()


def plan(series, officer, *plans):
    return plan_events(series=series, plans=plans, kind="forum", owner=officer.organisation, by=officer)


def test_all_events_of_the_plan_are_drafts_with_place_month_and_rank(officer):
    body, programme = make_organisation(), make_programme()
    series = make_series(organisation=body, programme=programme)
    kayes, mopti = make_place(name_fr="Kayes"), make_place(name_fr="Mopti")
    first, second = plan(
        series, officer, Plan("Forum – Kayes", kayes, date(2027, 3, 1)), Plan("Forum – Mopti", mopti)
    )
    assert [(event.title_fr, event.series_rank) for event in (first, second)] == [
        ("Forum – Kayes", 1),
        ("Forum – Mopti", 2),
    ]
    assert (first.starts_on, first.ends_on, first.date_precision) == (
        date(2027, 3, 1),
        date(2027, 3, 31),
        "month",
    )
    assert second.starts_on is None
    for event, place in ((first, kayes), (second, mopti)):
        assert (event.status, event.outcome, event.kind) == (Status.DRAFT, Outcome.PLANNED, "forum")
        assert (event.owner, event.created_by) == (officer.organisation, officer)
        assert [row.place for row in event.event_places.all()] == [place]
        assert [(role.organisation, role.role) for role in event.roles.all()] == [(body, Role.ORGANISER)]
        assert list(event.programmes.all()) == [programme]
        event.full_clean()
    series.refresh_from_db()
    assert series.planned_number == 2
    assert Event.objects.search("forum mopti").get() == second
    assert likely_of(first, user=make_coordinator()) == []


def test_events_that_are_there_keep_their_ranks(officer):
    series = make_series(planned_number=5)
    for rank in (1, 3):
        make_event(owner=officer.organisation, series=series, series_rank=rank)
    events = plan(series, officer, *(Plan(f"Forum {number}") for number in range(3)))
    assert [event.series_rank for event in events] == [2, 4, 5]
    assert sorted(series.events.values_list("series_rank", flat=True)) == [1, 2, 3, 4, 5]
    series.refresh_from_db()
    assert series.planned_number == 5
    assert free_ranks(series, 2, by=officer) == [6, 7]


def test_what_others_prepare_is_not_told_by_ranks_and_numbers(officer):
    series = make_series()
    make_event(series=series, series_rank=1)
    assert [event.series_rank for event in plan(series, officer, Plan("Forum"))] == [1]
    series.refresh_from_db()
    assert series.planned_number == 1


def test_one_that_cannot_be_stored_takes_all_back(officer, monkeypatch):
    series, stored = make_series(), []

    def fail_second(event):
        stored.append(event)
        if len(stored) == 2:
            raise IntegrityError

    monkeypatch.setattr("events.services.planning.index_event", fail_second)
    with pytest.raises(IntegrityError), transaction.atomic():
        plan(series, officer, Plan("Forum 1"), Plan("Forum 2"))
    assert not series.events.exists()
