"""From a template to the HTML that is laid out, and the name of everything that decides the result."""

import re
from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string
from django.utils import translation

from rss_registry.pdf.assets import static_asset
from rss_registry.pdf.store import key_of

# What XML cannot hold (a vertical tab pasted from Word): the metadata of a document are XML.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: object) -> str:
    """The text without what a document cannot hold."""
    return _NOT_IN_XML.sub(" ", str(text))


def html_of(template: str, context: Mapping[str, object], *, language: str, title: str) -> str:
    with translation.override(language):
        return plain(render_to_string(template, {**context, "document_title": title}))


def layout_key(html: str, stylesheets: Sequence[str], assets: Mapping[str, bytes], *stated: object) -> str:
    sheets = [static_asset(name) for name in stylesheets]
    table = [part for name, content in sorted(assets.items()) for part in (name, content)]
    return key_of(stated, html, len(sheets), *sheets, *table)
