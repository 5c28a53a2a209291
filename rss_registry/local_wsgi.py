"""The register on one's own machine (`script/server`): the process that reads the code prepares the
database too, and then serves. A second process for it would double the time of every start.

It counts on gunicorn's `preload_app`: once, before the workers part.
"""

import sys

from django.core.management import call_command
from django.db import connections

from rss_registry.wsgi import application

__all__ = ["application"]

try:
    call_command("prepare_database", demo=True, skip_checks=False)
except KeyboardInterrupt:
    sys.exit("Interrompu : rien n’est à moitié fait, relancez quand vous voulez. (interrupted, run it again)")
# No worker may inherit an open connection.
connections.close_all()
