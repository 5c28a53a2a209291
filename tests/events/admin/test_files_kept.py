"""Whatever file is sent: the form comes back with all that was typed, and says at the field what to do."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from events.models import Document, Photo
from rss_registry.files import clean_document
from rss_registry.held_files import HELD
from tests.admin_forms import add_row, data_of, errors_of, sheet_url
from tests.factories import make_event
from tests.rss_registry import pdf_writers

pytestmark = pytest.mark.django_db

LONG_NAME = "é" * 290 + ".pdf"


def zipped(member, size=10):
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr(member, bytes(size))
    return target.getvalue()


def picture(kind="PNG", size=(40, 20), mode="RGB"):
    target = BytesIO()
    Image.new(mode, size).save(target, kind)
    return target.getvalue()


def newer_zip():
    """As a packer of the future would write it: the library knows no such version."""
    content = bytearray(zipped("word/document.xml"))
    directory = content.index(b"PK\x01\x02")
    content[directory + 6 : directory + 8] = b"\xff\x00"
    return bytes(content)


DOCUMENTS = {
    "nothing.pdf": b"",
    "broken.pdf": b"%PDF-1.4 \x00\xff no more",
    "half.pdf": pdf_writers.libreoffice()[:200],
    "locked.pdf": pdf_writers.locked(),
    "bomb.pdf": pdf_writers.unpacks_to_gigabytes(),
    "renamed.pdf": zipped("word/document.xml"),
    "program.exe": b"MZ",
    "no extension": b"%PDF-1.4",
    "broken.docx": b"PK\x03\x04" + b"\xff" * 400,
    "future.docx": newer_zip(),
    "not a picture.xlsx": picture(),
    "😀\u202e.\x07": b"?",
}
PHOTOS = {
    "nothing.jpg": b"",
    "broken.jpg": b"\xff\xd8\xff\xe0" + bytes(200),
    "half.png": picture(size=(400, 400))[:60],
    "wide.png": picture(size=(9000, 7000), mode="1"),
    "renamed.jpg": pdf_writers.cairo(),
    "text.png": b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(1_000_000)),
    "drawing.svg": b"<svg/>",
}


def posted(client, event=None, files=(), **typed):
    """Send the form with more typed into it, and rows of files (prefix, values of the row)."""
    address = sheet_url(event)
    data = data_of(client.get(address)) | typed
    for prefix, row in files:
        add_row(data, prefix, **row)
    return client.post(address, data)


def document(name, content, **row):
    return ("documents", {"title_fr": "Rapport", "kind": "report", "file": upload(name, content), **row})


def photo(name, content, **row):
    return (
        "photos",
        {"image": upload(name, content), "caption_fr": "Ouverture", "credit": "CRSS", "position": "1", **row},
    )


def upload(name, content):
    file = SimpleUploadedFile("a", content)
    file._name = name  # as the browser sends it
    return file


def test_files_that_cannot_be_taken_cost_nothing_that_was_typed(client, officer):
    event = make_event(owner=officer.organisation)
    rows = [document(*file) for file in DOCUMENTS.items()] + [photo(*file) for file in PHOTOS.items()]
    response = posted(client, event, rows, conclusion_fr="Une conclusion longue.")
    assert response.status_code == 200
    assert sorted(errors_of(response)) == sorted(
        [f"documents-{number}-file" for number in range(len(DOCUMENTS))]
        + [f"photos-{number}-image" for number in range(len(PHOTOS))]
    )
    kept = data_of(response)
    assert kept["conclusion_fr"] == "Une conclusion longue."
    assert {kept[f"documents-{number}-title_fr"] for number in range(len(DOCUMENTS))} == {"Rapport"}
    assert {kept[f"photos-{number}-caption_fr"] for number in range(len(PHOTOS))} == {"Ouverture"}


def test_a_name_is_no_reason_to_refuse_a_file(client, officer):
    event = make_event(owner=officer.organisation)
    names = [LONG_NAME, "😀 rapport final.pdf", "a" * 300 + ".PDF"]
    rows = [document(name, pdf_writers.cairo()) for name in names]
    assert posted(client, event, rows).status_code == 302
    assert {row.file.name[-4:] for row in Document.objects.all()} == {".pdf"}
    assert Document.objects.count() == len(names)


def held_names(response):
    """The hidden fields that bring files back, and their words."""
    page = response.content.decode()
    fields = [part.split(">")[0] for part in page.split('<input type="hidden" name="')[1:]]
    return dict(field.rstrip('"').split('" value="') for field in fields if "-held" in field.split('"')[0])


def as_stored(content):
    """Without what a PDF says of who made it."""
    file, _keeps_traces = clean_document(SimpleUploadedFile("a.pdf", content), len(content))
    return file.read()


def stored_document():
    with Document.objects.get().file.open() as file:
        return file.read()


def test_an_accepted_file_is_not_chosen_again(client, officer):
    event = make_event(owner=officer.organisation)
    files = [document("Rapport.pdf", pdf_writers.cairo()), photo("p.png", picture())]
    refused = posted(client, event, files, kind="nonsense")
    assert list(errors_of(refused)) == ["kind"]
    held = held_names(refused)
    assert list(held) == ["documents-0-file-held", "photos-0-image-held"]
    assert "Gardé, à ne pas choisir de nouveau : Rapport.pdf" in refused.content.decode()

    # Wrong once more: still held, under the same word.
    again = client.post(sheet_url(event), {**data_of(refused), **held, "kind": "unknown"})
    assert held_names(again) == held
    assert len(list(HELD._folder().iterdir())) == 2

    saved = client.post(sheet_url(event), {**data_of(again), **held, "kind": "forum"})
    assert saved.status_code == 302
    assert stored_document() == as_stored(pdf_writers.cairo())
    photo_row = Photo.objects.get()
    assert (photo_row.image.width, photo_row.image.height) == (40, 20)
    photo_row.image.close()


def test_another_file_takes_the_place_of_the_held_one(client, officer):
    event = make_event(owner=officer.organisation)
    refused = posted(client, event, [document("Rapport.pdf", pdf_writers.cairo())], kind="nonsense")
    other = {"documents-0-file": upload("autre.pdf", pdf_writers.ghostscript()), "kind": "forum"}
    client.post(sheet_url(event), {**data_of(refused), **held_names(refused), **other})
    assert stored_document() == as_stored(pdf_writers.ghostscript())


def test_a_word_that_the_register_did_not_give_opens_nothing(client, officer):
    event = make_event(owner=officer.organisation)
    tokens = ["", "0" * 32, "../../etc/passwd", "WyJhIl0:1abc:xyz"]
    row = {"title_fr": "Rapport", "kind": "report"}
    rows = [("documents", {**row, "file-held": token}) for token in tokens]
    assert list(errors_of(posted(client, event, rows))) == [f"documents-{n}-file" for n in range(4)]


def test_where_the_disk_is_full_the_page_says_to_choose_again(client, officer, monkeypatch):
    def full(data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(HELD, "keep", full)
    event = make_event(owner=officer.organisation)
    refused = posted(client, event, [document("Rapport.pdf", pdf_writers.cairo())], kind="nonsense")
    assert "Ce fichier est à choisir de nouveau : Rapport.pdf" in refused.content.decode()
