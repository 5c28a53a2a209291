"""From a template and its context to the bytes of a PDF file."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import is_naive

from rss_registry.pdf.assets import AttachedFile, static_asset

PRINT_STYLESHEETS = ("print/base.css", "print/blocks.css")
KEPT_FOR = 60 * 60
# What XML cannot hold (a vertical tab pasted from Word): the metadata of a document are XML.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
) -> bytes:
    """Render the template in that language and lay it out with the named static stylesheets.

    The document can use nothing but `assets`, as `asset:<name>`. The same arguments give the
    same bytes, which is why the date is the caller's to say. One that names people is `private`:
    no copy of it is kept anywhere.
    """
    if is_naive(created_at):
        raise ValueError("created_at needs a time zone.")
    with translation.override(language):
        html = _NOT_IN_XML.sub(" ", render_to_string(template, {**context, "document_title": title}))
    title = _NOT_IN_XML.sub(" ", title)
    stated = (title, language, created_at.isoformat())
    key = _digest(html, stated, stylesheets, assets, attachments)
    if not private and (content := cache.get(key)) is not None:
        return content
    # Here, not above: the web process must start without WeasyPrint (0.3 s and 40 MB).
    from rss_registry.pdf.engine import Metadata, write_document

    content = write_document(
        html,
        metadata=Metadata(title=title, language=language, created_at=created_at),
        stylesheets=stylesheets,
        assets=assets,
        attachments=attachments,
    )
    if not private:
        cache.set(key, content, KEPT_FOR)
    return content


def _digest(html, stated, stylesheets, assets, attachments) -> str:
    """Everything that decides the bytes, in one key: the layout is done once for the same input."""
    digest = sha256(repr((version("weasyprint"), stated, html)).encode())
    for name in stylesheets:
        digest.update(static_asset(name))
    for name, content in sorted(assets.items()):
        digest.update(name.encode() + sha256(content).digest())
    for file in attachments:
        digest.update(repr(file).encode())
    return f"pdf:{digest.hexdigest()}"
