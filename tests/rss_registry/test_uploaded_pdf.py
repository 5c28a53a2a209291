"""PDF files of every usual writer, and those that no form may fall over."""

import subprocess

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from rss_registry import uploaded_pdf
from rss_registry.files import check_document
from tests.rss_registry import pdf_writers

LIMIT = 5_000_000


def refusal_of(content):
    try:
        check_document(SimpleUploadedFile("rapport.pdf", content), LIMIT)
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
