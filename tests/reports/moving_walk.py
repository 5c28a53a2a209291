"""Every address of the public site that a reader can come to, with its answer as a digest.

Left out: documents, which print when they were made, and addresses with a question, of which there is no end.
"""

import re
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

from django.test import Client

from tests.reading import body_of

_LINK = re.compile(rb'(?:href|src|<loc>)="?((?:http://[^/"<]+)?/[^"#<?]*)')
_BEGIN = ("/", "/en/", "/sitemap.xml", "/robots.txt")
_NOT_READ = ("/static/", "/admin/")


def walk() -> dict[str, list]:
    """By address: status, kind of content, digest of the body."""
    client, found, waiting = Client(), {}, list(_BEGIN)
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(_NOT_READ) or address.endswith(".pdf"):
            continue
        response = client.get(address)
        body = body_of(response)
        found[address] = [
            response.status_code,
            response.get("Content-Type"),
            sha256(_said(response, body)).hexdigest(),
        ]
        if response.get("Content-Type", "").partition(";")[0] in ("text/html", "application/xml"):
            links = {link.decode() for link in _LINK.findall(body)}
            waiting += sorted(re.sub(r"^http://[^/]+", "", link) for link in links)
    return found


def _said(response, body):
    """Of a workbook all but the moment at which it was written, which stands in its properties."""
    if not response.get("Content-Type", "").endswith("spreadsheetml.sheet"):
        return body
    with ZipFile(BytesIO(body)) as book:
        names = sorted(name for name in book.namelist() if name != "docProps/core.xml")
        return b"".join(name.encode() + book.read(name) for name in names)
