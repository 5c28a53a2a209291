from fractions import Fraction
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from events.disclosure import (
    THRESHOLD,
    SharedCount,
    in_company,
    may_be_split,
    may_be_told,
    protect,
)
from events.enums import Basis
from events.figures import Figure, Shield


def shields(numbers, **options):
    shown = protect({key: Figure(number) for key, number in numbers.items()}, **options)
    return {key: figure.shield for key, figure in shown.items()}


def test_large_cells_stay():
    assert shields({"women": 7, "men": 11}) == {"women": Shield.NONE, "men": Shield.NONE}


def test_a_small_cell_takes_the_smallest_other_with_it():
    assert shields({"a": 3, "b": 20, "c": 9}) == {
        "a": Shield.SMALL,
        "b": Shield.NONE,
        "c": Shield.COMPLEMENT,
    }


def test_two_ones_are_given_away_by_their_sum_so_a_third_cell_joins_them():
    assert set(shields({"a": 1, "b": 1, "c": 30}).values()) == {Shield.COMPLEMENT}


def test_two_small_cells_that_could_be_several_things_hide_nothing_more():
    assert shields({"a": 2, "b": 3, "c": 30})["c"] is Shield.NONE


def test_what_the_organiser_published_stays_as_it_is():
    assert shields({"women": 3, "men": 20}, as_published={"women", "men"}) == {
        "women": Shield.NONE,
        "men": Shield.NONE,
    }


def test_zero_is_no_person_and_stays():
    assert shields({"women": 0, "men": 20})["women"] is Shield.NONE


def test_two_fours_are_given_away_by_their_sum_so_one_is_left_without_its_bound():
    assert set(shields({"women": 4, "men": 4}).values()) == {Shield.SMALL, Shield.COMPLEMENT}


def test_one_beside_five_would_be_told_by_a_total_of_six():
    assert set(shields({"women": 1, "men": 5}).values()) == {Shield.COMPLEMENT}


def test_a_zero_is_hidden_where_it_alone_would_betray_a_small_cell():
    assert shields({"women": 3, "men": 0})["men"] is Shield.COMPLEMENT


def test_one_person_of_each_kind_is_no_split_that_can_be_published():
    assert shields(dict.fromkeys("abcde", 1)) == {}


def test_what_the_organiser_published_hides_a_small_cell_that_its_own_total_does_not_tell():
    numbers, published = {"women": 3, "men": 20}, {"men"}
    assert shields(numbers, as_published=published)["men"] is Shield.COMPLEMENT
    told = shields(numbers, as_published=published, total_as_published=True)
    assert told["men"] is Shield.NONE


def possible(shown, total):
    """For each small cell, the numbers that it can hold when all that is shown is known."""
    small = [key for key, figure in shown.items() if figure.shield is Shield.SMALL]
    masked = [key for key, figure in shown.items() if figure.shield is Shield.COMPLEMENT]
    rest = total - sum(figure.value for figure in shown.values() if figure.is_shown)
    sums = {0}
    for _key in small[1:]:
        sums = {before + number for before in sums for number in range(1, THRESHOLD)}
    fits = [
        n
        for n in range(1, THRESHOLD)
        for others in sums
        if (rest >= n + others if masked else rest == n + others)
    ]
    return set(fits) if small else None


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 7), min_size=2))
def test_no_small_cell_follows_from_the_total_and_the_shown_cells(numbers):
    total = sum(numbers.values())
    shown = protect({key: Figure(number) for key, number in numbers.items()})
    assert not any(figure.is_shown and 0 < figure.value < THRESHOLD for figure in shown.values())
    left = possible(shown, total)
    # A total of 1 to 4 is itself not shown.
    assert left is None or len(left) > 1 or total < THRESHOLD


# -- what the parts leave of a total -----------------------------------------------------------------


def test_women_of_a_total_that_leaves_few_others_are_hidden():
    assert shields({"women": 27}, total=Figure(30)) == {"women": Shield.COMPLEMENT}
    assert shields({"women": 12, "men": 15}, total=Figure(30))["women"] is Shield.COMPLEMENT


def test_a_total_that_leaves_many_or_nobody_hides_nothing():
    for total in (12, 17, 40):
        assert shields({"women": 12}, total=Figure(total)) == {"women": Shield.NONE}


