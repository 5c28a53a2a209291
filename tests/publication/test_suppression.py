"""What `suppress` shows and withholds in the cases that one meets; the attacker has all others."""

import json
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publication.disclosure.claims import IN_WORDS, claims_may_be_disclosed
from publication.disclosure.events import suppress
from publication.disclosure.shared import SharedCount, may_be_disclosed, may_be_split
from publication.disclosure.stored import from_json, to_json
from publication.disclosure.types import Count, Disclosed, Statements, Table
from publication.disclosure.versions import may_stand_beside
from rss_registry.figures import THRESHOLD, UNKNOWN, Basis, Figure, Suppression

NONE, PRIMARY, SECONDARY = Suppression


def stated(total=None, published=(), basis=Basis.EXACT, split="sex", tables=None, **cells):
    return Statements(
        Count(Figure(total, basis), "total" in published),
        {split: {key: Count(Figure(number), key in published) for key, number in cells.items()}}
        if cells
        else {},
        tables=tables or {},
    )


def suppressions(*args, **kwargs):
    disclosed = suppress(stated(*args, **kwargs))
    cells = next(iter(disclosed.splits.values()), {})
    return {"total": disclosed.total.suppression} | {key: cell.suppression for key, cell in cells.items()}


def test_thirty_of_twelve_and_eighteen_are_shown():
    assert suppressions(30, women=12, men=18) == {"total": NONE, "women": NONE, "men": NONE}


def test_eighteen_of_seven_and_eleven_stay_as_the_organiser_published_them():
    published = ("total", "women", "men")
    assert set(suppressions(18, published, women=7, men=11).values()) == {NONE}
    assert set(suppressions(18, published, women=2, men=16).values()) == {NONE}


def test_what_is_unknown_stays_unknown():
    disclosed = suppress(stated(30, women=12))
    assert disclosed.part("sex", "men") == UNKNOWN
    assert suppress(Statements()) == Disclosed()


def test_a_small_part_takes_the_other_with_it():
    assert suppressions(23, women=3, men=20) == {"total": NONE, "women": PRIMARY, "men": SECONDARY}


def test_others_go_with_it_from_the_last_until_they_are_enough():
    found = suppressions(50, split="category", fds=3, elected=20, justice=9, media=18)
    assert found == {"total": NONE, "fds": PRIMARY, "elected": NONE, "justice": NONE, "media": SECONDARY}
    found = suppressions(39, split="category", fds=3, elected=20, justice=9, media=7)
    assert found == {"total": NONE, "fds": PRIMARY, "elected": NONE, "justice": SECONDARY, "media": SECONDARY}


def test_unnamed_people_protect_a_small_part_so_that_no_other_is_lost():
    assert suppressions(30, women=3, men=15) == {"total": NONE, "women": PRIMARY, "men": NONE}


def test_one_beside_five_are_withheld_with_one_sign():
    assert suppressions(6, women=1, men=5) == {"total": NONE, "women": SECONDARY, "men": SECONDARY}


def test_women_of_a_total_that_leaves_few_others_are_withheld():
    assert suppressions(30, women=27)["women"] is SECONDARY
    assert suppressions(30, women=12, men=15)["men"] is SECONDARY


def test_a_floor_that_leaves_few_others_is_withheld():
    """Total 15, « at least 14 » of a category of women: one man, or none."""
    women = Count(Figure(14, Basis.AT_LEAST))
    disclosed = suppress(
        Statements(
            Count(Figure(15)), {"category": {"civil_society_women": women}, "sex": {"men": Count(Figure(1))}}
        )
    )
    assert not disclosed.part("category", "civil_society_women").is_shown
    assert not disclosed.part("sex", "men").is_shown


@pytest.mark.parametrize("total", [12, 17, 40])
def test_a_total_that_leaves_many_or_nobody_withholds_nothing(total):
    assert suppressions(total, women=12)["women"] is NONE


def test_an_order_of_magnitude_leaves_nothing_that_can_be_computed():
    assert suppressions(30, basis=Basis.APPROXIMATE, women=27)["women"] is NONE


def test_no_split_under_a_total_below_the_threshold():
    assert suppressions(4, women=2, men=2) == {"total": PRIMARY, "women": SECONDARY, "men": SECONDARY}


