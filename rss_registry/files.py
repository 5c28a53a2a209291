"""Checks of files that staff upload: size, extension, and whether the content is what it says.

No name of the uploader's is kept: an extension is all that survives of a file's name.
"""

from io import BytesIO
from pathlib import PurePath
from uuid import uuid4
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from rss_registry.uploaded_pdf import LOCKED, RUNS_SOMETHING, TOO_HEAVY, UNREADABLE, inspected

# What each extension must begin with, and the member that a zipped format must hold.
_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCUMENT_FORMATS = {
    ".pdf": (_PDF, None),
    ".doc": (_OLE, None),
    ".xls": (_OLE, None),
    ".ppt": (_OLE, None),
    ".docx": (_ZIP, "word/document.xml"),
    ".xlsx": (_ZIP, "xl/workbook.xml"),
    ".pptx": (_ZIP, "ppt/presentation.xml"),
    ".odt": (_ZIP, "content.xml"),
    ".ods": (_ZIP, "content.xml"),
    ".odp": (_ZIP, "content.xml"),
}
PHOTO_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
# A photo is kept for a screen and a printed page, not for a poster.
PHOTO_SIDE = 2400
# Two in a row of 170 mm, at about 290 dots an inch.
PRINTED_SIDE = 960
# Beyond this many pixels a small file unpacks to hundreds of megabytes.
_PHOTO_PIXELS = 60_000_000


def stored_as(instance, filename):
    """A random name: what staff call a file may name a participant."""
    folder = type(instance).__name__.lower()
    return f"{folder}s/{uuid4().hex}{PurePath(filename).suffix.lower()}"


def check_size(file: UploadedFile, max_bytes: int) -> None:
    """Raise ValidationError when the file is empty or heavier than `max_bytes`."""
    if not file.size:
        raise ValidationError(_("Ce fichier est vide."), code="empty_file")
    if file.size > max_bytes:
        raise ValidationError(
            _("Ce fichier pèse %(size)s ; le maximum est de %(limit)s."),
            params={"size": filesizeformat(file.size), "limit": filesizeformat(max_bytes)},
            code="file_too_large",
        )


def clean_document(file: UploadedFile, max_bytes: int) -> tuple[UploadedFile, bool]:
    """The document as it is stored, and whether what it says of itself (author, program…) had to stay in it.

    A PDF loses it, with the files attached to it. Raises ValidationError when its format is not accepted, or
    not true.
    """
    check_size(file, max_bytes)
    suffix = PurePath(file.name or "").suffix.lower()
    if suffix not in DOCUMENT_FORMATS:
        raise ValidationError(
            _("Format non accepté : joignez un PDF, ou un fichier Word, Excel, PowerPoint ou OpenDocument."),
            code="format_not_accepted",
        )
    if not _is_what_it_says(file, *DOCUMENT_FORMATS[suffix]):
        raise ValidationError(
            _(
                "Le contenu de ce fichier n’est pas celui d’un fichier « %(suffix)s » : "
                "enregistrez-le de nouveau."
            ),
            params={"suffix": suffix},
            code="content_mismatch",
        )
    return _cleaned_pdf(file) if suffix == ".pdf" else (file, False)


def _cleaned_pdf(file):
    """A published PDF is opened by whoever trusts the register: it runs nothing, and anybody can read it."""
    file.seek(0)
    word, cleaned = inspected(file.read())
    file.seek(0)
    if word == LOCKED:
        raise ValidationError(
            _("Ce PDF est protégé par un mot de passe : joignez une copie que chacun peut ouvrir."),
            code="pdf_locked",
        )
    if word == UNREADABLE:
        raise ValidationError(
            _("Ce PDF ne s’ouvre pas : il est abîmé ou incomplet. Enregistrez-le de nouveau."),
            code="pdf_unreadable",
        )
    if word == RUNS_SOMETHING:
        raise ValidationError(
            _(
                "Ce PDF contient un programme (JavaScript ou formulaire actif) : "
                "imprimez-le dans un nouveau PDF, et joignez celui-ci."
            ),
            code="pdf_with_program",
        )
    if word == TOO_HEAVY:
        raise ValidationError(
            _("Ce PDF est trop lourd à vérifier : imprimez-le dans un nouveau PDF, et joignez celui-ci."),
            code="pdf_too_heavy",
        )
    return (SimpleUploadedFile(file.name, cleaned), False) if cleaned else (file, True)


