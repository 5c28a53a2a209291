"""« Vérifier un document » as a visitor meets it: by code, by file, with a slip of the pen, too often."""

from hashlib import sha256
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from events.services.workflow import withdraw
from reports.models import DocumentProof, ProducedFile
from reports.services import codes
from reports.views import uploads
from reports.views import verification as views
from tests.factories import make_coordinator, make_headcount, make_published_event

pytestmark = pytest.mark.django_db

FORM = "/fr/verifier/"


@pytest.fixture
def report(client):
    """A report as a donor receives it: the event, its headcount, the bytes, the printed code."""
    event = make_published_event(title_fr="Atelier de Gao")
    headcount = make_headcount(event, 42)
    content = client.get(reverse("reports:event_pdf", args=[event.reference])).content
    code = codes.printed(DocumentProof.objects.get().code)
    return event, headcount, content, code


def text(response):
    return " ".join(response.content.decode().split())


def upload(client, content, address=FORM):
    return client.post(address, {"fichier": SimpleUploadedFile("rapport.pdf", content, "application/pdf")})


def test_the_code_that_is_printed_leads_to_the_document(client, report):
    _event, _headcount, content, code = report
    printed = PdfReader(BytesIO(content)).pages[-1].extract_text()
    assert code in printed
    page = client.get(f"{FORM}{code}")
    assert page.status_code == 200
    for expected in ("Authentique", "À jour", "Atelier de Gao", sha256(content).hexdigest()):
        assert expected in text(page)


def test_asking_for_the_report_again_gives_the_same_bytes_and_no_new_row(client, report):
    event, _headcount, content, _code = report
    assert client.get(reverse("reports:event_pdf", args=[event.reference])).content == content
    assert (DocumentProof.objects.count(), ProducedFile.objects.count()) == (1, 1)


