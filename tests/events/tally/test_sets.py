"""Sets, counts and sums against a plain reading of the same entries, also after many changes."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from events.enums import Basis
from events.tally.numbers import Numbers
from events.tally.sets import PARTICIPANTS, EventEntry, NoRoom, Tally
from rss_registry.figures import UNKNOWN, Figure, add

TODAY = date(2026, 5, 20)
BASES = (Basis.EXACT, Basis.APPROXIMATE, Basis.AT_LEAST)

figures = st.builds(Figure, st.integers(0, 5000), st.sampled_from(BASES))
entries = st.builds(
    lambda key, day, region, figure, shown: EventEntry(
        key=key,
        place=(False, -day, 0, 0, -key),
        visible_from=date.fromordinal(TODAY.toordinal() + shown),
        changed_at=datetime(2026, 1, 1, tzinfo=UTC),
        values={"page": [True], "region": region, "every fact": [True]},
        figures={PARTICIPANTS: figure} if figure else {},
    ),
    st.integers(1, 30),
    st.integers(700_000, 700_005),
    st.sets(st.sampled_from("abc")),
    st.none() | figures,
    st.integers(-1, 1),
)


def tally_of(given_entries, day=TODAY):
    return Tally.of(given_entries, [], day)


def public(known, day=TODAY):
    return {key: entry for key, entry in known.items() if entry.visible_from <= day}


def in_order(tally, found):
    return [tally.keys[slot] for slot in found]


def assert_says_the_same(tally, known, day=TODAY):
    shown = public(known, day)
    by_place = sorted(shown.values(), key=lambda entry: entry.place)
    assert in_order(tally, tally.published) == [entry.key for entry in by_place]
    assert tally.counts("region", tally.published) == {
        region: number
        for region in "abc"
        if (number := sum(region in entry.values["region"] for entry in shown.values()))
    }
    for region in "abc":
        here = [entry for entry in shown.values() if region in entry.values["region"]]
        found = tally.published & tally.having("region", [region])
        totals = tally.totals(found)
        assert totals.participants == add(entry.figures.get(PARTICIPANTS, UNKNOWN) for entry in here)
        assert totals.events_without_total == sum(PARTICIPANTS not in entry.figures for entry in here)


@settings(max_examples=60, deadline=None)
@given(st.lists(entries), st.lists(st.lists(entries, max_size=4), max_size=8))
def test_after_any_changes_the_sets_say_what_a_plain_reading_says(first, changes):
    known = {entry.key: entry for entry in first}
    tally = tally_of(known.values())
    assert_says_the_same(tally, known)
    for changed in changes:
        news = {entry.key: entry for entry in changed}
        gone = set(list(known)[:1]) - news.keys()
        known = {key: entry for key, entry in (known | news).items() if key not in gone}
        try:
            tally = tally.updated([*news, *gone], news.values(), TODAY)
        except NoRoom:
            tally = tally_of(known.values())
        assert_says_the_same(tally, known)


def test_a_day_later_what_waited_for_it_is_there():
    entry = EventEntry(1, (False, 0, 0, 0, -1), date(2026, 5, 21), datetime.now(UTC), {"page": [True]}, {})
    tally = tally_of([entry])
    assert len(tally.published) == 0
    assert len(tally.updated([], [], date(2026, 5, 21)).published) == 1


def test_a_change_leaves_the_sets_that_others_are_reading_as_they_were():
    entry = EventEntry(1, (False, 0, 0, 0, -1), TODAY, datetime.now(UTC), {"page": [True]}, {})
    tally = tally_of([entry])
    tally.updated([1], [], TODAY)
    assert in_order(tally, tally.published) == [1]


def test_between_two_neighbours_there_is_room_for_a_few_and_then_none():
    def entry(key, place):
        return EventEntry(key, (False, place, 0, 0, 0), TODAY, datetime.now(UTC), {"page": [True]}, {})

    tally = tally_of([entry(1, 0), entry(2, 1000)])
    with pytest.raises(NoRoom):
        for number in range(3, 20):
            tally = tally.updated([], [entry(number, number)], TODAY)
            assert len(tally.published) == number


@given(st.dictionaries(st.integers(0, 50), figures), st.sets(st.integers(0, 50)), st.sets(st.integers(0, 50)))
def test_sums_are_as_loose_as_their_loosest_part(known, asked, forgotten):
    numbers = Numbers()
    numbers.put(known.items())
    kept = numbers.without(BitMap(forgotten))
    assert numbers.sum_over(BitMap(asked)) == add(figure for key, figure in known.items() if key in asked)
    assert kept.sum_over(BitMap(asked)) == add(
        figure for key, figure in known.items() if key in asked - forgotten
    )
