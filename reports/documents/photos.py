"""The photos of a report: those with consent, made small enough for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from events.models import Photo

# Two in a row of 170 mm, at about 290 dots an inch.
LONGEST_SIDE = 960
JPEG_QUALITY = 82


@dataclass(frozen=True)
class PrintedPhoto:
    """One photo, or the mention of one that a source published."""

    caption: str
    credit: str
    source: str
    asset: str = ""
    content: bytes = b""


def printed_photos(photos: Iterable[Photo]) -> tuple[PrintedPhoto, ...]:
    return tuple(_printed(photo) for photo in photos)


def _printed(photo):
    content = _smaller(photo) if photo.consent and photo.image else b""
    return PrintedPhoto(
        caption=photo.caption,
        credit=photo.credit,
        source=photo.source.title if photo.source else "",
        asset=f"photos/{photo.pk}.jpg" if content else "",
        content=content,
    )


def _smaller(photo):
    """The picture drawn anew, without anything that its file says beside it."""
    try:
        with photo.image.open("rb") as file, Image.open(file, formats=("JPEG", "PNG")) as picture:
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            smaller = BytesIO()
            picture.convert("RGB").save(smaller, "JPEG", quality=JPEG_QUALITY)
    except FileNotFoundError:
        # A backup restored without its media: the report is still worth having.
        return b""
    return smaller.getvalue()
