"""The vendored fonts hold every sign that the register prints."""

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

FONTS = settings.BASE_DIR / "static" / "fonts"
FACES = ["RSS-Regular.ttf", "RSS-Bold.ttf", "RSS-Italic.ttf", "RSS-BoldItalic.ttf"]
FRENCH = "aàâäæbcçdeéèêëfghiîïjklmnoôöœpqrstuùûüvwxyÿz"
BAMBARA = "ɛɔɲŋ"
FIGURES_AND_TYPOGRAPHY = "0123456789%+−±×<>≈≤≥«»‹›–—‐‑’‘“”…·•●†°₣€→←✓\u00a0\u202f"
TONE_MARKS = "\u0300\u0301\u0302\u030c"


@pytest.fixture(params=FACES)
def face(request):
    return TTFont(FONTS / request.param)


def test_every_letter_and_sign_that_is_printed_has_a_glyph(face):
    wanted = FRENCH + FRENCH.upper() + BAMBARA + BAMBARA.upper() + FIGURES_AND_TYPOGRAPHY + TONE_MARKS
    known = face.getBestCmap()
    assert [sign for sign in wanted if ord(sign) not in known] == []


def test_figures_have_one_width_so_that_columns_line_up(face):
    names = face.getBestCmap()
    assert len({face["hmtx"][names[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_no_substitution_that_would_break_the_text_of_a_tagged_pdf(face):
    assert "GSUB" not in face


def test_a_face_stays_small_enough_to_embed(face):
    assert face.reader.file.seek(0, 2) < 40_000


def test_the_licence_travels_with_the_fonts(face):
    assert "SIL Open Font License" in face["name"].getDebugName(13)
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text()
