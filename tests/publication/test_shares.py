"""A share never goes without its base, and stands for no more than it covers."""

from dataclasses import replace

from publication.shares import Share, add_shares
from rss_registry.figures import UNKNOWN, Basis, Coverage, Figure


def covered(women, total, basis=Basis.EXACT):
    return Share(Figure(women), Figure(total, basis), Coverage(covered=1), Figure(total, basis))


def unknown(total):
    return Share(coverage=Coverage(unknown=1), known=Figure(total))


MASKED = Share(coverage=Coverage(masked=1), known=Figure(20))


def test_a_share_of_several_is_the_sum_over_the_sum_and_no_mean():
    share = add_shares([covered(7, 18), covered(30, 40)])
    assert (share.percent, share.numerator, share.base) == (64, Figure(37), Figure(58))
    assert share.counts == "37 femmes sur 58"


def test_events_without_women_and_masked_ones_are_counted_beside_it():
    share = add_shares([covered(7, 18), covered(30, 40), unknown(10), MASKED])
    assert share.coverage == Coverage(covered=2, unknown=1, masked=1)
    assert (share.base, share.known) == (Figure(58), Figure(88))


def test_below_half_of_the_participations_words_stand_instead_of_a_percentage():
    half, less = add_shares([covered(7, 18), unknown(18)]), add_shares([covered(7, 18), unknown(19)])
    assert (half.is_key_figure, half.key_percent, half.figure) == (True, 39, Figure(39))
    assert (less.is_key_figure, less.key_percent, less.figure) == (False, None, UNKNOWN)
    assert less.short == less.counts


def test_nothing_covered_is_no_share():
    assert not add_shares([]).is_known
    assert not add_shares([unknown(30), MASKED]).is_known
    assert not covered(0, 0).is_known


def test_an_estimate_in_the_base_makes_it_about():
    assert covered(20, 40, Basis.APPROXIMATE).figure == Figure(50, Basis.APPROXIMATE)
    assert Share(Figure(20, Basis.AT_LEAST), Figure(40), Coverage(1)).figure == Figure(50, Basis.AT_LEAST)
    assert covered(20, 40, Basis.AT_LEAST).figure == Figure(50, Basis.APPROXIMATE)


def test_the_words_carry_base_and_coverage():
    share = add_shares([covered(7, 18), replace(MASKED, known=Figure(8))])
    assert share.words == (
        "39\u202f%, soit 7 femmes sur 18 "
        "(1 événement sur 2, hors 1 événement dont la répartition est masquée)"
    )
    assert covered(7, 18).words == "39\u202f%, soit 7 femmes sur 18"
