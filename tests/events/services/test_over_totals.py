from events.enums import Basis
from events.services.over_totals import over_total
from rss_registry.words_of_counts import Count


def test_the_parts_may_exceed_a_total_only_where_it_is_a_minimum():
    assert over_total(Count(18), Count(7), Count(11)) == 0
    assert over_total(Count(18), Count(20), None) == 2
    assert over_total(Count(40, Basis.APPROXIMATE), Count(22), Count(20)) == 2
    assert over_total(Count(80, Basis.AT_LEAST), Count(60), Count(40)) == 0
    assert over_total(None, Count(60), Count(40)) == 0
