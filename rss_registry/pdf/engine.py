"""The only module that drives WeasyPrint. It runs in the press, never in the web process."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO

from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

import rss_registry.pdf.font_arrays  # noqa: F401 (WeasyPrint uses it from here on)
from rss_registry.pdf.assets import AttachedFile
from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.fetcher import AssetFetcher
from rss_registry.pdf.glyphs import say_missing_glyphs
from rss_registry.pdf.long_words import break_long_words
from rss_registry.pdf.metadata import Metadata
from rss_registry.pdf.part_finish import ELSEWHERE, FontsOfPart, PartFinisher
from rss_registry.pdf.specimen import DOCUMENT_SHEETS, PART_SHEETS, PART_SPECIMEN, SPECIMEN
from rss_registry.pdf.standards import (
    COLOURS,
    PDF_VARIANT,
    declare_both_standards,
    standard_colours,
)
from rss_registry.pdf.store import LaidOut
from rss_registry.pdf.styles import JoinedSheets, PlainHTML
from rss_registry.pdf.tags import finish_tags


class _Sheets:
    """Style sheets read once, and the fonts that they bring."""

    def __init__(self):
        self.fonts = FontConfiguration()
        self._read: dict[str, CSS] = {}
        self._joined: dict[tuple[str, ...], JoinedSheets] = {}

    def read(self, texts: Sequence[str], fetcher: AssetFetcher) -> list[JoinedSheets]:
        """All of them as one, so that an element is held against one list of rules."""
        for text in texts:
            if text not in self._read:
                self._read[text] = CSS(string=text, url_fetcher=fetcher, font_config=self.fonts)
        texts = tuple(texts)
        if texts not in self._joined:
            self._joined[texts] = JoinedSheets(self._read[text] for text in texts)
        return [self._joined[texts]]


_sheets = _Sheets()


def prepare(sheets: Mapping[str, str], assets: Mapping[str, bytes]) -> None:
    """Read what every document uses, and make one, so that no document waits for it."""
    _sheets.read(list(sheets.values()), AssetFetcher(assets))
    metadata = Metadata("Spécimen", "fr", datetime(2000, 1, 1, tzinfo=UTC))
    usual = [sheets[name] for name in DOCUMENT_SHEETS]
    write_document(SPECIMEN, metadata=metadata, stylesheets=usual, assets=assets)
    usual = [sheets[name] for name in PART_SHEETS]
    write_part(PART_SPECIMEN, name="specimen", stylesheets=usual, assets=assets)


def write_document(
    html: str,
    *,
    metadata: Metadata,
    stylesheets: Sequence[str],
    assets: Mapping[str, bytes],
    attachments: Sequence[AttachedFile] = (),
    full_fonts: bool = False,
) -> bytes:
    """Lay out the HTML in these style sheets and write it in both standards, or raise `PdfError`."""
    fetcher = AssetFetcher(assets)
    with _errors_are_raised():
        document = _lay_out(PlainHTML(string=html, url_fetcher=fetcher), stylesheets, assets, fetcher)
        declare_both_standards(document, metadata)
        return document.write_pdf(
            finisher=finish_tags,
            pdf_variant=PDF_VARIANT,
            output_intent="",  # said with the layout; a second time would replace our profile
            attachments=[_attachment(file, metadata.created_at, fetcher) for file in attachments],
            full_fonts=full_fonts,
        )


def write_part(
    html: str,
    *,
    stylesheets: Sequence[str],
    assets: Mapping[str, bytes],
    name: str,
    target_prefix: str = "",
    page_numbers: Mapping[str, int] | None = None,
) -> LaidOut:
    """Lay out a part of a book; only a book (`binding`) can be made of it, it is no document by itself."""
    fetcher = AssetFetcher(assets)
    source = PlainHTML(string=html, url_fetcher=fetcher)
    _name_links_elsewhere(source)
    _write_page_numbers(source, page_numbers or {})
    with _errors_are_raised():
        document = _lay_out(source, stylesheets, assets, fetcher)
        document.fonts = FontsOfPart()
        content = document.write_pdf(finisher=PartFinisher(name, target_prefix), pdf_tags=True)
    # What goes on over several pages is an anchor on each of them: the first one counts.
    numbered = reversed(list(enumerate(document.pages, 1)))
    targets = {anchor: number for number, page in numbered for anchor in page.anchors}
    return LaidOut(content, len(document.pages), targets)


def write_parts(parts: Sequence[Mapping[str, object]]) -> list[LaidOut]:
    """Several parts one after the other: what the first makes ready, the others find."""
    return [write_part(**part) for part in parts]


def _lay_out(source: HTML, stylesheets, assets, fetcher) -> Document:
    _require_alternative_texts(source)
    say_missing_glyphs(source.etree_element, assets)
    break_long_words(source.etree_element)
    return source.render(
        font_config=_sheets.fonts,
        stylesheets=_sheets.read(stylesheets, fetcher),
        color_profiles=standard_colours(),
        output_intent=COLOURS,
    )


@contextmanager
def _errors_are_raised() -> Iterator[None]:
    """A drawing that failed, a link to nowhere: WeasyPrint would only log them and go on without."""
    collected = _ErrorCollector(logging.ERROR)
    LOGGER.addHandler(collected)
    try:
        yield
    except FatalURLFetchingError as error:
        # It is no `Exception`: nobody would catch it.
        raise PdfError(f"{error}: {error.__cause__}") from error
    finally:
        LOGGER.removeHandler(collected)
    if collected.messages:
        raise PdfError("; ".join(collected.messages))


class _ErrorCollector(logging.Handler):
    def __init__(self, level: int):
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


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


def _write_page_numbers(source: HTML, numbers: Mapping[str, int]) -> None:
    """Say in each `<… data-page-of="anchor">` the page where that anchor is.

    CSS can do it too (`target-counter`), at the price of laying everything out twice.
    """
    for element in source.etree_element.iter():
        if anchor := element.get("data-page-of"):
            element.text = str(numbers.get(anchor, 0))


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
