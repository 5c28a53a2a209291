from datetime import date

import pytest
from django.utils.translation import override

from rss_registry.dates import day_text, span_in_words, span_text

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("language", "day", "precision", "expected"),
    [
        ("fr", date(2024, 3, 1), "day", f"1er{NBSP}mars 2024"),
        ("fr", date(2021, 2, 24), "day", f"24{NBSP}février 2021"),
        ("en", date(2024, 3, 1), "day", f"1{NBSP}March 2024"),
        ("fr", date(2023, 4, 4), "month", "avril 2023"),
        ("en", date(2021, 1, 1), "year", "2021"),
    ],
)
def test_a_day_is_written_as_precisely_as_it_is_known(language, day, precision, expected):
    with override(language):
        assert day_text(day, precision) == expected


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        (date(2021, 2, 24), date(2021, 2, 24), "day", f"24{NBSP}février 2021"),
        (date(2023, 3, 28), date(2023, 3, 30), "day", f"28–30{NBSP}mars 2023"),
        (date(2024, 2, 29), date(2024, 3, 1), "day", f"29{NBSP}février – 1er{NBSP}mars 2024"),
        (date(2023, 12, 30), date(2024, 1, 2), "day", f"30{NBSP}décembre 2023 – 2{NBSP}janvier 2024"),
        (date(2023, 4, 4), date(2023, 4, 12), "month", "avril 2023"),
        (date(2023, 4, 4), date(2023, 5, 2), "month", "avril – mai 2023"),
        (date(2021, 1, 1), date(2025, 12, 31), "year", "2021–2025"),
        (date(2021, 1, 1), None, "year", "2021 –"),
        (None, date(2023, 12, 31), "year", "– 2023"),
        (None, None, "day", ""),
    ],
)
def test_a_span_repeats_neither_month_nor_year(start, end, precision, expected):
    with override("fr"):
        assert span_text(start, end, precision) == expected


@pytest.mark.parametrize(
    ("start", "end", "precision", "french", "english"),
    [
        (
            date(2021, 2, 24),
            date(2021, 2, 24),
            "day",
            f"le 24{NBSP}février 2021",
            f"on 24{NBSP}February 2021",
        ),
        (
            date(2023, 3, 28),
            date(2023, 3, 30),
            "day",
            f"du 28 au 30{NBSP}mars 2023",
            f"from 28 to 30{NBSP}March 2023",
        ),
        (
            date(2024, 2, 29),
            date(2024, 3, 1),
            "day",
            f"du 29{NBSP}février au 1er{NBSP}mars 2024",
            f"from 29{NBSP}February to 1{NBSP}March 2024",
        ),
        (
            date(2023, 12, 30),
            date(2024, 1, 2),
            "day",
            f"du 30{NBSP}décembre 2023 au 2{NBSP}janvier 2024",
            f"from 30{NBSP}December 2023 to 2{NBSP}January 2024",
        ),
        (date(2023, 4, 4), date(2023, 4, 12), "month", "en avril 2023", "in April 2023"),
        (
            date(2023, 4, 4),
            date(2023, 5, 12),
            "month",
            "entre avril et mai 2023",
            "between April and May 2023",
        ),
    ],
)
def test_a_span_reads_inside_a_sentence(start, end, precision, french, english):
    assert span_in_words(start, end, precision) == french
    with override("en"):
        assert span_in_words(start, end, precision) == english
