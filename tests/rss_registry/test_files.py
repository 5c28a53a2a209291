import zlib
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from rss_registry.files import PHOTO_SIDE, clean_document, clean_photo

LIMIT = 100_000


def zipped(*members):
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return target.getvalue()


def image(kind="JPEG", size=(40, 20), mode="RGB", **options):
    target = BytesIO()
    Image.new(mode, size, "red").save(target, kind, **options)
    return target.getvalue()


def pdf(catalogue=None, **options):
    """A blank page, with more in the catalogue."""
    target = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        for name, value in (catalogue or {}).items():
            document.Root[name] = value
        document.save(target, **options)
    return target.getvalue()


RUNS = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", pdf()),
        ("A.PDF", b"\xef\xbb\xbf" + pdf()),
        ("a.pdf", pdf({"/Lang": "fr", "/Note": "un cours de JavaScript"})),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."),
        ("a.docx", zipped("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", zipped("xl/workbook.xml")),
        ("a.ods", zipped("content.xml", "mimetype")),
    ],
)
def test_documents_that_are_what_they_say_pass(name, content):
    clean_document(SimpleUploadedFile(name, content), LIMIT)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.exe", b"MZ", "format_not_accepted"),
        ("a", b"%PDF-1.4", "format_not_accepted"),
        ("a.html", b"<script>", "format_not_accepted"),
        ("a.pdf", b"<html><script>", "content_mismatch"),
        ("a.pdf", b"%PDF-1.4 and no more", "pdf_unreadable"),
        ("a.pdf", pdf(encryption=pikepdf.Encryption(user="secret", owner="secret")), "pdf_locked"),
        ("a.pdf", pdf({"/OpenAction": RUNS}), "pdf_with_program"),
        # Inside a compressed stream of objects, and with a letter of its name written by its number.
        (
            "a.pdf",
            pdf({"/AA": pikepdf.Dictionary(WC=RUNS)}, object_stream_mode=pikepdf.ObjectStreamMode.generate),
            "pdf_with_program",
        ),
        ("a.pdf", pdf({"/OpenAction": RUNS}).replace(b"/JavaScript", b"/J#61vaScript"), "pdf_with_program"),
        (
            "a.pdf",
            pdf({"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")}),
            "pdf_with_program",
        ),
        ("a.docx", zipped("xl/workbook.xml"), "content_mismatch"),
        ("a.docx", b"PK\x03\x04 no archive at all", "content_mismatch"),
        ("a.doc", b"%PDF-1.4", "content_mismatch"),
        ("a.pdf", b"", "empty_file"),
        ("a.pdf", b"%PDF-1.4" + b"0" * LIMIT, "file_too_large"),
    ],
)
def test_other_documents_are_refused(name, content, code):
    with pytest.raises(ValidationError) as refused:
        clean_document(SimpleUploadedFile(name, content), LIMIT)
    assert refused.value.code == code


def test_a_photo_keeps_nothing_of_the_camera():
    exif = Image.Exif()
    exif[0x010F] = "CanariAppareil"
    exif.get_ifd(0x8825)[2] = (12.0, 38.0, 21.0)
    file = SimpleUploadedFile("p.jpg", image(exif=exif, comment=b"CanariCommentaire"))
    bare = clean_photo(file, LIMIT).read()
    assert b"Canari" not in bare
    with Image.open(BytesIO(bare)) as stored:
        assert dict(stored.getexif()) == {}
        assert stored.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photo_is_turned_before_it_forgets_how_it_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    photo = clean_photo(SimpleUploadedFile("p.jpg", image(exif=exif, size=(40, 20))), LIMIT)
    with Image.open(photo) as stored:
        assert stored.size == (20, 40)


def test_a_photo_is_no_larger_than_a_page_needs():
    photo = clean_photo(SimpleUploadedFile("p.jpg", image(size=(PHOTO_SIDE * 2, 300))), LIMIT)
    with Image.open(photo) as stored:
        assert stored.size == (PHOTO_SIDE, 150)


def test_a_png_stays_transparent():
    photo = clean_photo(SimpleUploadedFile("p.png", image("PNG", mode="RGBA")), LIMIT)
    with Image.open(photo) as stored:
        assert (stored.format, stored.mode) == ("PNG", "RGBA")
    assert photo.name == "photo.png"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("p.gif", image("GIF"), "format_not_accepted"),
        ("p.svg", b"<svg onload='x'/>", "format_not_accepted"),
        ("p.jpg", image("GIF"), "unreadable_image"),
        ("p.jpg", image()[:200], "unreadable_image"),
        ("p.png", b"\x89PNG\r\n\x1a\n", "unreadable_image"),
        ("p.png", image("PNG", size=(8000, 8000), mode="1"), "too_many_pixels"),
    ],
)
def test_other_images_are_refused(name, content, code):
    with pytest.raises(ValidationError) as refused:
        clean_photo(SimpleUploadedFile(name, content), LIMIT)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "tail", [b"<script>canari()</script>", zipped("canari.html"), b"\xff\xd9%PDF-canari"]
)
def test_what_hides_behind_a_photo_does_not_survive_it(tail):
    photo = clean_photo(SimpleUploadedFile("p.jpg", image() + tail), LIMIT)
    assert b"canari" not in photo.read()


def test_a_png_that_unpacks_to_a_text_of_a_gigabyte_is_refused(monkeypatch):
    # As in the web process: where WeasyPrint is loaded, Pillow leaves such a text unread.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    bomb = zlib.compress(b"a" * 300_000_000, 9)
    data = b"a\0\0" + bomb
    chunk = len(data).to_bytes(4) + b"zTXt" + data + zlib.crc32(b"zTXt" + data).to_bytes(4)
    content = image("PNG")
    head = content[:33]
    with pytest.raises(ValidationError) as refused:
        clean_photo(SimpleUploadedFile("p.png", head + chunk + content[33:]), 10 * len(bomb))
    assert refused.value.code == "unreadable_image"
