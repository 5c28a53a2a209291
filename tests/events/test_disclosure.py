from hypothesis import given
from hypothesis import strategies as st

from events.disclosure import THRESHOLD, protect
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


def test_two_ones_are_given_away_by_their_sum_so_a_third_cell_is_hidden():
    assert shields({"a": 1, "b": 1, "c": 30})["c"] is Shield.COMPLEMENT


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
