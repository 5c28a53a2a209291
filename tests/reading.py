"""What a reader finds at an address, in whatever format: its text in one line, with plain spaces."""

import html
import re
from io import BytesIO

from pypdf import PdfReader

_TAGS = re.compile(r"<(script|style).*?</\1>|<[^>]*>", re.DOTALL)


def body_of(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def text_of(answer) -> str:
    """The words of a page without its tags, of every sheet of a PDF, of another file as it is."""
    content, kind = body_of(answer), answer.headers["Content-Type"].partition(";")[0]
    if kind == "application/pdf":
        text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    else:
        text = content.decode("utf-8-sig")
    if kind == "text/html":
        text = html.unescape(_TAGS.sub(" ", text))
    if kind == "text/calendar":
        # A line of more than 75 bytes is folded, and a comma is escaped.
        text = text.replace("\r\n ", "").replace("\\", "")
    return " ".join(text.split())
