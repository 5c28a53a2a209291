from datetime import date

import pytest

from events.enums import Outcome, Sensitivity
from events.findings import count_incomplete, open_findings
from events.models import Event, EventClaim, Justification
from events.quality import CHECKS, missing_from
from tests.factories import (
    make_event,
    make_event_source,
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


def codes(event):
    return {check.code for check in missing_from(event)}


def test_a_bare_event_lacks_nearly_everything():
    assert codes(make_event()) == {
        "place",
        "organiser",
        "funder",
        "source",
        "theme",
        "headcount",
        "english",
    }


def test_what_is_filled_is_no_longer_missing():
    event = make_event(title_en="Workshop", places=[make_place()])
    make_role(event, make_organisation())
    make_role(event, make_organisation(), "funder")
    make_event_source(event)
    make_headcount(event, 18)
    assert codes(event) == {"theme", "sex"}
    make_headcount(event, 7, sex="women")
    make_headcount(event, 11, sex="men")
    assert codes(event) == {"theme"}


def test_sexes_are_held_against_the_total():
    event = make_event()
    total = make_headcount(event, 18)
    make_headcount(event, 7, sex="women")
    make_headcount(event, 10, sex="men")
    assert "below_total" in codes(event)
    total.number = 15
    total.save()
    assert "over_total" in codes(event)


def test_doubtful_facts_are_named():
    event = make_event(starts_on=date(2023, 3, 28), stated_days=2, outcome=Outcome.PLANNED)
    make_recommendation(event)
    for value in ("200", "180"):
        EventClaim.objects.create(event=event, source=make_source(), field="headcount", value_fr=value)
    assert {"duration", "still_planned", "addressee", "claims"} <= codes(event)


def test_a_rank_told_twice_is_found_beside_what_the_reader_may_know():
    series = make_series()
    first = make_published_event(series=series, series_rank=1)
    mine = make_event(series=series, series_rank=1)
    assert "rank_twice" in codes(mine) and "rank_twice" not in codes(first)
    for level in (Sensitivity.REGION_AND_MONTH, Sensitivity.HIDDEN):
        Event.objects.filter(pk=first.pk).update(sensitivity=level)
        assert "rank_twice" not in codes(mine)
    Event.objects.filter(pk=first.pk).update(owner=mine.owner)
    assert "rank_twice" in codes(mine)


def test_codes_are_unique():
    assert len({check.code for check in CHECKS}) == len(CHECKS)


def test_all_checks_at_once_find_what_each_finds_alone():
    poor, rich = make_event(), make_event(title_en="Workshop", stated_days=3)
    alone = {event.pk: list(missing_from(event)) for event in (poor, rich)}
    together = open_findings(Event.objects.all())
    assert together == alone
    assert open_findings(Event.objects.filter(pk=rich.pk)) == {rich.pk: alone[rich.pk]}
    assert count_incomplete(Event.objects.all()) == 2
    assert (open_findings(Event.objects.none()), count_incomplete(Event.objects.none())) == ({}, 0)


def test_an_answer_closes_a_finding_of_its_event_alone():
    answered, other = make_event(), make_event()
    Justification.objects.create(event=answered, finding="place", text_fr="La source ne le dit pas.")
    found = open_findings(Event.objects.all())
    assert {check.code for check in found[other.pk]} - {check.code for check in found[answered.pk]} == {
        "place"
    }
