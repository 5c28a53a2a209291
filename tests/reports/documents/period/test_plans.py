"""What was planned, beside what was done."""

from datetime import date

import pytest

from events.enums import Basis, Outcome
from publication.models import PublishedEvent
from reports.documents.period.plans import plans_of
from tests.factories import make_headcount, make_published_event, make_series

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 1)


def plans():
    return plans_of(PublishedEvent.objects.open(), today=TODAY)


def planned(**fields):
    return make_published_event(**{"outcome": Outcome.PLANNED, "announced": True, **fields})


def test_each_event_that_was_not_held_says_why_as_far_as_it_is_known():
    planned(starts_on=date(2024, 5, 2))
    planned(starts_on=date(2024, 7, 2))
    planned(starts_on=None, ends_on=None)
    planned(starts_on=date(2024, 3, 2), outcome=Outcome.CANCELLED)

    assert [item.state for item in plans().not_held] == [
        "annulé",
        "annoncé, sans nouvelle",
        "à venir",
        "annoncé, sans date",
    ]


def test_numbers_are_compared_only_where_both_are_known():
    both, expected_only = make_published_event(), make_published_event()
    make_headcount(both, 60, basis=Basis.PLANNED)
    make_headcount(both, 52)
    make_headcount(expected_only, 30, basis=Basis.PLANNED)

    (line,) = plans().attendance

    assert (line.reference, line.planned.value, line.seen.value) == (both.reference, 60, 52)


def test_a_series_of_announced_length_tells_how_much_is_left():
    series = make_series(planned_number=5)
    make_published_event(series=series, series_rank=1)
    make_published_event(series=make_series())

    (line,) = plans().series

    assert (line.progress.planned, line.progress.held) == (5, 1)


def test_a_register_without_plans_has_nothing_to_tell():
    make_published_event()
    assert plans().is_empty
