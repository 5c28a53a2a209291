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


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=2))
def test_no_small_cell_follows_from_the_total_and_the_shown_cells(numbers):
    shown = protect({key: Figure(number) for key, number in numbers.items()})
    small = [key for key, number in numbers.items() if 0 < number < THRESHOLD]
    assert all(not shown[key].is_shown for key in small)
    complements = [key for key in shown if shown[key].shield is Shield.COMPLEMENT]
    others = [number for key, number in numbers.items() if number and key not in small]
    if len(small) == 1 and others:
        assert complements
