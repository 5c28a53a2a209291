import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from events.enums import Basis
from events.resources.counts import Count, count_of, count_text, over_total


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (40, Count(40)),
        (40.0, Count(40)),
        ("40", Count(40)),
        ("0", Count(0)),
        ("1 250 personnes", Count(1250)),
        ("environ 40", Count(40, Basis.APPROXIMATE)),
        ("Environ 40 participants", Count(40, Basis.APPROXIMATE)),
        ("env. 40", Count(40, Basis.APPROXIMATE)),
        ("≈40", Count(40, Basis.APPROXIMATE)),
        ("≈ 1\u202f200", Count(1200, Basis.APPROXIMATE)),
        ("~40", Count(40, Basis.APPROXIMATE)),
        ("about 40", Count(40, Basis.APPROXIMATE)),
        ("une quarantaine", Count(40, Basis.APPROXIMATE)),
        ("près d’une centaine", Count(100, Basis.APPROXIMATE)),
        ("plus de 80", Count(80, Basis.AT_LEAST)),
        ("au moins 80", Count(80, Basis.AT_LEAST)),
        ("≥ 80", Count(80, Basis.AT_LEAST)),
        ("80+", Count(80, Basis.AT_LEAST)),
    ],
)
def test_a_count_is_understood_as_people_write_it(cell, count):
    assert count_of(cell) == count


@pytest.mark.parametrize(
    "cell", ["-5", -5, "12,5", "beaucoup", "18 à 20", "moins de 40", "environ", "40 femmes"]
)
def test_what_is_no_count_is_refused_rather_than_guessed(cell):
    with pytest.raises(ValidationError):
        count_of(cell)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("codes", [True, False])
@pytest.mark.parametrize("basis", [Basis.APPROXIMATE, Basis.AT_LEAST])
def test_the_words_of_an_export_are_understood_again(language, codes, basis):
    with override(language):
        assert count_of(count_text(Count(1250, basis), codes=codes)) == Count(1250, basis)


def test_the_parts_may_exceed_a_total_only_where_it_is_a_minimum():
    assert over_total(Count(18), Count(7), Count(11)) == 0
    assert over_total(Count(18), Count(20), None) == 2
    assert over_total(Count(40, Basis.APPROXIMATE), Count(22), Count(20)) == 2
    assert over_total(Count(80, Basis.AT_LEAST), Count(60), Count(40)) == 0
    assert over_total(None, Count(60), Count(40)) == 0
