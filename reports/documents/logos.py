"""The band of logos of a report: stored as they are printed, they enter it as they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image

from publication.project.visibility import Body

# How many times as wide as high: about the same area of paper for each.
_SHAPES = ((3.2, "wide"), (1.6, "oblong"), (0, "tall"))


@dataclass(frozen=True)
class PrintedLogo:
    """A logo, or the short name of an organisation that has none (`asset` is then empty)."""

    name: str
    short: str
    asset: str = ""
    shape: str = ""
    content: bytes = field(default=b"", repr=False)

    @property
    def alternative(self) -> str:
        return _("Logo : %(name)s") % {"name": self.name}


def printed_logos(bodies: Iterable[Body]) -> tuple[PrintedLogo, ...]:
    return tuple(_printed(body) for body in bodies)


def logo_assets(logos: Iterable[PrintedLogo]) -> Mapping[str, bytes]:
    return {logo.asset: logo.content for logo in logos if logo.asset}


def _printed(body):
    if not body.logo:
        return PrintedLogo(body.name, body.short)
    try:
        with default_storage.open(body.logo) as file:
            content = file.read()
            file.seek(0)
            with Image.open(file, formats=("PNG", "JPEG")) as picture:
                ratio = picture.width / picture.height
    except FileNotFoundError:
        # A backup restored without its media: the name is still worth having.
        return PrintedLogo(body.name, body.short)
    shape = next(name for least, name in _SHAPES if ratio >= least)
    return PrintedLogo(body.name, body.short, f"logos/{PurePath(body.logo).name}", shape, content)
