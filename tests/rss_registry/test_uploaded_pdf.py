"""PDF files of every usual writer, and those that no form may fall over."""

import subprocess
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from rss_registry import uploaded_pdf
from rss_registry.files import clean_document
from tests.rss_registry import pdf_writers

LIMIT = 5_000_000


def refusal_of(content):
    try:
        clean_document(SimpleUploadedFile("rapport.pdf", content), LIMIT)
    except ValidationError as refused:
        return refused.code
    return None


@pytest.mark.parametrize("writer", pdf_writers.TAKEN)
def test_the_pdf_of_every_writer_is_taken(writer):
    assert refusal_of(writer()) is None


@pytest.mark.parametrize(("writer", "code"), pdf_writers.REFUSED.items())
def test_a_pdf_that_cannot_be_read_is_refused_by_its_reason(writer, code):
    assert refusal_of(writer()) == code


def test_what_weasyprint_writes_is_taken():
    from weasyprint import HTML

    assert refusal_of(HTML(string="<h1 id=a>Atelier</h1><a href='#a'>Gao</a>").write_pdf()) is None


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("writer", [pdf_writers.libreoffice, pdf_writers.word, pdf_writers.linearised])
def test_half_a_pdf_is_taken_or_refused(writer, share):
    content = writer()
    assert refusal_of(content[: int(len(content) * share)]) in (None, "pdf_unreadable")


def test_objects_nested_without_end_are_taken_or_refused():
    assert refusal_of(pdf_writers.nested_deeply()) in (None, "pdf_unreadable", "pdf_too_heavy")


def test_a_program_in_the_second_version_of_a_file_is_seen():
    content = pdf_writers.added_to().replace(b"5 0 obj\n5\n", b"5 0 obj\n<</S/JavaScript/JS(a)>>\n")
    assert refusal_of(content) == "pdf_with_program"


def test_a_reader_that_breaks_or_takes_too_long_is_a_refusal(monkeypatch):
    def killed(*args, **options):
        return subprocess.CompletedProcess(args, -11, b"", b"")

    def never(*args, **options):
        raise subprocess.TimeoutExpired(args, 1)

    for outcome in (killed, never):
        monkeypatch.setattr(uploaded_pdf.subprocess, "run", outcome)
        assert refusal_of(pdf_writers.cairo()) == "pdf_too_heavy"


# -- what a PDF says of who made it ------------------------------------------------


def with_traces():
    """A page with a photo, of which everything tells who made it, where, and with what."""
    photo = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "CANARI exif"
    Image.new("RGB", (40, 20), "red").save(photo, "JPEG", exif=exif, comment=b"CANARI mot")
    target = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        image = pdf.make_stream(
            photo.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Filter=pikepdf.Name.DCTDecode,
            Width=40,
            Height=20,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB,
            Metadata=pdf.make_stream(b"<x>CANARI image</x>"),
        )
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
        page.obj.Contents = pdf.make_stream(b"40 0 0 20 0 0 cm /Im Do")
        page.obj.PieceInfo = pikepdf.Dictionary(Word="CANARI piece")
        pdf.attachments["CANARI.txt"] = b"CANARI joint"
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FileAttachment,
            Rect=[0, 0, 9, 9],
            FS=pdf.attachments["CANARI.txt"].obj,
        )
        page.obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.docinfo["/Author"] = "CANARI auteur"
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["CANARI xmp"]
        pdf.save(target)
    return target.getvalue()


def signed():
    with pikepdf.open(BytesIO(with_traces())) as pdf:
        signature = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"CANARI")
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(pikepdf.Dictionary(V=signature))])
        target = BytesIO()
        pdf.save(target)
    return target.getvalue()


def cleaned(content):
    file, keeps_traces = clean_document(SimpleUploadedFile("rapport.pdf", content), LIMIT)
    assert file.name == "rapport.pdf"
    return file.read(), keeps_traces


def unpacked(content):
    with pikepdf.open(BytesIO(content)) as pdf:
        read = [thing.read_raw_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        words = [thing.unparse() for thing in pdf.objects if isinstance(thing, pikepdf.Object)]
        return b" ".join([content, *read, *words, str(dict(pdf.attachments)).encode()])


def test_a_pdf_loses_what_it_says_of_its_maker():
    before = with_traces()
    assert unpacked(before).count(b"CANARI") > 6
    content, keeps_traces = cleaned(before)
    assert b"CANARI" not in unpacked(content)
    assert not keeps_traces
    with pikepdf.open(BytesIO(content)) as pdf:
        shown = pdf.pages[0].obj.Resources.XObject.Im
        assert pikepdf.PdfImage(shown).as_pil_image().size == (40, 20)


def test_a_signed_pdf_is_kept_as_it_is_and_that_is_said():
    content = signed()
    assert cleaned(content) == (content, True)


@pytest.mark.parametrize("writer", pdf_writers.TAKEN)
def test_the_pages_of_every_writer_stay(writer):
    content, _keeps_traces = cleaned(writer())
    with pikepdf.open(BytesIO(writer())) as before, pikepdf.open(BytesIO(content)) as after:
        assert len(before.pages) == len(after.pages)


@pytest.mark.parametrize("code", [-9, 0])
def test_a_cleaning_that_is_ended_leaves_the_file_as_it_is(monkeypatch, code):
    def ended(*args, **options):
        return subprocess.CompletedProcess(args, code, b"opens\n" + (b"%PDF-half" if code else b""))

    monkeypatch.setattr(uploaded_pdf.subprocess, "run", ended)
    assert cleaned(pdf_writers.cairo()) == (pdf_writers.cairo(), True)
