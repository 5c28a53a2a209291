"""The only module that drives WeasyPrint; nothing imports it before a document is asked for."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from threading import Lock, get_ident

from weasyprint import CSS, HTML, Attachment
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from rss_registry.pdf.assets import AttachedFile, static_asset
from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.fetcher import AssetFetcher
from rss_registry.pdf.standards import (
    COLOURS,
    PDF_VARIANT,
    Metadata,
    declare_both_standards,
    standard_colours,
)
from rss_registry.pdf.tags import finish_tags

__all__ = ["Metadata", "write_document"]

ELSEWHERE = "elsewhere:"

# The libraries below WeasyPrint do not promise to serve two threads at once, and memory is for one document.
_one_at_a_time = Lock()


def write_document(
    html: str,
    *,
    metadata: Metadata,
    stylesheets: Sequence[str],
    assets: Mapping[str, bytes],
    attachments: Sequence[AttachedFile] = (),
    links_elsewhere: bool = False,
) -> bytes:
    """Lay out the HTML and write it in both standards, or raise `PdfError`."""
    fetcher = AssetFetcher(assets)
    with _one_at_a_time, _errors_that_weasyprint_only_logs() as errors:
        try:
            content = _write(html, metadata, stylesheets, fetcher, attachments, links_elsewhere)
        except FatalURLFetchingError as error:
            # It is no `Exception`: Django would not answer 500 but lose its worker.
            raise PdfError(f"{error}: {error.__cause__}") from error
    if errors:
        raise PdfError("; ".join(errors))
    return content


@contextmanager
def _errors_that_weasyprint_only_logs() -> Iterator[list[str]]:
    """A drawing that failed, a link to nowhere: the file would be made, without them."""
    handler = _ErrorCollector(logging.ERROR)
    LOGGER.addHandler(handler)
    try:
        yield handler.messages
    finally:
        LOGGER.removeHandler(handler)


class _ErrorCollector(logging.Handler):
    """Keep the messages of this thread; another one may be making another document."""

    def __init__(self, level: int):
        super().__init__(level)
        self.messages: list[str] = []
        self._thread = get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.messages.append(record.getMessage())


def _write(html, metadata, stylesheets, fetcher, attachments, links_elsewhere) -> bytes:
    fonts = FontConfiguration()
    source = HTML(string=html, url_fetcher=fetcher)
    _require_alternative_texts(source)
    if links_elsewhere:
        _name_links_elsewhere(source)
    styles = [
        CSS(string=static_asset(name).decode(), url_fetcher=fetcher, font_config=fonts)
        for name in stylesheets
    ]
    document = source.render(
        font_config=fonts,
        stylesheets=styles,
        color_profiles=standard_colours(),
        output_intent=COLOURS,
    )
    declare_both_standards(document, metadata)
    return document.write_pdf(
        finisher=finish_tags,
        pdf_variant=PDF_VARIANT,
        output_intent="",  # said above; a second time would replace our profile
        attachments=[_attachment(file, metadata.created_at, fetcher) for file in attachments],
    )


def _require_alternative_texts(source: HTML) -> None:
    """An image is never a decoration here (those are CSS backgrounds): it says what it shows."""
    for image in source.etree_element.iter("img"):
        if not image.get("alt", "").strip():
            raise PdfError(f"The image {image.get('src')!r} has no alternative text.")


def _name_links_elsewhere(source: HTML) -> None:
    """What this part of a book does not hold is for the book to find in its other parts."""
    here = {element.get("id") for element in source.etree_element.iter()}
    for link in source.etree_element.iter("a"):
        target = link.get("href", "")
        if target.startswith("#") and target[1:] not in here:
            link.set("href", f"{ELSEWHERE}{target[1:]}")


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