def clean_photo(file: UploadedFile, max_bytes: int) -> ContentFile:
    """The photo drawn anew: turned upright, at most `PHOTO_SIDE` wide, without EXIF, GPS or profile.

    Raises ValidationError when it is not an accepted image.
    """
    refusal = _("Format non accepté : joignez une image JPEG ou PNG.")
    upright, kind = upright_picture(file, max_bytes, PHOTO_FORMATS, refusal)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    target = BytesIO()
    bare.save(target, kind, **({"quality": 85, "optimize": True} if kind == "JPEG" else {"optimize": True}))
    return ContentFile(target.getvalue(), name=f"photo{'.jpg' if kind == 'JPEG' else '.png'}")


def printed_copy(photo: File) -> ContentFile:
    """The photo of `clean_photo` as a report embeds it: a JPEG, at most `PRINTED_SIDE` pixels on a side."""
    photo.seek(0)
    with Image.open(photo, formats=tuple(set(PHOTO_FORMATS.values()))) as picture:
        picture.thumbnail((PRINTED_SIDE, PRINTED_SIDE))
        target = BytesIO()
        on_white(picture).save(target, "JPEG", quality=82)
    photo.seek(0)
    return ContentFile(target.getvalue(), name="printed.jpg")


def on_white(picture: Image.Image) -> Image.Image:
    """The picture on white paper, where it lets its ground be seen."""
    shown = picture.convert(_transparent_mode(picture))
    flat = Image.new("RGB", shown.size, "white")
    flat.paste(shown, mask=shown.getchannel("A") if shown.mode == "RGBA" else None)
    return flat


def upright_picture(
    file: UploadedFile, max_bytes: int, formats: dict[str, str], refusal: str
) -> tuple[Image.Image, str]:
    """The picture of an uploaded file in RGB or RGBA, upright, at most `PHOTO_SIDE` wide, and its format.

    `formats` are those accepted, by extension. Raises ValidationError (`refusal` for any other).
    """
    check_size(file, max_bytes)
    if PurePath(file.name or "").suffix.lower() not in formats:
        raise ValidationError(refusal, code="format_not_accepted")
    try:
        file.seek(0)
        with Image.open(file, formats=tuple(set(formats.values()))) as picture:
            if picture.width * picture.height > _PHOTO_PIXELS:
                raise ValidationError(
                    _("Cette image a trop de pixels : réduisez-la."), code="too_many_pixels"
                )
            # A phone's « JPEG » may hold several pictures (MPO): only the first is kept.
            kind = picture.format if picture.format in ("PNG", "WEBP") else "JPEG"
            mode = "RGB" if kind == "JPEG" else _transparent_mode(picture)
            # Sixty million pixels, copied at each step, would take a gigabyte: fewer are read and drawn.
            picture.draft(mode, (PHOTO_SIDE, PHOTO_SIDE))
            shown = picture if picture.mode == mode else picture.convert(mode)
            shown.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
            return ImageOps.exif_transpose(shown), kind
    except ValidationError:
        raise
    except Exception as problem:
        # Each format has its own errors for a broken file, and no list of them is complete.
        raise ValidationError(
            _("Cette image ne s’ouvre pas : elle est abîmée ou d’un autre format."), code="unreadable_image"
        ) from problem


def _transparent_mode(picture):
    return "RGBA" if "A" in picture.mode or "transparency" in picture.info else "RGB"


def _is_what_it_says(file, signature, member):
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    if signature == _PDF:
        # The standard lets a few bytes stand before it.
        return _PDF in head
    if not head.startswith(signature):
        return False
    if member is None:
        return True
    try:
        with ZipFile(file) as archive:
            return member in archive.namelist()
    except Exception:
        # Besides its own error the library raises those of whatever it stumbles over.
        return False
    finally:
        file.seek(0)
