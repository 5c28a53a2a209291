"""Measures pages in a process of its own and prints the figures as JSON; `public.py` starts it.

    python script/benchmark/pages.py public|peer

The settings say whose pages: those of the register, or of the stock site beside it. Times are of the
processor, ours and that of the database for us, so that what else the machine does is left out.
"""

import json
import os
import statistics
import sys
import time
from itertools import count
from pathlib import Path

_STARTED = time.process_time()
sys.path[0] = str(Path(__file__).resolve().parents[2])
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rss_registry.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from events.models import Event  # noqa: E402
from script.benchmark.processors import Processors  # noqa: E402

# Addresses of static files as they are: what `collectstatic` would name changes no time.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

REPEATS = 5
# A page that takes long is asked for less often: with every page and state this bounds the run.
SECONDS_FOR_ONE_FIGURE = 8
# Before that, so that what a process learns in its first answers is in no figure.
WARM_UP, SECONDS_TO_WARM_UP = 20, 1
HOST = {"headers": {"host": "127.0.0.1", "accept-encoding": "br"}}


def addresses(site):
    """The same pages of both sites: name → address."""
    prefix = "/fr" if site == "public" else ""
    events = f"{prefix}/evenements/"
    event = Event.objects.published().held().filter(sensitivity="public").order_by("pk")[7]
    return {
        "list": events,
        "list, page 40": f"{events}?page=40",
        "filtered list": f"{events}?region=gao&region=kidal&annee=2021",
        "search": f"{events}?q=dialogue+forces",
        "broad search": f"{events}?q=ateli",
        "event": f"{events}{event.reference}/",
        "organisation": f"{prefix}/organisations/organisation-3/",
        "home": f"{prefix}/",
        "statistics": f"{prefix}/statistiques/",
    }


def change_something():
    """As staff would: one event is saved, and nothing that was made from it holds any more."""
    Event.objects.published().order_by("pk")[11].save()
    cache.clear()


# The stock site keeps nothing that a change could make old, and has nothing to publish.
CHANGES = {"public": change_something, "peer": cache.clear}


def warm_up(ask):
    end = time.perf_counter() + SECONDS_TO_WARM_UP
    for _asking in range(WARM_UP):
        ask()
        if time.perf_counter() > end:
            return


def median(processors, before, ask):
    """The median of a few askings, each after `before`; fewer when they take long."""
    taken = []
    end = time.perf_counter() + SECONDS_FOR_ONE_FIGURE
    while len(taken) < REPEATS and (not taken or time.perf_counter() < end):
        before()
        start = processors.now()
        ask()
        taken.append(processors.now() - start)
    return statistics.median(taken)


def measured(client, processors, address, change):
    """Queries, bytes and milliseconds of one page; None where the register has no such page."""
    numbers = count(1)

    def ask():
        return client.get(address, **HOST)

    def ask_for_a_new_page():
        """Under an address that nobody asked for before; what pages share may be known."""
        return client.get(f"{address}{'&' if '?' in address else '?'}mesure={next(numbers)}", **HOST)

    response = ask()
    if response.status_code != 200:
        return None
    change()
    with CaptureQueriesContext(connection) as queries:
        ask()
        number = len(queries)
    warm_up(ask_for_a_new_page)
    return {
        "queries": number,
        "bytes": len(response.content),
        "new": median(processors, lambda: None, ask_for_a_new_page),
        "changed": median(processors, change, ask),
        "kept": median(processors, lambda: None, ask),
    }


def main(site):
    pages = addresses(site)
    processors, client = Processors(), Client()
    imported = 1000 * (time.process_time() - _STARTED)
    start = processors.now()
    client.get(pages["list"], **HOST)
    first = processors.now() - start
    results = {name: measured(client, processors, address, CHANGES[site]) for name, address in pages.items()}
    print(json.dumps({"addresses": pages, "imported": imported, "first": first, "pages": results}))


if __name__ == "__main__":
    main(sys.argv[1])
