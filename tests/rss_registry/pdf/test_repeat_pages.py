"""Pages printed under several heads: what is seen, and what is read aloud."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from rss_registry.pdf import PdfError
from rss_registry.pdf.repeat_pages import repeat_body_pages
from tests.rss_registry.pdf.documents import marked_contents, tagged_contents, tags, write_page

HEAD = '<section class="one-page"><h1>{}</h1></section>'
BODY = (
    '<section class="one-page"><p>{}</p><table><thead><tr><th>Nom</th></tr></thead>'
    "<tbody><tr><td>Awa</td></tr></tbody></table></section>"
)
ONE_PAGE_EACH = "<style>.one-page { break-after: page }</style>"


def printed(heads, bodies):
    parts = [HEAD.format(head) for head in heads] + [BODY.format(body) for body in bodies]
    content = write_page(ONE_PAGE_EACH + "".join(parts)).stream.getvalue()
    return repeat_body_pages(content, heads=len(heads))


@pytest.fixture(scope="module")
def reader():
    return PdfReader(BytesIO(printed(["Matin", "Soir, un titre"], ["Page une", "Page deux"])))


def test_every_page_of_rows_is_there_under_every_head(reader):
    seen = [" ".join(page.extract_text().split()) for page in reader.pages]

    wanted = [("Matin", "une"), ("Matin", "deux"), ("Soir, un titre", "une"), ("Soir, un titre", "deux")]
    assert len(seen) == 4
    for text, (head, body) in zip(seen, wanted, strict=True):
        assert head in text and f"Page {body}" in text


def test_a_reader_hears_the_head_before_the_rows_and_all_of_both(reader):
    kinds = [tag["/S"] for tag in tags(reader)]

    assert kinds.count("/H1") == kinds.count("/Table") == 4
    assert kinds.index("/H1") < kinds.index("/Table")
    assert tagged_contents(reader) == marked_contents(reader)


def test_headers_say_of_what_they_are(reader):
    headers = [tag for tag in tags(reader) if tag["/S"] == "/TH"]

    assert {header["/A"]["/Scope"] for header in headers} == {"/Column"}
    assert not any("/ID" in tag for tag in tags(reader))
    assert not any("/Headers" in tag.get("/A", {}) for tag in tags(reader))


def test_the_same_pages_give_the_same_bytes():
    assert printed(["Matin"], ["Une"]) == printed(["Matin"], ["Une"])


def test_the_drawing_of_a_page_is_kept_once_however_many_heads():
    few, many = printed(["Matin"], ["Une"]), printed([f"Tête {number}" for number in range(20)], ["Une"])

    assert len(many) < 3 * len(few)


@pytest.mark.parametrize(("heads", "bodies"), [([], ["Une"]), (["Matin"], [])])
def test_heads_without_rows_or_rows_without_head_are_refused(heads, bodies):
    with pytest.raises(PdfError):
        printed(heads, bodies)
