"""Run as a program with a database of its own: takes a register over, and says what is then public there.

python -m tests.reports.moving_elsewhere BROUGHT.zip WRITTEN.zip PAGES.json
"""

import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.test.utils import setup_test_environment


def main(brought, written, pages):
    django.setup()
    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.REQUESTS_PER_MINUTE = dict.fromkeys(settings.REQUESTS_PER_MINUTE, 1_000_000)
    call_command("prepare_database", verbosity=0)
    call_command("import_register", brought, verbosity=0)
    call_command("export_register", written, verbosity=0, with_lists=True)
    from tests.reports.moving_walk import walk

    Path(pages).write_text(json.dumps(walk()))


if __name__ == "__main__":
    main(*sys.argv[1:])
