"""A word without end is laid out in time, and reads as it was written."""

from time import process_time
from xml.etree.ElementTree import fromstring

import pytest

from rss_registry.pdf.long_words import BREAK, break_long_words
from tests.rss_registry.pdf.documents import write_page


def broken(text):
    element = fromstring("<p><b/></p>")
    element.text = element[0].tail = text
    break_long_words(element)
    assert element.text == element[0].tail
    return element.text


def test_words_and_addresses_stay_as_they_are():
    text = "Atelier de Gao, https://exemple.org/" + "a" * 150

    assert broken(text) == text


def test_a_word_without_end_may_end_its_line_every_forty_letters():
    assert broken("a" * 200).split(BREAK) == ["a" * 40] * 5 + [""]


def test_no_accent_is_taken_from_its_letter():
    letters = "a" * 39 + "e\u0301"

    assert broken(letters * 5 + "a" * 40).split(BREAK)[0] == letters


@pytest.mark.parametrize("letters", ["A" * 100_000, "atelier " * 12_500], ids=["one word", "words"])
def test_a_field_of_100_000_letters_is_still_printed_and_read_as_written(letters):
    start = process_time()
    reader = write_page(f"<p>{letters}</p>")

    assert process_time() - start < 15
    text = "".join(page.extract_text().replace("Page", "").split("\n", 0)[0] for page in reader.pages)
    assert text.count(letters[0]) == letters.count(letters[0])
    assert BREAK not in text
