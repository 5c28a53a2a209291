"""Measures the public pages of one generated register; `script/bench` starts it."""

import json
import os
import statistics
import sys
import time
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rss_registry.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from register import fill  # noqa: E402

from events.models import Event  # noqa: E402
from publication.tally import current_tally  # noqa: E402

# Addresses of static files as they are: what `collectstatic` would name changes no time.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

LIST = "/fr/evenements/"
REPEATS = 5
LOAD_SECONDS, PROCESSES = 3, 2
RESULTS = ROOT / "var" / "bench" / "results.json"
HOST = {"headers": {"host": "127.0.0.1", "accept-encoding": "br"}}


def addresses():
    event = Event.objects.published().held().order_by("pk")[7]
    return {
        "list": LIST,
        "list, page 40": f"{LIST}?page=40",
        "filtered list": f"{LIST}?region=gao&region=kidal&annee=2021",
        "search": f"{LIST}?q=dialogue+femmes",
        "broad search": f"{LIST}?q=ateli",
        "event": event.get_absolute_url(),
        "organisation": "/fr/organisations/organisation-3/",
        "home": "/fr/",
        "statistics": "/fr/statistiques/",
    }


def seconds(client, address):
    """Time of the processor: what else the machine does at the moment is left out."""
    start = time.process_time()
    response = client.get(address, **HOST)
    return time.process_time() - start, response


def change_something():
    """As staff would: one event is saved, and nothing that was remembered holds any more."""
    Event.objects.published().order_by("pk")[11].save()
    cache.clear()


def measured(client, address):
    """Queries and times of the first answer after a change, and of one whose choices are known (warm)."""
    _, response = seconds(client, address)
    if response.status_code != 200:
        return None
    cold = []
    for _ in range(REPEATS):
        change_something()
        cold.append(seconds(client, address)[0])
    change_something()
    with CaptureQueriesContext(connection) as queries:
        client.get(address, **HOST)
        number_of_queries = len(queries)
    # The same page in a neighbouring address: the page is new, what it shares with others is not.
    warm = [seconds(client, address + ("&" if "?" in address else "?") + f"v={n}")[0] for n in range(REPEATS)]
    return {
        "queries": number_of_queries,
        "median": 1000 * statistics.median(cold),
        "p95": 1000 * statistics.quantiles(cold, n=20, method="inclusive")[-1],
        "warm": 1000 * statistics.median(warm),
        "bytes": len(response.content),
    }


def load(_number):
    """Requests answered by one process in a few seconds: pages kept, half of them already with the reader."""
    connections.close_all()
    client = Client()
    pages = [address for address in addresses().values() if client.get(address, **HOST).status_code == 200]
    tags = {address: client.get(address, **HOST)["ETag"] for address in pages}
    answered = unchanged = 0
    end = time.perf_counter() + LOAD_SECONDS
    while time.perf_counter() < end:
        address = pages[answered % len(pages)]
        headers = HOST["headers"] | ({"if-none-match": tags[address]} if answered // len(pages) % 2 else {})
        unchanged += client.get(address, headers=headers).status_code == 304
        answered += 1
    return answered, unchanged


def main(size):
    call_command("migrate", verbosity=0)
    if Event.objects.count() != size:
        if Event.objects.exists():
            sys.exit("This database holds another register; remove it from var/bench/.")
        start = time.perf_counter()
        fill(size)
        print(f"{size} events made in {time.perf_counter() - start:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    start = time.process_time()
    current_tally()
    print(f"the sets of a new process made in {1000 * (time.process_time() - start):.0f} ms")
    client = Client()
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results = {name: measured(client, address) for name, address in addresses().items()}
    known[str(size)] = results
    RESULTS.write_text(json.dumps(known, indent=1))
    base = known[min(known, key=int)]
    print(f"\n{size} events (× = against {min(known, key=int)})")
    print(f"{'page':<15}{'queries':>8}{'median':>10}{'p95':>10}{'warm':>10}{'×':>7}{'bytes':>9}")
    for name, row in results.items():
        if row is not None:
            ratio = row["median"] / base[name]["median"] if base.get(name) else 1
            print(
                f"{name:<15}{row['queries']:>8}{row['median']:>7.1f} ms{row['p95']:>7.1f} ms"
                f"{row['warm']:>7.1f} ms{ratio:>7.1f}{row['bytes']:>9}"
            )
    connections.close_all()
    with get_context("fork").Pool(PROCESSES) as pool:
        counts = pool.map(load, range(PROCESSES))
    answered, unchanged = (sum(column) for column in zip(*counts, strict=True))
    print(
        f"kept pages, {PROCESSES} processes, without the network: {answered / LOAD_SECONDS:.0f} requests/s, "
        f"{100 * unchanged / answered:.0f} % of them 304"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
