"""The guide on paper: what a reader and a screen reader find in the file."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from reports.documents import guide
from rss_registry.guide import the_guide


@pytest.fixture(scope="module")
def reader():
    return PdfReader(BytesIO(guide.write(the_guide())))


def text_of(page):
    return " ".join(page.extract_text().split())


def test_it_is_french_tagged_and_titled(reader):
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("fr")
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == the_guide().title


def bookmarks(reader):
    return [each for each in reader.outline if not isinstance(each, list)]


def test_its_bookmarks_are_the_chapters(reader):
    titles = [" ".join(each.title.split()) for each in bookmarks(reader)]
    assert titles == [" ".join(chapter.title.split()) for chapter in the_guide().chapters]


def test_its_contents_give_the_page_of_each_chapter(reader):
    first = text_of(reader.pages[0])
    for number, bookmark in enumerate(bookmarks(reader), 1):
        page = reader.get_destination_page_number(bookmark) + 1
        # The two numbers of a line stand in its margins, and are read after it.
        assert f"{' '.join(bookmark.title.split())}{number} {page}" in first


def test_every_page_has_its_number(reader):
    last = len(reader.pages)
    assert all(f"Page {n} / {last}" in text_of(page) for n, page in enumerate(reader.pages, 1))


def test_its_links_stay_within_the_document(reader):
    """Between chapters; a link to nowhere would have ended the layout."""
    outside = [
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots", ())
        if "/URI" in annotation.get_object().get("/A", {})
    ]
    assert outside == []
