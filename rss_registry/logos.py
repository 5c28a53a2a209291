"""Logos that staff upload: kept as they will be printed, and refused where nobody could read them."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageChops

from rss_registry.files import PHOTO_FORMATS, on_white, upright_picture

# A drawing may run programs and fetch addresses: an SVG is never taken.
LOGO_FORMATS = {**PHOTO_FORMATS, ".webp": "WEBP"}
# The widest is printed 44 mm wide: 350 dots an inch.
LOGO_WIDTH = 600
# Below it, a logo printed 14 mm high shows its dots.
_FEWEST_PIXELS = 120
# Between the darkest and the lightest tone of 256: a grey copy still tells the drawing from its ground.
_LEAST_CONTRAST = 64
# What differs less from white is the paper around the logo.
_ALMOST_WHITE = 12
_WHITE = "white"


def clean_logo(file: UploadedFile, max_bytes: int) -> ContentFile:
    """The logo drawn anew on white, without the margin around it, as small as print allows.

    Raises ValidationError when it is no accepted image, or one that paper would not show.
    """
    refusal = _("Format non accepté : joignez une image PNG, JPEG ou WebP ; pas de dessin SVG.")
    picture, _kind = upright_picture(file, max_bytes, LOGO_FORMATS, refusal)
    drawn = _without_margin(on_white(picture))
    if max(drawn.size) < _FEWEST_PIXELS:
        raise ValidationError(
            _("Ce logo est trop petit pour être imprimé : il faut au moins %(pixels)d pixels."),
            params={"pixels": _FEWEST_PIXELS},
            code="logo_too_small",
        )
    drawn.thumbnail((LOGO_WIDTH, LOGO_WIDTH))
    kind, content = min(_encoded(drawn), key=lambda pair: len(pair[1]))
    return ContentFile(content, name=f"logo.{kind}")


def _without_margin(flat):
    darkest, lightest = flat.convert("L").getextrema()
    if lightest - darkest < _LEAST_CONTRAST:
        raise ValidationError(
            _(
                "Sur papier blanc et en gris, ce logo ne se verrait pas : "
                "joignez sa version foncée, ou sur fond de couleur."
            ),
            code="logo_unreadable",
        )
    paper = Image.new("RGB", flat.size, _WHITE)
    marks = ImageChops.difference(flat, paper).convert("L").point(lambda tone: tone > _ALMOST_WHITE and 255)
    return flat.crop(marks.getbbox())


def _encoded(drawn):
    """Flat colours weigh least as PNG, shades as JPEG: both, for the caller to take the lighter one."""
    flat, shaded = BytesIO(), BytesIO()
    # Without dithering: dots of two colours would make a flat one heavy, and grey in print.
    drawn.quantize(256, dither=Image.Dither.NONE).save(flat, "PNG", optimize=True)
    drawn.save(shaded, "JPEG", quality=90, subsampling=0, optimize=True)
    yield "png", flat.getvalue()
    yield "jpg", shaded.getvalue()
