"""From a template of the project to a PDF file."""

import subprocess
import sys
from datetime import UTC, datetime
from errno import ENOSPC
from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader

from rss_registry.pdf import AttachedFile, print_assets, render_pdf
from rss_registry.pdf.store import Store

CREATED_AT = datetime(2024, 3, 5, tzinfo=UTC)

START = """
import sys
import django
django.setup()
import rss_registry.pdf
from django.urls import get_resolver
get_resolver().reverse_dict
sys.exit("weasyprint" in sys.modules or "pydyf" in sys.modules)
"""

RENDER = """
import sys
import django
django.setup()
from tests.rss_registry.pdf.test_render import render
sys.stdout.buffer.write(render())
"""


def render(language="fr", title="Rapport d’essai", **arguments):
    return render_pdf(
        "reports/_document.html",
        {},
        language=language,
        title=title,
        assets=print_assets(),
        created_at=CREATED_AT,
        attachments=[AttachedFile("a.csv", b"a;b\n1;2\n", "Chiffres")],
        **arguments,
    )


def read(content):
    return PdfReader(BytesIO(content))


def test_the_page_carries_its_title_and_number():
    reader = read(render())

    text = reader.pages[0].extract_text()
    assert "Rapport d’essai" in text
    assert "Registre des ateliers sur la réforme du secteur de la sécurité au Mali" in text
    assert "Page 1 / 1" in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_file_is_in_the_language_asked_for(language):
    assert read(render(language)).trailer["/Root"]["/Lang"] == language


def test_a_title_is_text_and_never_markup():
    reader = read(render(title='Femmes <paix> & "sécurité"'))

    assert reader.metadata.title == 'Femmes <paix> & "sécurité"'
    assert 'Femmes <paix> & "sécurité"' in reader.pages[0].extract_text()


def test_a_date_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(
            "reports/_document.html",
            {},
            language="fr",
            title="Essai",
            assets={},
            created_at=datetime(2024, 3, 5),
        )


def test_the_same_input_gives_the_same_bytes_in_another_process():
    other = subprocess.run([sys.executable, "-c", RENDER], capture_output=True, check=True)

    assert sha256(other.stdout).hexdigest() == sha256(render()).hexdigest()


def test_the_web_process_starts_without_weasyprint():
    assert subprocess.run([sys.executable, "-c", START], check=False).returncode == 0


def test_the_web_process_never_loads_weasyprint_even_to_make_a_document():
    code = RENDER + "print({'weasyprint', 'pikepdf', 'pydyf'} & set(sys.modules), file=sys.stderr)"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert made.stdout.startswith(b"%PDF")
    assert made.stderr.strip() == b"set()"


def test_a_document_is_kept_and_not_laid_out_again(monkeypatch, settings):
    first = render()
    monkeypatch.setattr("rss_registry.pdf.render.renderer", None)

    assert render() == first


def test_a_document_that_names_people_is_kept_nowhere(settings):
    assert render(private=True).startswith(b"%PDF")
    assert not settings.PDF_STORE_ROOT.exists()


def test_a_document_leaves_although_a_full_disk_keeps_no_copy(monkeypatch):
    def full(*_arguments):
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(Store, "put", full)
    assert render(title="Sans copie").startswith(b"%PDF")
