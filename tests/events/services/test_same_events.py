"""« Ce sont deux » and « c’est le même »: what is kept of it, and who reads it."""

from datetime import date

import pytest

from events.enums import Basis, Role
from events.models import ProposedFacts
from events.services.likeness import likely_of
from events.services.same_events import (
    facts_in_words,
    forget_difference,
    give_facts,
    say_different,
    settle_facts,
    waiting_facts,
)
from tests.factories import (
    make_coordinator,
    make_event,
    make_event_source,
    make_headcount,
    make_organisation,
    make_participant,
    make_place,
    make_published_event,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user()


@pytest.fixture
def pair(officer):
    place = make_place()
    return (
        make_event(owner=officer.organisation, created_by=officer, places=[place]),
        make_published_event(places=[place]),
    )


def test_two_that_are_different_are_not_pointed_out_again(officer, pair):
    mine, other = pair
    say_different(event=mine, other=other, by=officer)
    assert likely_of(mine, user=officer) == [] == likely_of(other, user=make_coordinator())
    forget_difference(event=other, other=mine)
    assert [row.event for row in likely_of(mine, user=officer)] == [other]


def test_they_are_compared_anew_once_days_or_places_change(officer, pair):
    mine, other = pair
    say_different(event=other, other=mine, by=officer)
    mine.title_fr = "Autre titre"
    mine.save()
    assert likely_of(mine, user=officer) == []
    mine.starts_on, mine.ends_on = date(2023, 3, 27), date(2023, 3, 28)
    mine.save()
    assert [row.event for row in likely_of(mine, user=officer)] == [other]


def test_facts_given_to_a_record_of_others_wait_for_its_owner_and_the_coordination(officer, pair):
    mine, other = pair
    source = make_event_source(mine).source
    proposed = give_facts(event=mine, other=other, by=officer)
    assert not other.event_sources.exists()
    owner = make_user(organisation=other.owner)
    for reader in (owner, make_coordinator()):
        assert list(waiting_facts(reader)) == [proposed]
    for stranger in (officer, make_user()):
        assert not waiting_facts(stranger).exists()
    assert give_facts(event=mine, other=other, by=officer) == proposed
    # Published, it is no longer hers to correct: seen, and the coordination adds the source.
    settle_facts(proposed=proposed, by=make_coordinator())
    assert [row.source for row in other.event_sources.all()] == [source]
    assert not waiting_facts(owner).exists()


def test_sources_join_at_once_where_one_may_correct(officer, pair):
    mine = pair[0]
    own = make_event(owner=officer.organisation)
    source = make_event_source(mine).source
    make_event_source(own, source)
    added = make_event_source(mine).source
    give_facts(event=mine, other=own, by=officer)
    assert {row.source for row in own.event_sources.all()} == {source, added}
    assert ProposedFacts.objects.get().event == own


def test_the_words_name_neither_funder_nor_participant(pair):
    mine = pair[0]
    make_role(mine, make_organisation(name_fr="WANEP-Mali"))
    make_role(mine, make_organisation(name_fr="Bailleur discret"), Role.FUNDER, disclosed=False)
    make_headcount(mine, 40, basis=Basis.APPROXIMATE)
    make_headcount(mine, 12, sex="women")
    make_participant(mine, full_name="Canari Nom")
    words = facts_in_words(mine)
    assert "WANEP-Mali" in words and "≈" in words and "femmes 12" in words
    assert "Bailleur discret" not in words and "Canari" not in words