def test_while_the_database_cannot_be_written_a_known_document_is_served_and_a_new_one_refused(
    client, report, monkeypatch
):
    """One whose code nobody knows would look forged."""
    event, headcount, content, _code = report

    def read_only(**_fields):
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(DocumentProof.objects, "get_or_create", read_only)
    client.raise_request_exception = False
    address = reverse("reports:event_pdf", args=[event.reference])
    assert client.get(address).content == content
    headcount.number = 52
    headcount.save()
    refused = client.get(address)
    assert (refused.status_code, refused["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert refused["Retry-After"]


def test_a_changed_headcount_is_shown_figure_by_figure(client, report):
    _event, headcount, _content, code = report
    headcount.number = 52
    headcount.save()
    page = text(client.get(f"{FORM}{code}"))
    assert "Remplacé : 1 de ses chiffres a changé depuis." in page
    assert '<td class="num">42</td> <td class="num">52</td>' in page
    assert "corrigé : effectifs" in page


def test_after_a_withdrawal_the_page_repeats_neither_title_nor_figure(client, report):
    event, _headcount, _content, code = report
    assert "Atelier de Gao" in text(client.get(f"{FORM}{code}"))
    withdraw(event=event, by=make_coordinator(), reason="Demande de l’organisateur.")
    page = text(client.get(f"{FORM}{code}"))
    assert "Authentique" in page and "Retiré" in page
    assert "Atelier de Gao" not in page and ">42<" not in page


def test_a_code_typed_in_any_way_leads_to_one_address(client, report):
    code = report[3]
    for typed in (code.lower(), code.replace("-", " "), code.replace("-", "")):
        response = client.get(FORM, {"code": typed}, follow=True)
        assert response.request["PATH_INFO"] == f"{FORM}{code}"
        assert response.status_code == 200
    assert client.get(f"{FORM}{code.replace('-', '')}")["Location"] == f"{FORM}{code}"


def test_a_wrong_code_gets_a_kind_answer_with_its_neighbour(client):
    """Which neighbour, the check sign says: nobody ever gave this code."""
    code = next(
        code for number in range(99) if "5" in (code := codes.code_of(sha256(bytes([number])).digest()))
    )
    page = client.get(f"{FORM}{codes.printed(code.replace('5', 'S', 1))}")
    assert page.status_code == 404
    assert "Aucun document du registre ne porte le code" in text(page)
    assert f'href="{FORM}{codes.printed(code)}"' in text(page)


def test_the_answer_does_not_depend_on_which_codes_exist(client, report):
    """A well-formed code that was never given, and nothing about those that were."""
    unknown = codes.printed(codes.code_of(sha256(b"never given").digest()))
    page = client.get(f"{FORM}{unknown}")
    assert page.status_code == 404
    assert "ne vient pas de lui" in text(page)
    assert report[3] not in text(page)


def test_the_address_printed_beside_the_code_may_be_typed_instead(client, report):
    code = report[3]
    for typed in (
        f"http://registre.example/fr/verifier/{code}",
        f"registre.example/fr/verifier/{code.lower()}/",
    ):
        assert client.get(FORM, {"code": typed})["Location"] == f"{FORM}{code}"


def test_a_document_is_held_against_the_register_under_one_address_alone(client, report, monkeypatch):
    """It takes seconds for a long report: no parameter makes another page of it."""
    code = report[3]
    monkeypatch.setattr(views, "verify", None)
    assert client.get(f"{FORM}{code}?essai=1")["Location"] == f"{FORM}{code}"


@pytest.mark.parametrize(
    "typed",
    [
        "a/b",
        "//evil.example/",
        "../..",
        "<script>",
        "x" * 3000,
        "%00",
        "É" * 12,
        "..",
        "RSS-ML-2023-0001",
    ],
)
def test_whatever_is_typed_is_answered_and_never_run(client, typed):
    response = client.get(FORM, {"code": typed}, follow=True)
    assert response.status_code == 404
    assert "<script>" not in text(response)


def test_codes_cannot_be_tried_one_after_the_other(client, settings):
    settings.REQUESTS_PER_MINUTE = {**settings.REQUESTS_PER_MINUTE, "codes": 3}
    answers = [client.get(f"{FORM}1111-1111-111{number}").status_code for number in range(5)]
    assert answers[:3] == [404, 404, 404]
    assert answers[-1] == 429


def test_a_code_that_many_verify_is_not_counted_against_them(client, report, settings):
    settings.REQUESTS_PER_MINUTE = {**settings.REQUESTS_PER_MINUTE, "codes": 1}
    assert {client.get(f"{FORM}{report[3]}").status_code for _each in range(4)} == {200}


def test_no_search_engine_keeps_these_pages_and_no_cookie_is_set(client, report):
    for address in (FORM, f"{FORM}{report[3]}"):
        response = client.get(address)
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies


# -- the file itself -------------------------------------------------------------------


def test_the_very_file_is_recognised_from_either_page(client, report):
    _event, _headcount, content, code = report
    for address in (FORM, f"{FORM}{code}"):
        page = upload(client, content, address)
        assert page.status_code == 200
        assert "octet pour octet" in text(page)
        assert code in text(page)


def test_a_file_with_one_other_byte_is_not(client, report):
    _event, _headcount, content, code = report
    page = upload(client, content + b"\n", f"{FORM}{code}")
    assert page.status_code == 404
    assert "n’a jamais produit ce fichier" in text(page)
    assert "octet pour octet" not in text(page)


def test_what_is_given_is_not_kept_anywhere(client, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    upload(client, b"x" * 5_000_000)
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []
    assert not settings.MEDIA_ROOT.exists()


def test_a_file_that_no_document_can_be_is_refused_unread(client, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    assert upload(client, b"x" * 1001).status_code == 413


def test_no_file_at_all_is_said(client):
    assert client.post(FORM).status_code == 400
    broken = client.post(FORM, data=b"--x\r\nbroken", content_type="multipart/form-data; boundary=y")
    assert broken.status_code == 400


def test_no_cookie_or_token_is_asked_of_who_gives_a_file(report):
    response = upload(Client(enforce_csrf_checks=True), report[2])
    assert response.status_code == 200
    assert not response.cookies
