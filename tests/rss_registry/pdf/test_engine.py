"""What a finished file says of itself and carries."""

import pytest

from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.render import AttachedFile
from tests.rss_registry.pdf.documents import PIXEL, write_page


def test_the_file_declares_both_standards():
    metadata = write_page("<p>Texte</p>").trailer["/Root"]["/Metadata"].get_data().decode()

    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in metadata


def test_the_title_language_and_date_are_those_of_the_caller():
    reader = write_page("<p>Texte</p>")

    assert reader.metadata.title == "Rapport d’essai"
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.trailer["/Info"]["/CreationDate"] == "D:20240305093000Z"
    assert reader.trailer["/Info"]["/ModDate"] == "D:20240305093000Z"


def test_the_file_is_tagged_and_shows_its_title():
    root = write_page("<h1>Titre</h1>").trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_an_attached_file_is_data_of_the_document_listed_once():
    figures = AttachedFile("effectifs.csv", "catégorie;7\n".encode(), "Effectifs")

    reader = write_page("<p>Texte</p>", attachments=[figures])

    assert reader.attachments == {"effectifs.csv": [figures.content]}
    (associated,) = reader.trailer["/Root"]["/AF"]
    associated = associated.get_object()
    assert associated["/AFRelationship"] == "/Data"
    assert associated["/Desc"] == "Effectifs"
    assert associated["/EF"]["/F"]["/Subtype"] == "/text/csv"


@pytest.mark.parametrize("text", ["", 'alt=""'])
def test_an_image_without_alternative_text_is_refused_by_name(text):
    with pytest.raises(PdfError, match="photo.png.*no required alt"):
        write_page(f'<img src="asset:photo.png" {text}>', assets={"photo.png": PIXEL})


def test_the_fonts_hold_the_letters_of_french_and_bambara():
    text = "Œuvre, forêt, « 1 200 » ; ≈ 40 ; ɛ ɔ ɲ ŋ Ɛ Ɔ Ɲ Ŋ"

    assert text in write_page(f"<p>{text}</p>").pages[0].extract_text()


def test_a_link_to_nowhere_is_an_error_and_not_a_dead_link():
    with pytest.raises(PdfError, match="sources"):
        write_page('<p><a href="#sources">Sources</a></p>')
