"""From a template and its context to the bytes of a PDF file."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.timezone import is_naive

from rss_registry.pdf.assets import AttachedFile, style_sheets
from rss_registry.pdf.metadata import Metadata
from rss_registry.pdf.renderer import renderer
from rss_registry.pdf.source import html_of, layout_key, plain
from rss_registry.pdf.store import LaidOut, store

_LOG = logging.getLogger(__name__)
PRINT_STYLESHEETS = ("print/base.css", "print/blocks.css")


def render_pdf(
    template: str,
    context: Mapping[str, object],
    *,
    language: str,
    title: str,
    stylesheets: Sequence[str] = PRINT_STYLESHEETS,
    assets: Mapping[str, bytes],
    created_at: datetime,
    attachments: Sequence[AttachedFile] = (),
    private: bool = False,
    seconds: float | None = None,
    heads: int = 0,
) -> bytes:
    """Render the template in that language and lay it out with the named static stylesheets.

    The document can use nothing but `assets`, as `asset:<name>`. The same arguments give the
    same bytes, which is why the date is the caller's to say. One that names people is `private`:
    no copy of it is kept anywhere. Nobody waits in a request for what is given more `seconds`.
    The pages after the first `heads` are repeated under each of those (`repeat_pages`).
    """
    if is_naive(created_at):
        raise ValueError("created_at needs a time zone.")
    html = html_of(template, context, language=language, title=title)
    metadata = Metadata(plain(title), language, created_at)
    key = layout_key(html, stylesheets, assets, metadata, attachments, heads)
    if not private and (kept := store.get(key)):
        return kept.content
    content = renderer.run(
        "document",
        seconds=seconds,
        html=html,
        metadata=metadata,
        stylesheets=style_sheets(stylesheets),
        assets=dict(assets),
        attachments=tuple(attachments),
        heads=heads,
    )
    if not private:
        try:
            store.put(key, LaidOut(content))
        except OSError:
            # A full disk: the document is made, and leaves without a copy.
            _LOG.exception("A document could not be kept")
        store.evict()
    return content
