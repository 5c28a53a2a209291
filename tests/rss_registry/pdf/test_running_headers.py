"""Running headers that must fit the width of a page."""

import pytest

from rss_registry.pdf.running_headers import SIZE, LineFont

LETTERS = "abcdefghijklmnopqrstuvwxyz/ …?"
# Every glyph is as wide as the type is high.
FONT = LineFont({letter: number for number, letter in enumerate(LETTERS)}, [1000.0] * len(LETTERS))


@pytest.mark.parametrize(
    "text, places, shown",
    [
        ("la paix", 7, "la paix"),
        ("la paix durable", 11, "la paix…"),
        ("une/longue/adresse", 9, "une/long…"),
    ],
    ids=["fits", "between words", "no word"],
)
def test_a_line_too_long_ends_between_two_words_where_there_are_some(text, places, shown):
    assert FONT.fitting(text, places * SIZE) == shown
