import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from rss_registry.figures import Basis, Figure
from rss_registry.words_of_counts import Count, count_of, count_text
from rss_registry.words_of_numbers import number_in_words


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
        ("douze", Count(12)),
        ("Vingt et une personnes", Count(21)),
        ("soixante-quinze", Count(75)),
        ("quatre-vingt-dix-sept participants", Count(97)),
        ("twenty-one", Count(21)),
        ("une douzaine", Count(12, Basis.APPROXIMATE)),
        ("une trentaine de personnes", Count(30, Basis.APPROXIMATE)),
        ("plus d’une centaine", Count(100, Basis.AT_LEAST)),
        ("environ trente", Count(30, Basis.APPROXIMATE)),
        ("au moins douze", Count(12, Basis.AT_LEAST)),
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


def test_every_number_to_a_hundred_has_its_words():
    assert [
        number_in_words(word) for word in ("quatre-vingt-onze", "soixante et onze", "soixante-dix-neuf")
    ] == [
        91,
        71,
        79,
    ]
    numbers = {
        "onze": 11,
        "trente et un": 31,
        "soixante et onze": 71,
        "soixante-dix-neuf": 79,
        "quatre-vingts": 80,
        "quatre-vingt-onze": 91,
        "cent": 100,
        "beaucoup": None,
    }
    assert {words: number_in_words(words) for words in numbers} == numbers


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("number", [*range(5, 70, 5), 100, 1250])
@pytest.mark.parametrize("basis", [Basis.EXACT, Basis.APPROXIMATE, Basis.AT_LEAST])
def test_the_words_of_a_figure_are_understood_again(language, number, basis):
    with override(language):
        assert count_of(Figure(number, basis).words) == Count(number, basis)
