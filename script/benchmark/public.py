"""Measures the public pages of one generated register; `script/bench` starts it.

Beside them those of a stock Django site of the same data, in the same run, so that the ratio is seen.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rss_registry.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from events.models import Event  # noqa: E402
from script.benchmark.over_http import megabytes, requests_per_second, served  # noqa: E402
from script.benchmark.register import fill  # noqa: E402

RESULTS = ROOT / "var" / "bench" / f"{connection.vendor}.json"
# Whose pages, and with which settings.
SITES = {"public": "rss_registry.settings", "peer": "script.benchmark.peer.settings"}
STATES = ("new", "changed", "kept")


def prepare(size):
    """The register of that size, made once for each database."""
    call_command("migrate", verbosity=0)
    if Event.objects.count() != size:
        if Event.objects.exists():
            sys.exit("This database holds another register; remove it from var/bench/.")
        start = time.perf_counter()
        fill(size)
        print(f"{size} events made in {time.perf_counter() - start:.0f} s", flush=True)
    with connection.cursor() as cursor:
        # As the database's own housekeeping would have done by then.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    connection.close()


def measure(site):
    """What one site takes, in processes of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SITES[site]
    command = [sys.executable, str(ROOT / "script" / "benchmark" / "pages.py"), site]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    paths = [path for name, path in found["addresses"].items() if found["pages"][name]]
    with served(site) as (port, server, seconds):
        found["start"] = seconds
        found["megabytes"] = megabytes(server)
        found["per second"], found["unchanged"] = requests_per_second(port, paths)
    return found


def print_pages(results, smallest):
    """× = how much more than the stock site takes; growth = against the smallest register measured."""
    ours, peer = results["public"]["pages"], results["peer"]["pages"]
    print(f"{'page':<15}{'queries':>13}", end="")
    print("".join(f"{state:>24}" for state in STATES), f"{'growth':>8}{'bytes':>8}")
    for name, row in ours.items():
        other = peer[name]
        if row is None or other is None:
            print(f"{name:<15}{'no such page in this register':>40}")
            continue
        print(f"{name:<15}{row['queries']:>5} ({other['queries']:>2})    ", end="")
        for state in STATES:
            print(f"{row[state]:>8.1f} ({other[state]:>7.1f}){row[state] / other[state]:>5.2f}×", end="")
        grown = row["changed"] / smallest[name]["changed"] if smallest.get(name) else 1
        print(f"{grown:>8.1f}{row['bytes']:>8}")


def print_sites(results):
    for site, label in (("public", "register"), ("peer", "stock site")):
        found = results[site]
        memory = f"{found['megabytes']:.0f} MB" if found["megabytes"] else "memory unknown"
        print(
            f"{label}: answers {found['start']:.1f} s after its start ({found['imported']:.0f} ms "
            f"of processor to import, {found['first']:.0f} ms for the first page); {memory} at rest; "
            f"{found['per second']:.0f} requests/s over HTTP, {100 * found['unchanged']:.0f} % of them 304"
        )


def main(size):
    prepare(size)
    results = {site: measure(site) for site in SITES}
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    known[str(size)] = results
    RESULTS.write_text(json.dumps(known, indent=1))
    smallest = known[min(known, key=int)]["public"]["pages"]
    print(f"\n{size} events on {connection.vendor}: milliseconds of processor, the stock site in brackets")
    print_pages(results, smallest)
    print_sites(results)
    ratio = results["public"]["per second"] / results["peer"]["per second"]
    print(f"requests/s, against the stock site: {ratio:.1f}×\n", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
