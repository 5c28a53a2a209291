"""A file that was accepted, in a form where something else is wrong: held, so that it need not be sent again.

A browser never puts a file back into its field. Over a slow line the second sending costs minutes.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePath
from typing import Any, cast

from django.contrib.admin.widgets import AdminFileWidget
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext as _

from rss_registry.waiting_files import WaitingFiles

MAX_AGE = 24 * 60 * 60  # seconds
HELD = WaitingFiles("HELD_ROOT", MAX_AGE, "files")
# Of a page that somebody else is to answer.
LASTING_AGE = 60 * 24 * 60 * 60  # seconds
LASTING = WaitingFiles("HELD_ROOT", LASTING_AGE, "lasting_files")
_LONGEST_STEM, _LONGEST_SUFFIX = 60, 12
_SALT, _LASTING_SALT = "rss_registry.held_files", "rss_registry.held_files.lasting"


def mark_accepted(file: UploadedFile) -> None:
    """Say that the file itself is right: what sends the form back is something else."""
    cast(Any, file).is_accepted = True


class HeldFileInput(AdminFileWidget):
    """A file field that brings an accepted file back with its form."""

    # What was sent with this form, by the name of the field: Django does not hand it to `render`.
    sent = None

    def value_from_datadict(self, data, files, name):
        self.sent = self.sent or {}
        value = super().value_from_datadict(data, files, name)
        if isinstance(value, UploadedFile):
            _shorten_name(value)
            self.sent[name] = value
        elif value is None and (token := data.get(_held_name(name))):
            # Asked for several times while a form is checked: read once.
            if name not in self.sent and (file := _held_file(token)):
                self.sent[name] = file
            return self.sent.get(name)
        return value

    def value_omitted_from_data(self, data, files, name):
        return super().value_omitted_from_data(data, files, name) and _held_name(name) not in data

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, value, attrs, renderer)
        file = (self.sent or {}).get(name)
        if file is None:
            return field
        token = _hold(file) if getattr(file, "is_accepted", False) else ""
        if not token:
            again = _("Ce fichier est à choisir de nouveau : %(name)s") % {"name": file.name}
            return format_html('{}<p class="held-file">{}</p>', field, again)
        kept = _("Gardé, à ne pas choisir de nouveau : %(name)s") % {"name": file.name}
        return format_html(
            '{}<p class="held-file is-held">{}</p><input type="hidden" name="{}" value="{}">',
            field,
            kept,
            _held_name(name),
            token,
        )


def held_fields(widget, name, cleaned=None, *, is_lasting=False) -> dict[str, str]:
    """The hidden field that brings back an accepted file; `cleaned` is the file as it is stored."""
    file = (getattr(widget, "sent", None) or {}).get(name)
    if file is None or not getattr(file, "is_accepted", False):
        return {}
    token = _hold_long(cleaned, file.name) if is_lasting and cleaned else _hold(file)
    return {_held_name(name): token} if token else {}


def keep_lasting(tokens: Iterable[str]) -> None:
    """Begin the term of these files anew: whoever is to answer has not answered yet."""
    for token in tokens:
        with suppress(signing.BadSignature):
            LASTING.touch(signing.loads(token, salt=_LASTING_SALT)[0])


def _shorten_name(file):
    """A long name is no reason to refuse a file: none is kept (`stored_as`)."""
    name = PurePath(file.name)
    file.name = f"{name.stem[:_LONGEST_STEM]}{name.suffix[:_LONGEST_SUFFIX]}"


def _held_name(name):
    return f"{name}-held"


def _hold(file):
    """The word under which the file is found again; empty when the disk would not take it."""
    if token := getattr(file, "held_as", ""):
        return token
    with suppress(OSError):
        HELD.sweep()
        file.seek(0)
        file.held_as = signing.dumps([HELD.keep(file.read()), file.name], salt=_SALT)
        return file.held_as
    return ""


def _hold_long(file, name):
    """As it will be stored: where the camera stood is taken out of a photo before it waits."""
    with suppress(OSError):
        LASTING.sweep()
        file.seek(0)
        return signing.dumps([LASTING.keep(file.read()), name], salt=_LASTING_SALT)
    return ""


def _held_file(token):
    # Of a lasting one the file says whether its term is over: it may have begun anew.
    for store, age, salt in ((HELD, MAX_AGE, _SALT), (LASTING, None, _LASTING_SALT)):
        with suppress(signing.BadSignature):
            key, name = signing.loads(token, salt=salt, max_age=age)
            content = store.read(key)
            if content is None:
                return None
            file = SimpleUploadedFile(name, content)
            file.held_as = token
            return file
    return None