def test_zero_is_nobody_and_stays():
    assert suppressions(20, women=0, men=20) == {"total": NONE, "women": NONE, "men": NONE}


def test_a_published_part_stays_and_the_total_goes_where_it_would_tell_the_other():
    found = suppressions(23, ("men",), women=3, men=20)
    assert found == {"total": SECONDARY, "women": SECONDARY, "men": NONE}


def test_where_no_total_is_stated_the_shown_parts_make_one_at_least():
    disclosed = suppress(stated(split="category", fds=3, media=9, elected=20))
    assert disclosed.total == Figure(29, Basis.AT_LEAST)
    assert disclosed.part("category", "fds").suppression is PRIMARY
    assert not suppress(stated(women=3)).total.is_shown


def test_certificates_for_few_or_for_all_but_few_are_withheld():
    for number, suppression in ((3, PRIMARY), (27, SECONDARY), (20, NONE), (30, NONE)):
        disclosed = suppress(stated(30, tables={"certificates": Table(Figure(number))}))
        assert disclosed.tables["certificates"].total.suppression is suppression
    disclosed = suppress(stated(23, women=3, men=20, tables={"certificates": Table(Figure(20))}))
    assert disclosed.tables["certificates"].total.suppression is SECONDARY


def test_planned_numbers_are_of_other_people():
    for number, suppression in ((3, PRIMARY), (27, NONE)):
        disclosed = suppress(stated(30, tables={"planned": Table(Figure(number), is_subset=False)}))
        assert disclosed.tables["planned"].total.suppression is suppression


# -- versions ---------------------------------------------------------------------------------------


def test_a_split_that_was_withheld_stays_so_when_its_numbers_are_corrected():
    earlier = [suppress(stated(23, women=3, men=20))]
    same = suppress(stated(23, women=2, men=21), earlier=earlier)
    assert same.part("sex", "women").suppression is PRIMARY
    corrected = suppress(stated(40, women=20, men=20), earlier=earlier)
    assert corrected.total.is_shown
    assert corrected.part("sex", "women").suppression is corrected.part("sex", "men").suppression is SECONDARY


def test_a_total_goes_where_a_part_shown_earlier_would_now_tell_the_other():
    earlier = [suppress(stated(men=20))]
    assert not suppress(stated(23, women=3), earlier=earlier).total.is_shown
    assert not suppress(stated(23), earlier=earlier).total.is_shown
    assert suppress(stated(33), earlier=earlier).total.is_shown


def test_a_total_that_was_withheld_stays_so_beside_a_withheld_part():
    first = suppress(stated(men=20))
    second = suppress(stated(23, women=3), earlier=[first])
    assert not suppress(stated(23, women=3), earlier=[second]).total.is_shown


def test_a_correction_by_few_beside_a_withheld_part_withholds_the_total():
    earlier = [suppress(stated(23, women=3, men=20))]
    assert not suppress(stated(24, women=3, men=21), earlier=earlier).total.is_shown


def test_a_correction_of_numbers_that_are_all_shown_is_shown():
    earlier = [suppress(stated(18, women=7, men=11))]
    assert not suppress(stated(19, women=8, men=11), earlier=earlier).is_suppressed


def test_a_slip_that_is_put_right_hides_nothing_for_ever():
    right, slip = suppress(stated(30, women=12, men=18)), suppress(stated(30, women=2, men=18))
    assert not slip.part("sex", "women").is_shown
    again = suppress(stated(30, women=12, men=18), earlier=[right, slip])
    assert again == right
    assert suppress(stated(30, women=13, men=17), earlier=[right, slip]).is_suppressed


def test_what_was_disclosed_is_stored_without_the_numbers_that_are_withheld():
    first = stated(23, women=3, men=20, tables={"test/before": Table(Figure(20))})
    disclosed = suppress(first)
    kept = to_json(disclosed)
    assert "20" not in json.dumps(kept)
    read = from_json(json.loads(json.dumps(kept)))
    for later in (first, stated(40, women=20, men=20), stated(24, women=3, men=21), stated(30)):
        assert suppress(later, earlier=[read]) == suppress(later, earlier=[disclosed])


def test_a_floor_that_reaches_the_whole_is_the_whole():
    disclosed = suppress(Statements(Count(Figure(20)), {"sex": {"women": Count(Figure(20, Basis.AT_LEAST))}}))
    assert disclosed.part("sex", "women") == Figure(20)


