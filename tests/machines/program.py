"""The register as one of several machines runs it: a server, or the worker.

Run by `test_two_machines` as processes of their own, on the database of the test. What a machine has for
itself lies in its VAR_DIR.
"""

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from reports import background  # noqa: E402

# The served files need `collectstatic`; here a file's own name will do.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# A report of two events is a long one.
background.MOST_AT_ONCE = 1


class _Handler(WSGIRequestHandler):
    def log_message(self, *_words):
        pass


def serve(port):
    server = ThreadedWSGIServer(("127.0.0.1", int(port)), _Handler, ipv6=False)
    server.set_app(get_wsgi_application())
    server.serve_forever()


if sys.argv[1] == "serve":
    serve(sys.argv[2])
else:
    call_command(*sys.argv[1:])
