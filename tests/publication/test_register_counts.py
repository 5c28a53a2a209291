"""The counts of the whole register are those that one gets by looking up each event."""

from collections import defaultdict

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from events.enums import Outcome
from events.models import Headcount, HeadcountGroup
from publication.models import Facet, PublicationState, PublishedEvent
from publication.questions.register_counts import (
    events_by_outcome,
    open_values,
    register_counts,
    register_counts_of,
)
from publication.questions.totals import totals_held, totals_of
from tests.factories import (
    make_headcount,
    make_organisation,
    make_place,
    make_published_event,
    make_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """Two events held and one of every other outcome, in two regions, with an organisation each."""
    gao, kidal = make_place(name_fr="Gao", slug="gao"), make_place(name_fr="Kidal", slug="kidal")
    outcomes = (Outcome.HELD, *Outcome)
    events = [
        make_published_event(outcome=outcome, announced=True, places=[gao, kidal][: 1 + number % 2])
        for number, outcome in enumerate(outcomes)
    ]
    for number, event in enumerate(events):
        make_role(event, make_organisation(name_fr=f"Organisation {number}", slug=f"o{number}"))
    return events


def suspend(event):
    """As a restriction that waits to be applied everywhere."""
    PublishedEvent.objects.filter(pk=event.pk).update(is_suspended=True)
    PublicationState.renew()


def looked_up():
    found = defaultdict(lambda: defaultdict(dict))
    facets = Facet.objects.filter(event__is_suspended=False, name__in=["region", "organisation", "type"])
    rows = facets.order_by().values_list("event__outcome", "name", "value").annotate(Count("pk"))
    for outcome, name, value, number in rows:
        found[outcome][name][value] = number
    return found


def counted():
    names = ("region", "organisation", "type")
    return {
        outcome: {name: dict(counts[name]) for name in names} for outcome, counts in register_counts().items()
    }


def test_every_outcome_has_its_own_counts(register):
    assert counted() == looked_up()
    assert events_by_outcome() == dict.fromkeys(Outcome, 1) | {Outcome.HELD: 2}


def test_a_suspended_event_is_in_no_count_and_no_choice(register):
    before = events_by_outcome()[Outcome.HELD]
    suspend(register[0])
    assert events_by_outcome()[Outcome.HELD] == before - 1
    assert counted() == looked_up()
    assert "o0" not in open_values("organisation")


def test_several_outcomes_are_added_up(register):
    both = register_counts_of((Outcome.PLANNED, Outcome.POSTPONED))
    alone = [register_counts_of((outcome,)) for outcome in (Outcome.PLANNED, Outcome.POSTPONED)]
    assert both["region"]["gao"] == sum(counts["region"]["gao"] for counts in alone)


def test_an_empty_register_has_no_counts():
    assert register_counts_of((Outcome.HELD,)).get("region", {}) == {}
    assert events_by_outcome().get(Outcome.HELD, 0) == 0


def test_they_are_read_once_for_a_version_and_anew_after_a_change(register):
    register_counts()
    with CaptureQueriesContext(connection) as queries:
        register_counts()
    assert not [query for query in queries if "facet" in query["sql"]]
    make_published_event(places=[])
    assert events_by_outcome()[Outcome.HELD] == 3


def test_sums_over_the_whole_register_are_those_over_its_events(register):
    first, planned, second = register[:3]
    make_headcount(first, 20)
    make_headcount(first, 11, sex="women")
    make_headcount(second, 30)
    group = HeadcountGroup.objects.create(label_fr="les deux ateliers")
    group.events.set([make_published_event(places=[]), planned])
    Headcount.objects.create(group=group, number=40)

    def assert_same():
        whole, looked_up = totals_held(), totals_of(PublishedEvent.objects.open().held())
        assert whole == looked_up
        assert whole.participants.coverage == looked_up.participants.coverage
        return whole.participants.value

    assert assert_same() == 20 + 30 + 40
    suspend(second)
    assert assert_same() == 20 + 40
