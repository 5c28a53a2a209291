"""The checker itself: it knows every rule, and what is broken does not pass."""

from io import BytesIO

import pikepdf
import pytest

from tests.pdf_standards.verapdf import RULES
from tests.rss_registry.pdf.documents import write_page

pytestmark = pytest.mark.pdf_standards


@pytest.fixture(scope="module")
def document():
    return write_page("<h1>Essai</h1><p>Un texte.</p>").stream.getvalue()


def broken(content, change):
    """The document after somebody changed it."""
    file = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(file)
    return file.getvalue()


def untagged(pdf):
    del pdf.Root.StructTreeRoot


def without_its_language(pdf):
    del pdf.Root.Lang


def with_a_font_left_out(pdf):
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]


def test_every_rule_of_both_standards_is_asked(verapdf, document):
    verdicts = verapdf.verdicts(document)

    assert (
        {flavour: verdict.rules for flavour, verdict in verdicts.items()} == RULES == {"ua1": 106, "3a": 155}
    )
    assert all(verdict.compliant and verdict.checks > 100 for verdict in verdicts.values())


@pytest.mark.parametrize(
    ("change", "refused_by"),
    [
        (untagged, {"ua1", "3a"}),
        (without_its_language, {"ua1"}),
        (with_a_font_left_out, {"ua1", "3a"}),
    ],
)
def test_a_broken_document_is_refused(verapdf, document, change, refused_by):
    verdicts = verapdf.verdicts(broken(document, change))

    assert {flavour for flavour, verdict in verdicts.items() if verdict.failures} == refused_by


def test_what_is_no_pdf_is_refused(verapdf):
    assert not any(verdict.compliant for verdict in verapdf.verdicts(b"%PDF-1.7 and no more").values())
