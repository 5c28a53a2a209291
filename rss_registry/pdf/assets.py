"""The files of a document: those it may use, read beforehand, and those that travel inside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from django.contrib.staticfiles import finders

from rss_registry.pdf.errors import PdfError

ASSET_SCHEME = "asset:"

FONT_FILES = (
    "fonts/RSS-Regular.ttf",
    "fonts/RSS-Bold.ttf",
    "fonts/RSS-Italic.ttf",
    "fonts/RSS-BoldItalic.ttf",
    "fonts/RSS-Arabic.ttf",
    "fonts/RSS-NKo.ttf",
)


@dataclass(frozen=True)
class AttachedFile:
    """A file that travels inside the document, such as its figures as CSV."""

    name: str
    content: bytes
    description: str


@cache
def static_asset(name: str) -> bytes:
    """The bytes of a static file of the project, found without `collectstatic`."""
    path = finders.find(name)
    if path is None:
        raise PdfError(f"The static file {name!r} that PDF documents need is missing.")
    return Path(path).read_bytes()


@cache
def print_assets() -> Mapping[str, bytes]:
    """The fonts that every printed document uses."""
    return MappingProxyType({name: static_asset(name) for name in FONT_FILES})


def style_sheets(names: Sequence[str]) -> list[str]:
    """The texts of the named style sheets."""
    return [static_asset(name).decode() for name in names]
