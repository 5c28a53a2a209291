import pytest

from events.enums import Basis
from events.services.over_totals import over_total, refused_part
from rss_registry.words_of_counts import Count


def test_the_parts_may_exceed_a_total_only_where_it_is_a_minimum():
    assert over_total(Count(18), Count(7), Count(11)) == 0
    assert over_total(Count(18), Count(20), None) == 2
    assert over_total(Count(40, Basis.APPROXIMATE), Count(22), Count(20)) == 2
    assert over_total(Count(80, Basis.AT_LEAST), Count(60), Count(40)) == 0
    assert over_total(None, Count(60), Count(40)) == 0


@pytest.mark.parametrize(
    ("total", "women", "men", "part"),
    [
        (20, 25, None, "women"),
        (20, None, 25, "men"),
        (20, 15, 25, "men"),
        (20, 15, 10, "men"),
        (20, 9, 11, None),
    ],
)
def test_what_is_refused_stands_at_the_part_that_is_too_large(total, women, men, part):
    counts = (number and Count(number) for number in (total, women, men))
    refused = refused_part(*counts)
    assert (refused and refused[0]) == part
    assert refused is None or refused[1].code == "sexes_exceed_total"
