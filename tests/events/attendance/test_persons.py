"""Persons told apart by their marks."""

from hypothesis import given
from hypothesis import strategies as st

from events.attendance.persons import Mark, PersonCount, Verdicts, count_persons, persons_of


def mark(key, event, name="A", *phones, sex=""):
    return Mark(key, event, name, frozenset(phones), sex)


NOTHING_SAID = Verdicts()


def grouped(marks, verdicts=NOTHING_SAID):
    return sorted(sorted(each.key for each in person.marks) for person in persons_of(marks, verdicts))


def test_one_name_on_two_lists_is_one_person_who_came_again():
    assert count_persons([mark(1, 1), mark(2, 2), mark(3, 2, "B")]) == PersonCount(3, 2, 1)
    assert count_persons([mark(1, 1), mark(2, 2)]).returned == 1


def test_two_of_one_name_on_one_list_are_two_persons():
    assert count_persons([mark(1, 1), mark(2, 1)]) == PersonCount(2, 2, 2)
    # Whichever of them came again: one did.
    assert count_persons([mark(1, 1), mark(2, 1), mark(3, 2)]) == PersonCount(3, 2, 1)


def test_sex_parts_one_name_and_what_is_not_stated_does_not():
    assert grouped([mark(1, 1, sex="women"), mark(2, 2, sex="men")]) == [[1], [2]]
    assert grouped([mark(1, 1, sex="women"), mark(2, 2)]) == [[1, 2]]


def test_telephones_that_differ_part_one_name():
    assert grouped([mark(1, 1, "A", "p"), mark(2, 2, "A", "q")]) == [[1], [2]]
    assert grouped([mark(1, 1, "A", "p"), mark(2, 2, "A", "q", "p")]) == [[1, 2]]
    assert grouped([mark(1, 1, "A", "p"), mark(2, 2)]) == [[1, 2]]


def test_who_has_no_telephone_is_not_counted_beside_those_who_have():
    assert count_persons([mark(1, 1), mark(2, 2, "A", "p"), mark(3, 3, "A", "q")]).persons == 2


def test_one_telephone_joins_two_spellings():
    assert grouped([mark(1, 1, "A", "p"), mark(2, 2, "B", "p")]) == [[1, 2]]
    assert grouped([mark(1, 1, "A", "p"), mark(2, 1, "B", "p")]) == [[1], [2]]


def test_without_a_name_nobody_is_anybody():
    assert grouped([mark(1, 1, ""), mark(2, 2, "")]) == [[1], [2]]


def test_the_word_of_a_person_goes_before_prints():
    pair = [mark(1, 1), mark(2, 2)]
    assert grouped(pair, Verdicts(different=frozenset({(1, 2)}))) == [[1], [2]]
    others = [mark(1, 1, "A", "p"), mark(2, 2, "B", "q")]
    assert grouped(others, Verdicts(same=frozenset({(1, 2)}))) == [[1, 2]]
    # What is said of a mark of another key, or of one that is gone, says nothing here.
    assert grouped(pair, Verdicts(same=frozenset({(1, 9)}), different=frozenset({(2, 9)}))) == [[1, 2]]


def test_what_is_said_of_one_holds_for_whom_it_was_joined_with():
    marks = [mark(1, 1), mark(2, 2), mark(3, 3, "B")]
    said = Verdicts(same=frozenset({(2, 3)}), different=frozenset({(1, 3)}))
    assert grouped(marks, said) == [[1], [2, 3]]


MARKS = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.sampled_from("ABC"),
        st.sets(st.sampled_from("pq")),
        st.sampled_from(["", "women"]),
    ),
    max_size=14,
)


@given(MARKS, st.randoms())
def test_the_order_of_the_marks_changes_nothing_and_nobody_is_lost(rows, random):
    marks = [mark(key, event, name, *phones, sex=sex) for key, (event, name, phones, sex) in enumerate(rows)]
    shuffled = random.sample(marks, len(marks))
    assert grouped(marks) == grouped(shuffled)
    assert sorted(key for person in grouped(marks) for key in person) == list(range(len(rows)))
    found = count_persons(marks)
    assert found.participations == len(rows)
    assert found.once <= found.persons <= found.participations
