"""The photos of a report: those with consent, small enough for a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.storage import default_storage

from publication.facts import PhotoFacts
from rss_registry.files import printed_copy


@dataclass(frozen=True)
class PrintedPhoto:
    """One photo, or the mention of one that a source published."""

    caption: str
    credit: str
    source: str
    asset: str = ""
    content: bytes = b""


def printed_photos(photos: Iterable[PhotoFacts]) -> tuple[PrintedPhoto, ...]:
    return tuple(_printed(photo) for photo in photos)


def _printed(photo):
    content = _content(photo) if photo.image else b""
    return PrintedPhoto(
        caption=photo.caption,
        credit=photo.credit,
        source=photo.source,
        asset=f"photos/{photo.pk}.jpg" if content else "",
        content=content,
    )


def _content(photo):
    """The copy made at the upload, as it is; of an older photo, one made now."""
    try:
        with default_storage.open(photo.printed or photo.image) as file:
            return file.read() if photo.printed else printed_copy(file).read()
    except FileNotFoundError:
        # A backup restored without its media: the report is still worth having.
        return b""
