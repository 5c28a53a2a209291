"""What the public totals say of events that have no page."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache

from events.enums import Sensitivity
from events.models import HeadcountGroup
from publication.without_page import batches_without_page
from rss_registry.figures import Basis, Figure
from tests.factories import make_coordinator, make_event, make_headcount, make_published_event, publish_event

pytestmark = pytest.mark.django_db


def batched(on=None):
    return {key for batch in batches_without_page(on=on) for key in batch.events}


@pytest.fixture
def publish_without_page():
    reviewer = make_coordinator()

    def publish(*numbers, **fields):
        event = publish_event(make_event(sensitivity=Sensitivity.AGGREGATE, **fields), by=reviewer)
        for number, sex in numbers:
            make_headcount(event, number, sex=sex)
        return event.pk

    return publish


def test_four_events_without_a_page_are_in_no_total_and_the_fifth_brings_them_in(publish_without_page):
    events = {publish_without_page((30, "")) for _number in range(4)}
    assert batched() == set()
    events.add(publish_without_page((30, "")))
    assert batched() == events


def test_a_sixth_event_waits_so_that_the_total_of_the_next_day_does_not_tell_its_size(publish_without_page):
    events = {publish_without_page((30, "")) for _number in range(5)}
    publish_without_page((12, ""))
    assert batched() == events


def test_one_number_among_events_that_have_none_is_not_told_by_their_sum(publish_without_page):
    for _number in range(4):
        publish_without_page()
    publish_without_page((12, ""))
    assert batched() == set()


def test_one_that_had_a_page_is_in_no_batch(publish_without_page):
    for _number in range(4):
        publish_without_page((30, ""))
    event = make_published_event()
    make_headcount(event, 30)
    event.sensitivity = Sensitivity.AGGREGATE
    event.save()
    assert batched() == set()


def test_a_shared_total_does_not_bring_in_an_event_without_a_page(publish_without_page):
    events = {publish_without_page((30, "")) for _number in range(5)}
    group = HeadcountGroup.objects.create(label_fr="ensemble")
    group.events.set(events)
    assert batched() == set()


def test_an_event_that_is_not_over_is_not_company(publish_without_page):
    for _number in range(4):
        publish_without_page((30, ""))
    day = date(2023, 5, 2)
    publish_without_page((30, ""), starts_on=day)
    assert batched(on=day - timedelta(days=1)) == set()
    assert len(batched(on=day)) == 5


def test_events_with_a_page_need_no_company(publish_without_page):
    make_published_event()
    assert batched() == set()


def test_the_home_page_counts_them_and_says_how_many(client, publish_without_page):
    for number in (30, 30, 30, 30, 12):
        assert client.get("/fr/").context["totals"].events == 0
        publish_without_page((number, ""))
        cache.clear()  # a page that is kept has no context to read
    page = client.get("/fr/")
    totals = page.context["totals"]
    assert (totals.events, totals.participants) == (5, Figure(130, Basis.APPROXIMATE))
    assert "Dont 5 événements sans fiche publique" in " ".join(page.content.decode().split())
