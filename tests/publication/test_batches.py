"""Batches of events without a page: five at least, for ever, to ten."""

from hypothesis import given
from hypothesis import strategies as st

from publication.batches import SMALLEST_BATCH, Batch, Candidate, in_batches_of_five
from rss_registry.figures import UNKNOWN, Basis, Figure, Suppression


def candidates(*numbers, first=0):
    return [Candidate(first + place, Figure(number)) for place, number in enumerate(numbers)]


def test_four_events_enter_no_total_and_a_fifth_brings_them_in():
    assert in_batches_of_five([], candidates(30, 30, 30, 30)) == ()
    (batch,) = in_batches_of_five([], candidates(30, 30, 30, 30, 12))
    assert batch == Batch((0, 1, 2, 3, 4), Figure(130, Basis.APPROXIMATE))


def test_a_sixth_waits_for_a_tenth_and_leaves_the_first_batch_as_it_was():
    first = in_batches_of_five([], candidates(*[30] * 5))
    assert in_batches_of_five(first, candidates(*[30] * 9)) == first
    assert in_batches_of_five(first, candidates(*[30] * 10))[0] == first[0]


def test_a_batch_stays_when_a_member_is_no_candidate_any_more():
    first = in_batches_of_five([], candidates(*[30] * 5))
    assert in_batches_of_five(first, candidates(30, 30, 30)) == first


def test_an_event_that_had_a_page_is_in_no_batch():
    known = Candidate(9, Figure(30), had_a_page=True)
    assert in_batches_of_five([], [*candidates(30, 30, 30, 30), known]) == ()


def test_one_number_among_events_that_have_none_is_not_told_by_their_sum():
    hidden = Figure(3, suppression=Suppression.PRIMARY)
    assert (
        in_batches_of_five(
            [], [*candidates(None, None, None), Candidate(8, hidden), Candidate(9, Figure(12))]
        )
        == ()
    )
    (batch,) = in_batches_of_five([], [*candidates(None, None, None, None), Candidate(8, hidden)])
    assert batch.participants == UNKNOWN


@given(st.lists(st.integers(0, 60), max_size=30), st.lists(st.integers(0, 30), max_size=6))
def test_whatever_the_days_batches_only_come_in_addition(numbers, days):
    everybody = candidates(*numbers)
    batches = ()
    for day in sorted(days):
        before, batches = batches, in_batches_of_five(batches, everybody[:day])
        assert batches[: len(before)] == before
        assert all(len(batch.events) >= SMALLEST_BATCH for batch in batches)
        members = [key for batch in batches for key in batch.events]
        assert len(members) == len(set(members))
