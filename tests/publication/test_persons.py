"""What may be told of persons: whole batches, to ten, and beside what was told before."""

from collections import defaultdict
from itertools import product

import pytest

from publication.persons import (
    SMALLEST_BATCH,
    SMALLEST_LIST,
    Cell,
    Told,
    in_batches,
    persons_told,
    told_of,
)

CELL, OTHER = Cell(1, "k"), Cell(1, "k", series=3)
NOTHING = Told(0, 0, 0)


def test_lists_enter_five_at_a_time_and_only_with_their_like():
    waiting = [(key, CELL if key < 8 else OTHER) for key in range(12)]
    assert list(in_batches(waiting)) == [(CELL, (0, 1, 2, 3, 4))]
    assert list(in_batches(waiting[:4])) == []


def test_numbers_are_told_to_ten():
    assert told_of(873, 521, participations=1243, beside=[(NOTHING, 1243)]) == Told(1240, 870, 520)


def test_no_figure_says_more_persons_than_participations_nor_more_once_than_persons():
    assert told_of(26, 26, participations=26, beside=[(NOTHING, 26)]) == Told(30, 20, 20)


def test_a_split_of_few_is_not_told():
    persons = persons_told(Told(100, 80, 80), 5)
    assert (persons.persons.value, persons.once.is_known, persons.returned.is_known) == (80, False, False)
    persons = persons_told(Told(100, 80, 60), 5)
    assert (persons.once.value, persons.returned.value) == (60, 20)


# -- what a reader can compute who knows all rules, and the length of every list --------------------


def worlds(people):
    """Of a batch with so many participations, all that may be true of who was in it, as the figures see it:
    (new persons, how many more came once) → how many had been at a list before.
    """
    found = defaultdict(set)
    for new_once in range(people + 1):
        for new_again in range((people - new_once) // 2 + 1):
            for once_before in range(people - new_once - 2 * new_again + 1):
                left = people - new_once - 2 * new_again - once_before
                # Whoever comes again is at five lists of the batch at most.
                room = (SMALLEST_BATCH - 2) * new_again + (SMALLEST_BATCH - 1) * once_before
                for again_before in {left, (left + 4) // 5, max(0, (left - room + 4) // 5)}:
                    if left <= room + SMALLEST_BATCH * again_before:
                        seen = new_once + new_again, new_once - once_before
                        found[seen].add(once_before + again_before)
    return found


@pytest.mark.parametrize("people", [25, 31, 34])
def test_one_batch_more_tells_of_nobody_in_it_whether_she_came_before(people):
    """Whatever the second figure is, it allows for somebody in the batch who is new and for somebody who is
    not, in three ways at least.
    """
    first, seen = Told(250, 140, 90), {}
    possible = worlds(people)
    for persons, once in product((135, 139, 140, 144), (85, 89, 90, 94)):
        assert told_of(persons, once, participations=250, beside=[(NOTHING, 250)]) == first
        for (new, more_once), known in possible.items():
            second = told_of(
                persons + new,
                once + more_once,
                participations=250 + people,
                beside=[(NOTHING, 250 + people), (first, people)],
            )
            both = seen.setdefault((second.persons, second.once), set())
            both.update((new, number) for number in known)
    for both in seen.values():
        assert len(both) >= 3
        assert max(new for new, _known in both) > 0 and max(known for _new, known in both) > 0


def test_rounded_apart_two_figures_would_tell_that_all_were_new():
    """The attack that holding figures to each other answers: 864 → 860, 885 → 890 says 21 of 21 at least."""
    first = told_of(864, 500, participations=1200, beside=[(NOTHING, 1200)])
    apart = told_of(885, 500, participations=1221, beside=[(NOTHING, 1221)])
    assert apart.persons - first.persons > 21
    held = told_of(885, 500, participations=1221, beside=[(NOTHING, 1221), (first, 21)])
    assert held.persons - first.persons <= 21


@pytest.mark.parametrize(("persons", "apart"), list(product([0, 5, 14, 95], [25, 31, 60])))
def test_a_batch_that_leaves_is_held_to_the_figure_before_too(persons, apart):
    with_it = told_of(persons + apart, persons, participations=400, beside=[(NOTHING, 400)])
    without = told_of(persons, persons, participations=400 - apart, beside=[(with_it, apart)])
    assert abs(with_it.persons - without.persons) <= apart


def test_a_list_of_fewer_than_five_is_in_no_batch():
    assert SMALLEST_LIST == 5
