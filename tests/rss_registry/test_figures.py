from rss_registry.figures import (
    UNKNOWN,
    Basis,
    Coverage,
    Figure,
    Suppression,
    add,
    add_shown,
    out_of,
    rounded_to_ten,
)


def test_unknown_reads_as_not_communicated_and_never_as_zero():
    assert UNKNOWN.short == "non communiqué"
    assert Figure(0).short == "0"


def test_about_forty_is_not_forty():
    about = Figure(40, Basis.APPROXIMATE)
    assert about.short == "≈\u00a040"
    assert about.words == "une quarantaine"
    assert Figure(45, Basis.APPROXIMATE).words == "environ 45"
    assert Figure(80, Basis.AT_LEAST).words == "au moins 80"


def test_a_sum_is_as_loose_as_its_loosest_part():
    assert add([Figure(18), Figure(40, Basis.APPROXIMATE)]) == Figure(58, Basis.APPROXIMATE)
    assert add([Figure(18), Figure(80, Basis.AT_LEAST)]).basis == Basis.AT_LEAST


def test_a_sum_with_an_estimate_in_it_is_no_lower_bound():
    about, floor = Figure(40, Basis.APPROXIMATE), Figure(80, Basis.AT_LEAST)
    assert add([floor, about, Figure(1)]) == add([about, floor, Figure(1)]) == Figure(121, Basis.APPROXIMATE)


def test_a_sum_over_events_says_what_it_covers_and_takes_in_nothing_withheld():
    few = Figure(3, suppression=Suppression.PRIMARY)
    total = add_shown([Figure(18), Figure(40), UNKNOWN, few])
    assert (total, total.coverage) == (Figure(58), Coverage(covered=2, unknown=1, masked=1))
    assert total.coverage.events == 4


def test_no_events_nothing_known_and_all_withheld_read_differently():
    few = Figure(3, suppression=Suppression.PRIMARY)
    assert add_shown([]).short == "aucun événement"
    assert add_shown([UNKNOWN]).short == "non communiqué"
    assert add_shown([few, UNKNOWN]).short == "masqué"


def test_at_least_all_of_them_is_all_of_them():
    assert out_of(Figure(20, Basis.AT_LEAST), 20) == Figure(20)
    assert out_of(Figure(19, Basis.AT_LEAST), 20).basis == Basis.AT_LEAST
    assert out_of(Figure(20, Basis.AT_LEAST), Figure(20, Basis.AT_LEAST)).basis == Basis.AT_LEAST


def test_the_order_of_magnitude_of_a_number_is_to_ten():
    assert [rounded_to_ten(Figure(number)).value for number in (4, 5, 132, 135)] == [0, 10, 130, 140]
    assert rounded_to_ten(UNKNOWN) == UNKNOWN


def test_a_sum_of_unknowns_is_unknown():
    assert add([UNKNOWN, UNKNOWN]) == UNKNOWN
    assert add([UNKNOWN, Figure(18)]) == Figure(18)


def test_an_order_of_magnitude_has_a_noun_only_where_the_language_has_one():
    assert Figure(40, Basis.APPROXIMATE).noun == "une quarantaine"
    assert Figure(28, Basis.APPROXIMATE).noun == ""
    assert Figure(40).noun == "" and Figure(40, Basis.AT_LEAST).noun == ""


def test_a_hidden_number_is_not_in_what_codes_and_error_reports_are_made_of():
    assert repr(Figure(3, suppression=Suppression.PRIMARY)) == repr(
        Figure(2, suppression=Suppression.PRIMARY)
    )
    assert len({repr(Figure(18)), repr(Figure(19)), repr(Figure()), repr(Figure(18, Basis.APPROXIMATE))}) == 4


def test_the_stored_names_of_suppression_stay():
    assert [item.value for item in Suppression] == ["none", "small", "complement"]
