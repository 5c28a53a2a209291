"""Texts in any script and of any length: drawn with the project's fonts, or replaced."""

from time import process_time

import pytest

from rss_registry.pdf.assets import print_assets
from rss_registry.pdf.texts import (
    BREAK,
    break_long_words,
    name_targets,
    printable,
    replace_missing_glyphs,
    write_page_numbers,
)
from tests.rss_registry.pdf.documents import write_page


def replaced(text):
    return replace_missing_glyphs(text, frozenset(print_assets().values()))


@pytest.mark.parametrize(
    "text",
    [
        "Œuvre d’été à Gao – 1 200 ≈ 40 %, « 7 »",
        "ɛ ɔ ɲ ŋ Ɛ Ɔ Ɲ Ŋ kɔ̀nɔ",
        "إصلاح قطاع الأمن في مالي",
        "ߒߞߏ ߞߊ߲ ߠߎ߬",
        "ligne\nligne\tcolonne",
    ],
)
def test_the_scripts_of_mali_are_drawn(text):
    assert replaced(text) == text


def test_other_characters_are_replaced_by_their_number():
    assert replaced("Bravo 😀!") == "Bravo [U+1F600]!"
    assert replaced("安全部门改革") == "[U+5B89 U+5168 U+90E8 +3]"


def test_invisible_characters_and_overturned_directions_are_left_out():
    assert replaced("a\u202egnp.exe\u202c \ufeffb\u00ad✓\ufe0f") == "agnp.exe b✓"


def test_texts_are_changed_and_addresses_are_not():
    html = (
        '<p title="😀">A &amp; B&#128512; &lt;b&gt; <a href="https://exemple.org/安?a=1&amp;b=2">😀</a></p>'
    )

    assert printable(html, print_assets()) == (
        '<p title="😀">A &amp; B[U+1F600] &lt;b&gt; '
        '<a href="https://exemple.org/安?a=1&amp;b=2">[U+1F600]</a></p>'
    )


def fonts_of(reader):
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    return {font.get_object()["/BaseFont"].split("+")[1] for font in fonts}


def test_no_font_of_the_machine_is_used_and_no_box_is_drawn(caplog):
    reader = write_page("<p>إصلاح قطاع الأمن\u202f! ߒߞߏ <b>الأمن</b> 😀 安全 ✓ é</p>")

    families = {"RSS-Sans", "RSS-Sans-Bold", "RSS-Arabic", "RSS-Arabic-Bold", "RSS-NKo"}
    assert fonts_of(reader) <= families
    assert "notdef" not in caplog.text
    assert "[U+1F600]" in reader.pages[0].extract_text()


def test_words_and_addresses_of_usual_length_stay_as_they_are():
    text = "Atelier de Gao, https://exemple.org/" + "a" * 150

    assert break_long_words(text) == text


def test_a_word_without_end_may_end_its_line_every_forty_letters():
    assert break_long_words("a" * 200).split(BREAK) == ["a" * 40] * 5 + [""]
    assert printable(f"<p>{'&amp;' * 200}</p>", {}) == f"<p>{('&amp;' * 40 + BREAK) * 5}</p>"


def test_no_accent_is_taken_from_its_letter():
    letters = "a" * 39 + "e\u0301"

    assert break_long_words(letters * 5 + "a" * 40).split(BREAK)[0] == letters


@pytest.mark.parametrize("letters", ["A" * 100_000, "atelier " * 12_500], ids=["one word", "words"])
def test_a_field_of_100_000_letters_is_still_printed_and_read_as_written(letters):
    start = process_time()
    reader = write_page(f"<p>{letters}</p>")

    assert process_time() - start < 15
    text = "".join(page.extract_text().replace("Page", "").split("\n", 0)[0] for page in reader.pages)
    assert text.count(letters[0]) == letters.count(letters[0])
    assert BREAK not in text


def test_targets_are_named_after_their_fragment_and_links_elsewhere_are_for_the_merge():
    html = '<h2 id="haut">href="#texte"</h2><a class="x" href="#haut">1</a> <a href="#E-7/bas">2</a>'

    assert name_targets(html, "E-6/") == (
        '<h2 id="E-6/haut">href="#texte"</h2><a class="x" href="#E-6/haut">1</a> '
        '<a href="elsewhere:E-7/bas">2</a>'
    )


def test_page_numbers_stand_where_they_are_asked_for():
    html = '<span class="page" data-page-of="a&amp;b"></span><i data-page-of="c">?</i>'

    assert write_page_numbers(html, {"a&b": 12}) == (
        '<span class="page" data-page-of="a&amp;b">12</span><i data-page-of="c">0</i>'
    )
