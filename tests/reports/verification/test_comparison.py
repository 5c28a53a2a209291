"""Figures then and now, and the old ones that are not told again."""

from events.enums import Basis
from reports.services.kinds import ProofFigure
from reports.verification.comparison import FigureLine, compare
from rss_registry.figures import Suppression


def total(value, key="total", **fields):
    return ProofFigure(key, "Participants", value, **fields)


def lines(then, now, *, something_protected=False):
    return compare(then, now, something_protected=something_protected).lines


def test_a_corrected_number_stands_beside_the_old_one():
    assert lines([total(40)], [total(50)]) == (FigureLine("Participants", "40", "50", has_changed=True),)


def test_the_same_number_known_less_well_is_another_figure():
    (line,) = lines([total(40)], [total(40, basis=Basis.APPROXIMATE)])
    assert (line.then, line.now, line.has_changed) == ("40", "≈\u00a040", True)


def test_nothing_changed_is_said_of_each_figure():
    comparison = compare([total(40)], [total(40)], something_protected=False)
    assert comparison.changed == 0
    assert not comparison.lines[0].has_changed


def test_once_an_event_was_withdrawn_no_old_number_is_told():
    """The difference of two sums is the withdrawn event."""
    (line,) = lines([total(140)], [total(100)], something_protected=True)
    assert line.is_untold
    assert (line.then, line.now) == ("", "100")


def test_a_number_that_is_protected_now_is_not_told_from_memory():
    for now in (total(None, shield=Suppression.PRIMARY.value), total(None)):
        (line,) = lines([total(12)], [now])
        assert line.is_untold


def test_a_small_difference_is_a_small_number_of_people():
    assert lines([total(50)], [total(53)])[0].is_untold
    assert not lines([total(50)], [total(55)])[0].is_untold


def test_beside_a_withheld_figure_no_earlier_value_stands():
    """« ≥ 20 → 30 » beside « < 5 » may tell who the few were."""
    few = total(None, key="women", shield=Suppression.PRIMARY.value)
    changed, _same = lines([total(20), few], [total(30), few])
    assert changed.is_untold


def test_a_figure_that_is_shown_no_more_is_counted_and_not_even_named():
    gone = ProofFigure("funder.x", "Bailleur-canari", 3)
    comparison = compare([total(1), gone], [total(1)], something_protected=False)
    assert (comparison.no_longer_shown, comparison.changed) == (1, 1)
    assert "canari" not in repr(comparison)


def test_what_changed_comes_first():
    then = [total(1), total(2, key="women"), total(3, key="men")]
    now = [total(1), total(2, key="women"), total(4, key="men")]
    assert [line.now for line in lines(then, now)] == ["4", "1", "2"]


def test_a_figure_that_is_new_has_nothing_before_it():
    (line,) = lines([], [total(12)])
    assert (line.then, line.now) == ("–", "12")