def test_what_the_parts_leave_protects_a_small_one_so_that_no_other_is_lost():
    assert shields({"women": 3, "men": 15}, total=Figure(30)) == {"women": Shield.SMALL, "men": Shield.NONE}


def test_one_beside_five_and_one_that_has_no_name_are_told_of_together_only():
    assert shields({"women": 1, "men": 5}, total=Figure(7)) == {}


def test_an_order_of_magnitude_leaves_nothing_that_can_be_computed():
    about = Figure(30, Basis.APPROXIMATE)
    assert shields({"women": 27}, total=about) == {"women": Shield.NONE}


def test_what_the_organiser_published_stays_whatever_it_leaves():
    published = {"as_published": {"women"}, "total_as_published": True}
    assert shields({"women": 27}, total=Figure(30), **published) == {"women": Shield.NONE}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 9), min_size=1), st.integers(0, 9))
def test_whoever_knows_the_rule_cannot_compute_what_it_hides(numbers, rest):
    """Another register must exist that shows the same and holds another small number in each place."""
    total = sum(numbers.values()) + rest
    shown = readable(numbers, total)
    hidden = [key for key, text in shown.items() if text in ("< 5", "masqué")]
    small = [key for key in hidden if 0 < numbers[key] < THRESHOLD]
    if total < THRESHOLD or not hidden:
        assert total < THRESHOLD or not 0 < rest < THRESHOLD or not shown
        return
    left = total - sum(number for key, number in numbers.items() if key not in hidden)
    same = [
        dict(zip(hidden, others, strict=True))
        for others in product(range(left + 1), repeat=len(hidden))
        if sum(others) <= left and readable(numbers | dict(zip(hidden, others, strict=True)), total) == shown
    ]
    for key in small:
        assert len({other[key] for other in same}) > 1
    if 0 < rest < THRESHOLD:
        assert len({left - sum(other.values()) for other in same}) > 1


def readable(numbers, total):
    shown = protect({key: Figure(number) for key, number in numbers.items()}, total=Figure(total))
    return {key: figure.short for key, figure in shown.items()}


# -- totals that several events share ----------------------------------------------------------------

EVENTS = "ABCD"
shared_counts = st.lists(
    st.tuples(st.frozensets(st.sampled_from(EVENTS), min_size=1), st.booleans()), max_size=5
).map(lambda drawn: [SharedCount(key, *count) for key, count in enumerate(drawn)])


@given(shared_counts)
def test_no_event_is_in_two_shared_totals_that_the_register_tells_of_its_own(counts):
    told = [count for count in counts if may_be_told(count, counts)]
    for count in told:
        rivals = [other for other in told if other != count and other.events & count.events]
        assert count.as_published or not rivals
        assert not rivals or not may_be_split(count, counts)


@given(shared_counts)
def test_a_shared_total_that_was_told_is_told_beside_later_ones(counts):
    for number, count in enumerate(counts):
        if may_be_told(count, counts[: number + 1]):
            assert may_be_told(count, [other for other in counts if not other.as_published])


@given(shared_counts, st.lists(st.integers(0, 12), min_size=4, max_size=4))
def test_no_combination_of_shared_totals_gives_a_small_number(counts, people):
    """Exactly: whatever is a sum of whole events and follows from the totals is in no case 1 to 4."""
    held = dict(zip(EVENTS, people, strict=True))
    own = [count for count in counts if not count.as_published]
    told = [
        count
        for count in own
        if may_be_told(count, own) and not 0 < sum(held[event] for event in count.events) < THRESHOLD
    ]
    for size in range(1, len(EVENTS) + 1):
        for events in combinations(EVENTS, size):
            number = sum(held[event] for event in events)
            if 0 < number < THRESHOLD:
                assert not follows(events, [count.events for count in told], EVENTS)


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


# -- events that enter totals only -------------------------------------------------------------------


def test_a_lone_event_without_a_page_enters_no_total():
    assert in_company([(1, "total")]) == set()
    assert in_company([(number, "total") for number in range(4)]) == set()


def test_events_without_a_page_enter_five_at_a_time():
    assert in_company([(number, "total") for number in range(9)]) == set(range(5))
    assert in_company([(number, "total") for number in range(10)]) == set(range(10))


def test_only_those_that_tell_the_same_keep_company():
    """Four without a number beside one that has one would tell that number."""
    assert in_company([(number, "nothing") for number in range(4)] + [(5, "total")]) == set()
