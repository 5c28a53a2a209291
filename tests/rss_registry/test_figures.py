from events.enums import Basis
from rss_registry.figures import UNKNOWN, Figure, Suppression, add


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
