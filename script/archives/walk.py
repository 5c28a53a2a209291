"""Reads the public pages of the register that the environment names; exits 1 where one does not answer.

A program of its own: it runs beside whatever version of the register stands here.
"""

import os
import re
import sys
from pathlib import Path

MOST = 1_000
_ADDRESS = re.compile(rb"<loc>(?:https?://[^/<]+)?(/[^<]*)</loc>")


def main() -> int:
    sys.path.insert(0, str(Path.cwd()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rss_registry.settings")
    import logging

    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    # The files of the program are of no backup, and not collected everywhere.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    # What fails is told by its address.
    logging.disable(logging.CRITICAL)
    host = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
    client = Client(SERVER_NAME=host, raise_request_exception=False)

    def read(address):
        try:
            response = client.get(address, secure=settings.HTTPS)
            return response.status_code, b"".join(response)
        except Exception as error:
            return type(error).__name__, b""

    addresses, waiting, wrong = ["/en/"], ["/sitemap.xml"], []
    while waiting:
        address = waiting.pop()
        status, body = read(address)
        if status != 200:
            wrong.append(f"{address} : {status}")
        for found in _ADDRESS.findall(body):
            into = waiting if found.endswith(b".xml") else addresses
            into.append(found.decode())
    # Of a large register pages of each kind and time, evenly; all of a small one.
    chosen = addresses[:: max(1, -(-len(addresses) // MOST))]
    for address in chosen:
        status, _body = read(address)
        if status != 200:
            wrong.append(f"{address} : {status}")
    for line in wrong[:20]:
        print(line, file=sys.stderr)
    print(f"{len(chosen)} pages publiques lues sur {len(addresses)}, {len(wrong)} fautes.", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
