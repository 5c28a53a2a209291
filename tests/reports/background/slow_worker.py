"""The worker's command with one more kind of document: twenty steps of a tenth of a second.

Run by `test_worker` as a process of its own, on the database of the test.
"""

import os
import sys
from pathlib import Path
from time import sleep

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from reports.documents import kinds  # noqa: E402
from reports.services.kinds import DocumentKind, Written  # noqa: E402

settings.DOCUMENT_ROOT = Path(os.environ["TEST_DOCUMENT_ROOT"])


def write(parameters, progress):
    for done in range(1, 21):
        progress(done, 20)
        sleep(0.1)
    return Written("essai.pdf", b"%PDF essai", "")


kinds._BY_NAME["test"] = DocumentKind("test", "Essai", read=None, write=write)
call_command("make_documents", *sys.argv[1:])
