"""Texts in any script: drawn with the project's own faces, or said by numbers; never an empty box."""

from xml.etree.ElementTree import fromstring

import pytest

from rss_registry.pdf.assets import print_assets
from rss_registry.pdf.glyphs import say_missing_glyphs
from tests.rss_registry.pdf.documents import write_page


def said(text):
    element = fromstring("<p><b/></p>")
    element.text = element[0].tail = text
    say_missing_glyphs(element, print_assets())
    assert element.text == element[0].tail
    return element.text


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
    assert said(text) == text


def test_other_signs_are_said_by_their_number():
    assert said("Bravo 😀!") == "Bravo [U+1F600]!"
    assert said("安全部门改革") == "[U+5B89 U+5168 U+90E8 +3]"


def test_invisible_signs_and_overturned_directions_say_nothing():
    assert said("a\u202egnp.exe\u202c \ufeffb\u00ad✓\ufe0f") == "agnp.exe b✓"


def fonts_of(reader):
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    return {font.get_object()["/BaseFont"].split("+")[1] for font in fonts}


def test_no_face_of_the_machine_is_used_and_no_box_is_drawn(caplog):
    reader = write_page("<p>إصلاح قطاع الأمن\u202f! ߒߞߏ <b>الأمن</b> 😀 安全 ✓ é</p>")

    families = {"RSS-Sans", "RSS-Sans-Bold", "RSS-Arabic", "RSS-Arabic-Bold", "RSS-NKo"}
    assert fonts_of(reader) <= families
    assert "notdef" not in caplog.text
    assert "[U+1F600]" in reader.pages[0].extract_text()
