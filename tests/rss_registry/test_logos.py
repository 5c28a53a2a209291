"""A logo is kept as it will be printed, or refused with what to do."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from rss_registry.logos import LOGO_WIDTH, clean_logo

LIMIT = 5_000_000


def drawing(kind="PNG", size=(900, 500), ground="white", ink="navy", mode="RGB", **options):
    """A bar in the middle of a ground: margins of a third on every side."""
    target = BytesIO()
    picture = Image.new(mode, size, ground)
    width, height = size
    box = (width // 3, height // 3, 2 * width // 3 - 1, 2 * height // 3 - 1)
    ImageDraw.Draw(picture).rectangle(box, fill=ink)
    picture.save(target, kind, **options)
    return target.getvalue()


def cleaned(content, name="logo.png"):
    return clean_logo(SimpleUploadedFile(name, content), LIMIT)


def opened(logo):
    with Image.open(logo) as picture:
        picture.load()
    return picture


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.JPG", "JPEG"), ("a.webp", "WEBP")])
def test_the_margin_around_a_logo_is_taken_off(name, kind):
    half = {"quality": 95} if kind != "PNG" else {}
    width, height = opened(cleaned(drawing(kind, ink="black", **half), name)).size
    assert abs(width - 300) <= 6
    assert abs(height - 166) <= 6


def test_a_logo_is_no_wider_than_print_needs_and_weighs_little():
    logo = cleaned(drawing(size=(6000, 2400)))
    assert opened(logo).width == LOGO_WIDTH
    assert logo.size < 2_000


def test_a_shaded_logo_is_kept_in_the_lighter_format():
    noise = Image.effect_noise((900, 900), 90).convert("RGB")
    target = BytesIO()
    noise.save(target, "PNG")
    assert cleaned(target.getvalue()).name == "logo.jpg"
    assert cleaned(drawing()).name == "logo.png"


def test_a_transparent_logo_stands_on_white_and_keeps_nothing_else():
    exif = Image.Exif()
    exif[0x010F] = "CanariAppareil"
    logo = cleaned(drawing(mode="RGBA", ground=(0, 0, 0, 0), exif=exif))
    assert b"Canari" not in logo.read()
    picture = opened(logo)
    assert "transparency" not in picture.info
    assert picture.convert("RGB").getpixel((5, 5)) == (0, 0, 128)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg", "format_not_accepted"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.png", "unreadable_image"),
        (drawing("GIF"), "logo.gif", "format_not_accepted"),
        (drawing("TIFF"), "logo.webp", "unreadable_image"),
        (drawing(size=(8000, 8000), mode="1", ground=1, ink=0), "logo.png", "too_many_pixels"),
        (drawing(size=(90, 60)), "logo.png", "logo_too_small"),
        # White on transparent; and two colours that are one grey.
        (drawing(mode="RGBA", ground=(0, 0, 0, 0), ink="white"), "logo.png", "logo_unreadable"),
        (drawing(ground="#c00000", ink="#007300"), "logo.png", "logo_unreadable"),
        (drawing(ink="white"), "logo.png", "logo_unreadable"),
    ],
)
def test_what_paper_would_not_show_is_refused(content, name, code):
    with pytest.raises(ValidationError) as refused:
        cleaned(content, name)
    assert refused.value.code == code
