"""The same workshop entered twice is noticed whatever its title; nobody learns of what is not his to know."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.enums import Role, Sensitivity
from events.models import HeadcountGroup
from events.services.deleting import delete_draft
from events.services.likeness import find, likely_counts, likely_of, stored_facts
from events.services.likeness_scores import Facts, Likeness
from organisations.enums import PlaceKind
from tests.factories import (
    make_coordinator,
    make_event,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_role,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = date(2023, 10, 11)


@pytest.fixture
def coordinator():
    return make_coordinator()


def found(event, user):
    # Titles of tests are near to one another; one test looks at that.
    return {row.event: {*row.codes} - {Likeness.NEAR_TITLE} for row in likely_of(event, user=user)}


def twin(**fields):
    return make_event(**{"starts_on": DAY, "ends_on": DAY, **fields})


def test_same_days_and_place_whatever_the_title(coordinator):
    place = make_place()
    one = twin(places=[place], title_fr="Installation du CCS")
    other = twin(places=[place], title_fr="Session d’information des élus")
    twin(places=[make_place()])
    assert found(one, coordinator) == {other: {Likeness.SAME_DAYS, Likeness.SAME_PLACE}}


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2023, 10, 10), date(2023, 10, 12), Likeness.SHARED_DAYS),
        (date(2023, 10, 13), date(2023, 10, 14), Likeness.NEAR_DAYS),
        (date(2023, 10, 9), date(2023, 10, 9), Likeness.NEAR_DAYS),
        (date(2023, 10, 14), date(2023, 10, 14), None),
    ],
)
def test_days_two_apart_and_no_more(coordinator, first, last, code):
    place = make_place()
    one = twin(places=[place])
    other = twin(places=[place], starts_on=first, ends_on=last)
    expected = {other: {code, Likeness.SAME_PLACE}} if code else {}
    assert found(one, coordinator) == expected


def test_a_month_overlaps_its_days(coordinator):
    place = make_place()
    one = twin(places=[place])
    month = twin(places=[place], starts_on=date(2023, 10, 1), date_precision="month")
    later = twin(
        places=[place], starts_on=date(2023, 12, 1), ends_on=date(2023, 12, 1), date_precision="month"
    )
    assert found(one, coordinator) == {month: {Likeness.SAME_MONTH, Likeness.SAME_PLACE}}
    assert found(later, coordinator) == {}


def test_one_place_within_the_other(coordinator):
    region = make_place()
    commune = make_place(kind=PlaceKind.COMMUNE, parent=region)
    one, other = twin(places=[commune]), twin(places=[region])
    assert found(one, coordinator) == {other: {Likeness.SAME_DAYS, Likeness.PLACE_WITHIN}}
    assert found(other, coordinator) == {one: {Likeness.SAME_DAYS, Likeness.PLACE_WITHIN}}


def test_a_country_holds_everything_and_so_tells_nothing(coordinator):
    region = make_place()
    one = twin(places=[region])
    twin(places=[region.parent])
    assert found(one, coordinator) == {}


def test_same_venue_organiser_or_programme(coordinator):
    body, programme = make_organisation(), make_programme()
    one = twin(venue="Azalaï Grand Hôtel", programmes=[programme])
    make_role(one, body)
    venue = twin(venue="AZALAI grand hotel")
    organiser = make_role(twin(), body, Role.CO_ORGANISER).event
    in_programme = twin(programmes=[programme])
    make_role(twin(), body, Role.BENEFICIARY)
    assert found(one, coordinator) == {
        venue: {Likeness.SAME_DAYS, Likeness.SAME_VENUE},
        organiser: {Likeness.SAME_DAYS, Likeness.SAME_ORGANISER},
        in_programme: {Likeness.SAME_DAYS, Likeness.SAME_PROGRAMME},
    }


def test_the_same_title_is_found_a_month_away_and_undated_with_something_in_common(coordinator):
    place = make_place()
    one = twin(places=[place], title_fr="Forum régional de Kayes")
    near = twin(title_fr="Kayes : forum régional", starts_on=date(2023, 11, 10), ends_on=date(2023, 11, 10))
    twin(title_fr="Forum régional de Kayes", starts_on=date(2023, 12, 20), ends_on=date(2023, 12, 20))
    undated = twin(
        title_fr="Forum régional, Kayes", starts_on=None, ends_on=None, outcome="planned", places=[place]
    )
    twin(title_fr="Forum régional, Kayes", starts_on=None, ends_on=None, outcome="planned")
    assert found(one, coordinator) == {
        near: {Likeness.OTHER_DAYS, Likeness.SAME_TITLE},
        undated: {Likeness.NO_DAYS, Likeness.SAME_PLACE, Likeness.SAME_TITLE},
    }
    assert one in found(undated, coordinator)


def test_a_near_title_raises_the_score(coordinator):
    place = make_place()
    one = twin(places=[place], title_fr="Dissémination de la stratégie nationale")
    far = twin(places=[place], title_fr="Réunion")
    near = twin(places=[place], title_fr="Dissémination de la stratégie nationale de RSS")
    assert [row.event for row in likely_of(one, user=coordinator)] == [near, far]


def test_ranks_of_one_series_are_different_events(coordinator):
    series, place = make_series(), make_place()
    one = twin(places=[place], series=series, series_rank=1)
    twin(places=[place], series=series, series_rank=2)
    assert found(one, coordinator) == {}


def test_two_that_share_a_total_are_different_events(coordinator):
    place = make_place()
    one, other = twin(places=[place]), twin(places=[place])
    HeadcountGroup.objects.create(label_fr="Les deux").events.set([one, other])
    assert found(one, coordinator) == {}


def test_what_is_typed_is_compared_before_it_is_stored(coordinator):
    place = make_place()
    stored = twin(places=[place])
    typed = Facts.of(title="Autre titre", starts_on=DAY, places=[place.pk])
    assert [row.event for row in find([typed], user=coordinator)[0]] == [stored]


# -- who learns what ---------------------------------------------------------------------


def test_an_officer_meets_with_her_own_records_and_with_public_ones(coordinator):
    officer, place = make_user(), make_place()
    mine = twin(places=[place], owner=officer.organisation)
    own = twin(places=[place], owner=officer.organisation, sensitivity=Sensitivity.HIDDEN)
    public = make_published_event(places=[place], starts_on=DAY, ends_on=DAY)
    secret = [
        twin(places=[place]),
        *(
            make_published_event(places=[place], starts_on=DAY, ends_on=DAY, sensitivity=level)
            for level in (Sensitivity.HIDDEN, Sensitivity.AGGREGATE, Sensitivity.REGION_AND_MONTH)
        ),
    ]
    rows = likely_of(mine, user=officer)
    assert {row.event: row.is_own for row in rows} == {own: True, public: False}
    assert found(mine, coordinator).keys() == {own, public, *secret}


def test_a_deleted_draft_resembles_nothing(coordinator):
    place = make_place()
    one, other = twin(places=[place]), twin(places=[place])
    delete_draft(event=other)
    assert found(one, coordinator) == {}


def test_counts_are_those_of_each_and_cost_the_same_for_any_number(coordinator):
    place = make_place()
    events = [twin(places=[place]) for _ in range(3)] + [twin()]
    with CaptureQueriesContext(connection) as few:
        assert likely_counts(events[:1], user=coordinator) == {events[0].pk: 2}
    with CaptureQueriesContext(connection) as many:
        assert likely_counts(events, user=coordinator) == {event.pk: 2 for event in events[:3]}
    assert len(few) == len(many) == 19


# What PostgreSQL does with a few rows says nothing of what it does with many.
@pytest.mark.one_database
def test_the_days_are_looked_up_in_an_index(coordinator):
    one = twin(places=[make_place()], venue="Maison des jeunes")
    with CaptureQueriesContext(connection) as queries:
        likely_of(one, user=coordinator)
    narrowing = next(
        query["sql"] for query in queries if "BETWEEN" in query["sql"] and "venue_key" in query["sql"]
    )
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {narrowing}")
        plan = str(cursor.fetchall())
    assert "SEARCH events_event USING INDEX" in plan and "SCAN events_event" not in plan


def test_a_year_alone_is_as_good_as_no_date():
    event = twin(date_precision="year")
    assert stored_facts([event.pk])[event.pk].first is None