def test_a_number_stands_beside_its_earlier_value_only_when_no_few_people_lie_between():
    assert may_stand_beside(Figure(20), Figure(30), was_suppressed=False)
    assert may_stand_beside(UNKNOWN, Figure(30), was_suppressed=False)
    assert not may_stand_beside(Figure(20), Figure(23), was_suppressed=False)
    assert not may_stand_beside(Figure(20), Figure(30), was_suppressed=True)
    assert not may_stand_beside(Figure(3, suppression=PRIMARY), Figure(30), was_suppressed=False)


# -- claims ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "may_be"),
    [
        (["30 participants"], True),
        (["28 participants", "30 participants"], True),
        (["une quarantaine de personnes"], True),
        (["plus de 1 200 participants"], True),
        (["30 participants dont 3 femmes"], False),
        (["trente participants dont trois femmes"], False),
        (["27 hommes"], False),
        (["12 femmes"], True),
    ],
)
def test_claims_of_a_headcount_are_counts_of_the_same_people(texts, may_be):
    assert claims_may_be_disclosed(texts, suppress(stated(30))) is may_be


@pytest.mark.parametrize(("number", "words"), list(enumerate(IN_WORDS, 2)))
def test_a_number_in_words_is_small_below_the_threshold(number, words):
    assert len(IN_WORDS) > THRESHOLD - 2
    for word in words.split("|"):
        may_be = claims_may_be_disclosed([f"{word} participants"], suppress(stated(30)))
        assert may_be is (number >= THRESHOLD)


def test_no_claim_stands_beside_a_withheld_part():
    assert not claims_may_be_disclosed(["30 participants"], suppress(stated(30, women=3)))


# -- totals that several events share ----------------------------------------------------------------

EVENTS = "ABCD"
shared_counts = st.lists(
    st.tuples(st.frozensets(st.sampled_from(EVENTS), min_size=1), st.booleans()), max_size=5
).map(lambda drawn: [SharedCount(key, *count) for key, count in enumerate(drawn)])


def test_a_shared_total_waits_for_the_pages_of_all_its_events():
    assert not may_be_disclosed(SharedCount(1, frozenset("AB"), all_have_pages=False), [])
    assert not may_be_disclosed(SharedCount(1, frozenset("AB"), True, all_have_pages=False), [])


@given(shared_counts)
def test_no_event_is_in_two_shared_totals_that_the_register_tells_of_its_own(counts):
    disclosed = [count for count in counts if may_be_disclosed(count, counts)]
    for count in disclosed:
        rivals = [other for other in disclosed if other != count and other.events & count.events]
        assert count.as_published or not rivals
        assert not rivals or not may_be_split(count, counts)


@given(shared_counts)
def test_a_shared_total_that_was_told_is_told_beside_later_ones(counts):
    for number, count in enumerate(counts):
        if may_be_disclosed(count, counts[: number + 1]):
            assert may_be_disclosed(count, [other for other in counts if not other.as_published])


@given(shared_counts, st.lists(st.integers(0, 12), min_size=4, max_size=4))
def test_no_combination_of_shared_totals_gives_a_small_number(counts, people):
    """Exactly: whatever is a sum of whole events and follows from the totals is in no case 1 to 4."""
    people_at = dict(zip(EVENTS, people, strict=True))
    own = [count for count in counts if not count.as_published]
    disclosed = [
        count
        for count in own
        if may_be_disclosed(count, own)
        and not 0 < sum(people_at[event] for event in count.events) < THRESHOLD
    ]
    for size in range(1, len(EVENTS) + 1):
        for events in combinations(EVENTS, size):
            number = sum(people_at[event] for event in events)
            if 0 < number < THRESHOLD:
                assert not follows(events, [count.events for count in disclosed], EVENTS)


def follows(events, totals, of):
    """Whether the sum over `events` is a linear combination of `totals`, by elimination."""
    rows = [[Fraction(event in total) for event in of] for total in totals]
    target = [Fraction(event in events) for event in of]
    for column in range(len(of)):
        pivot = next((row for row in rows if row[column] and not any(row[:column])), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        for row in [*rows, target]:
            factor = row[column] / pivot[column]
            row[:] = [cell - factor * part for cell, part in zip(row, pivot, strict=True)]
    return not any(target)
