"""Small documents for the tests of the PDF engine, and a reader of their tags."""

from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ContentStream

from rss_registry.pdf.assets import print_assets, style_sheets
from rss_registry.pdf.engine import write_document
from rss_registry.pdf.metadata import Metadata
from rss_registry.pdf.render import PRINT_STYLESHEETS

METADATA = Metadata(
    title="Rapport d’essai", language="fr", created_at=datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
)

# The smallest PNG there is: one grey pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a4944415408d763680000008200818d1dc8ba0000000049454e44ae426082"
)


def write_page(body: str, assets=None, **arguments) -> PdfReader:
    """A document in the style of the register, opened."""
    html = f'<!doctype html><html lang="fr"><title>Essai</title><body>{body}</body></html>'
    content = write_document(
        html,
        metadata=METADATA,
        stylesheets=style_sheets(PRINT_STYLESHEETS),
        assets={**print_assets(), **(assets or {})},
        **arguments,
    )
    return PdfReader(BytesIO(content))


def tags(reader: PdfReader) -> list:
    """Every tag in reading order, from the root of the structure."""
    found = []

    def visit(element):
        found.append(element)
        for kid in element.get("/K", []):
            kid = kid.get_object()
            if isinstance(kid, dict) and kid.get("/Type") == "/StructElem":
                visit(kid)

    for kid in reader.trailer["/Root"]["/StructTreeRoot"]["/K"]:
        visit(kid.get_object())
    return found


def tagged_contents(reader: PdfReader) -> set[tuple[int, int]]:
    """(page, number) of each piece of content that a tag claims."""
    pages = {page.indirect_reference.idnum: index for index, page in enumerate(reader.pages)}
    return {
        (pages[element.raw_get("/Pg").idnum], kid)
        for element in tags(reader)
        for kid in element.get("/K", [])
        if isinstance(kid, int)
    }


def marked_contents(reader: PdfReader) -> set[tuple[int, int]]:
    """(page, number) of each piece of content that a page offers to tags."""
    return {
        (index, operands[1]["/MCID"])
        for index, page in enumerate(reader.pages)
        for operands, operator in ContentStream(page.get_contents(), reader).operations
        if operator == b"BDC" and "/MCID" in operands[1]
    }
