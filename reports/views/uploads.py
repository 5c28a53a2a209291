"""A file that a visitor holds against the register: its digest is taken on the way, nothing of it is kept."""

from hashlib import sha256

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http.multipartparser import MultiPartParserError

# The longest report weighs half of it.
MOST_BYTES = 15 * 1024 * 1024


class TooLarge(Exception):
    """No document of the register is that long."""


class DigestHandler(FileUploadHandler):
    """Sees the bytes pass: neither memory nor disk keeps them."""

    def __init__(self, request=None):
        super().__init__(request)
        self._seen = sha256()
        self.size = 0

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.size > MOST_BYTES:
            raise StopUpload(connection_reset=True)
        self._seen.update(raw_data)

    def file_complete(self, file_size):
        return None

    @property
    def digest(self) -> str:
        return self._seen.hexdigest() if self.size else ""


def digest_of_upload(request) -> str:
    """SHA-256 of the file in the form, empty when there is none; a form that is broken holds none."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise TooLarge
    handler = DigestHandler(request)
    request.upload_handlers = [handler]
    try:
        request.FILES  # noqa: B018 - reads the form
    except MultiPartParserError:
        return ""
    if handler.size > MOST_BYTES:
        raise TooLarge
    return handler.digest
