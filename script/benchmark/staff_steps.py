"""One step of measuring pages of staff, in a process of its own, its answer as JSON; `staff.py` starts it.

    python script/benchmark/staff_steps.py prepare 1000    make the register
                                           sessions        add accounts and drafts; a session of each account
                                           pages staff     what each page takes
                                           works staff     who saves which page over HTTP

The settings say whose pages: those of the register, or with « stock » those of Django's own admin.
"""

import json
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rss_registry.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402

from script.benchmark.staff_cases import measured_pages  # noqa: E402
from script.benchmark.staff_register import sessions, works  # noqa: E402

# Addresses of static files as they are: what `collectstatic` would name changes no time.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


def prepare(size):
    # The settings of the stock admin know nothing that is published.
    from script.benchmark.public import prepare

    # What it says on its way is no part of the answer.
    with redirect_stdout(sys.stderr):
        prepare(int(size))


STEPS = {"prepare": prepare, "sessions": sessions, "pages": measured_pages, "works": works}


if __name__ == "__main__":
    step, *arguments = sys.argv[1:]
    print(json.dumps(STEPS[step](*arguments)))
