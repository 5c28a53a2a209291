"""The only module that drives WeasyPrint, by its documented interface alone (docs/decisions/0025).

It runs in the render worker, never in the web process.
"""

import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from logging.handlers import BufferingHandler
from typing import Any

import pydyf
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from rss_registry.pdf.assets import AttachedFile
from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.fetcher import AssetFetcher
from rss_registry.pdf.metadata import Metadata
from rss_registry.pdf.repeat_pages import repeat_body_pages
from rss_registry.pdf.standards import PDF_VARIANT, declare_pdf_ua, state_metadata
from rss_registry.pdf.store import LaidOut
from rss_registry.pdf.tags import finish_fragment, finish_tags
from rss_registry.pdf.texts import (
    name_targets,
    printable,
    write_page_numbers,
)

# Laid out once when the worker starts, so that every job finds the fonts and the libraries loaded.
SAMPLE = """<!doctype html><html lang="fr"><title>a</title><body><h1>Été</h1>
<p>a <b>b</b> <i>c</i> <b><i>d</i></b> <a href="https://a.b/">e</a></p><ul class="plain"><li>f</li></ul>
<table><thead><tr><th scope="col">g</th></tr></thead><tbody><tr><td>7</td></tr></tbody></table>
<svg width="9" height="9"><title>h</title><rect width="7" height="7"/></svg></body></html>"""

_fonts = FontConfiguration()
_sheets: dict[str, CSS] = {}


def prepare(stylesheets: Sequence[str], assets: Mapping[str, bytes]) -> None:
    """Read what documents use, and make one."""
    metadata = Metadata("a", "fr", datetime(2000, 1, 1, tzinfo=UTC))
    write_document(SAMPLE, metadata=metadata, stylesheets=stylesheets, assets=assets)


def write_document(
    html: str,
    *,
    metadata: Metadata,
    stylesheets: Sequence[str],
    assets: Mapping[str, bytes],
    attachments: Sequence[AttachedFile] = (),
    full_fonts: bool = False,
    heads: int = 0,
) -> bytes:
    """Lay out the HTML in these style sheets and write it in both standards, or raise `PdfError`.

    The pages after the first `heads` are repeated under each of those.
    """
    fetcher = AssetFetcher(assets)
    with _errors_raised():
        document = _lay_out(html, stylesheets, assets, fetcher, pdf_variant=PDF_VARIANT)
        state_metadata(document, metadata)
        content = document.write_pdf(
            finisher=_finish_document,
            pdf_variant=PDF_VARIANT,
            attachments=[_attachment(file, metadata.created_at, fetcher) for file in attachments],
            full_fonts=full_fonts,
        )
    return repeat_body_pages(content, heads=heads) if heads else content


def _finish_document(document: Document, pdf: pydyf.PDF) -> None:
    finish_tags(pdf)
    declare_pdf_ua(pdf)


def write_fragments(fragments: Sequence[Mapping[str, Any]]) -> list[LaidOut]:
    return [write_fragment(**fragment) for fragment in fragments]


def write_fragment(
    html: str,
    *,
    stylesheets: Sequence[str],
    assets: Mapping[str, bytes],
    target_prefix: str = "",
    page_numbers: Mapping[str, int] | None = None,
) -> LaidOut:
    """Lay out a fragment of a document; `merge` makes a document of several, it is none by itself.

    The prefix makes the names of its targets unique in the document.
    """
    html = write_page_numbers(name_targets(html, target_prefix), page_numbers or {})
    options = {"pdf_variant": PDF_VARIANT, "output_intent": ""}  # the profile is the base document's
    with _errors_raised():
        document = _lay_out(html, stylesheets, assets, AssetFetcher(assets), **options)
        content = document.write_pdf(finisher=finish_fragment, **options)
    # What goes on over several pages is an anchor on each of them: the first one counts.
    numbered = reversed(list(enumerate(document.pages, 1)))
    targets = {anchor: number for number, page in numbered for anchor in page.anchors}
    return LaidOut(content, len(document.pages), targets)


def _lay_out(html: str, stylesheets, assets, fetcher: AssetFetcher, **options) -> Document:
    for text in stylesheets:
        if text not in _sheets:
            _sheets[text] = CSS(string=text, url_fetcher=fetcher, font_config=_fonts)
    return HTML(string=printable(html, assets), url_fetcher=fetcher).render(
        font_config=_fonts, stylesheets=[_sheets[text] for text in stylesheets], **options
    )


@contextmanager
def _errors_raised() -> Iterator[None]:
    """A drawing that failed, a link to nowhere, an image without its text: WeasyPrint would only log them."""
    collected = BufferingHandler(sys.maxsize)
    collected.setLevel(logging.ERROR)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(collected)
    try:
        yield
    except FatalURLFetchingError as error:
        # It is no `Exception`: nobody would catch it.
        raise PdfError(f"{error}: {error.__cause__}") from error
    finally:
        logger.removeHandler(collected)
    if collected.buffer:
        raise PdfError("; ".join(record.getMessage() for record in collected.buffer))


def _attachment(file: AttachedFile, created_at: datetime, fetcher: AssetFetcher) -> Attachment:
    date = created_at.astimezone(UTC)
    return Attachment(
        file_obj=BytesIO(file.content),
        url_fetcher=fetcher,
        name=file.name,
        description=file.description,
        created=date,
        modified=date,
        relationship="Data",
    )
