"""A document gets what its caller gave it, and nothing else of the machine or the network."""

import pytest
from weasyprint.urls import URLFetcher

from rss_registry.pdf.engine import write_document
from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.fetcher import AssetDenied, AssetFetcher
from tests.rss_registry.pdf.documents import METADATA, PIXEL


def write(html, assets=()):
    return write_document(html, metadata=METADATA, stylesheets=(), assets=dict(assets))


def test_weasyprint_is_given_a_subclass_of_its_own_fetcher():
    assert issubclass(AssetFetcher, URLFetcher)


def test_an_asset_of_the_table_is_served_with_its_type():
    response = AssetFetcher({"photos/1.png": PIXEL}).fetch("asset:photos/1.png")

    assert response.read() == PIXEL
    assert response.content_type == "image/png"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1/secret.png",
        "https://example.org/pixel.png",
        "ftp://example.org/a.png",
        "data:text/css,body{}",
        "//example.org/a.png",
        "/etc/passwd",
        "asset:../../etc/passwd",
        "asset:photos/../photos/1.png",
        "asset:photos/%2e%2e/1.png",
        "asset:///photos/1.png",
        "asset:",
        "asset:photos/2.png",
    ],
)
def test_every_other_address_is_denied(address):
    with pytest.raises(AssetDenied):
        AssetFetcher({"photos/1.png": PIXEL}).fetch(address)


def test_a_kind_of_file_that_documents_do_not_use_is_denied_even_when_given():
    with pytest.raises(AssetDenied, match="kind"):
        AssetFetcher({"page.html": b"<p>"}).fetch("asset:page.html")


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/passwd" alt="mots de passe">',
        '<img src="http://127.0.0.1:1/x.png" alt="réseau">',
        "<style>@import url(file:///etc/passwd);</style>",
        "<style>body { background: url(http://127.0.0.1:1/x.png) }</style>",
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<img src="data:image/svg+xml,%3Csvg/%3E" alt="données">',
        '<object data="file:///etc/passwd"></object>',
        '<link rel="attachment" href="file:///etc/passwd">',
        "<style>@font-face { font-family: x; src: url(file:///etc/passwd) }</style>",
    ],
)
def test_a_document_that_asks_for_more_is_not_made_and_the_error_names_it(html):
    with pytest.raises(PdfError, match="passwd|127.0.0.1|example.org|data:"):
        write(html)


def test_a_drawing_that_asks_for_more_is_not_left_out_in_silence():
    with pytest.raises(PdfError, match="SVG"):
        write('<svg><title>Carte</title><image href="file:///etc/passwd"/></svg>')


def test_an_image_of_the_table_is_drawn():
    with_image = write('<img src="asset:1.png" alt="Un point">', {"1.png": PIXEL})

    assert with_image.startswith(b"%PDF-1.7")
