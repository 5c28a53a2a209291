"""The worker's command with imports that take half a second a line.

Run by `test_killed` as a process of its own, on the database of the test.
"""

import os
import sys
from pathlib import Path
from time import sleep

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from organisations.resources import OrganisationResource  # noqa: E402
from rss_registry.exchange import jobs  # noqa: E402

settings.DOCUMENT_ROOT = Path(os.environ["TEST_DOCUMENT_ROOT"])
settings.IMPORT_ROOT = Path(os.environ["TEST_IMPORT_ROOT"])
jobs._SECONDS_BETWEEN_UPDATES = 0
save = OrganisationResource.save


def slowly(resource, instance, is_new):
    save(resource, instance, is_new)
    resource.store()
    sleep(0.5)


OrganisationResource.save = slowly
call_command("make_documents", *sys.argv[1:])
