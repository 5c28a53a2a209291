"""Readers and officers at once, as on a busy day: how long each kind of request takes, and how many fail.

`script/load` starts it. What one machine takes another does not: each time is also told as a multiple of a
yardstick, a fixed piece of work of one processor measured in the same run, and those are held against
`load_expected.json`.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from contextlib import redirect_stdout
from http.client import HTTPException
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rss_registry.settings")
    # Behind a proxy that tells whose request it is: limits count each reader for himself.
    os.environ |= {"HTTPS": "true", "ALLOWED_HOSTS": "127.0.0.1"}

from script.benchmark.filled_forms import sent_of  # noqa: E402
from script.benchmark.officers import Officer  # noqa: E402
from script.benchmark.over_http import served  # noqa: E402

EXPECTED = Path(__file__).with_name("load_expected.json")
READERS, OFFICERS, SECONDS = 6, 2, 60
# A reader looks at a page for a while; these are many readers, each on a connection of one.
PAUSE_OF_READERS, PAUSE_OF_OFFICERS = 0.25, 2.0
# Of a hundred requests of readers.
MIX = {
    "event": 35,
    "list": 20,
    "filtered list": 15,
    "organisation": 10,
    "statistics": 5,
    "search": 10,
    "file": 5,
}
# A run on a quiet machine differs from the next by less.
MOST = 1.6


def yardstick() -> float:
    """Seconds of a fixed piece of work: words folded, sorted and written as JSON."""
    words = [f"{number * 7919 % 10007} atelier de concertation" for number in range(20_000)]

    def work():
        start = time.perf_counter()
        json.dumps(sorted(word.upper() for word in words))
        return time.perf_counter() - start

    return statistics.median(work() for _number in range(15))


def prepared(size):
    """The register and its officers, and what there is to be read; in a process that knows Django."""
    command = [sys.executable, str(Path(__file__)), "--prepare", str(size)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def prepare(size):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.urls import reverse
    from django.utils.translation import override

    from events.models import Event
    from publication.models import PublishedEvent, PublishedOrganisation
    from script.benchmark.public import prepare as make
    from script.benchmark.staff_register import OFFICERS as NAMES
    from script.benchmark.staff_register import add_staff, session_of

    call_command("migrate", verbosity=0)
    # One that was cut off while it was made is refused there.
    if Event.objects.count() < size:
        make(size)
    if not Event.objects.filter(created_by__username=NAMES[0]).exists():
        add_staff()
    with override("fr"):
        chosen = PublishedEvent.objects.order_by("?").values_list("reference", flat=True)[:400]
        events = [reverse("website:event_detail", args=[reference]) for reference in chosen]
        bodies = [body.get_absolute_url() for body in PublishedOrganisation.objects.all()[:100]]
        listing = reverse("website:event_list")
        told = {
            "event": events,
            "list": [listing, *(f"{listing}?page={number}" for number in range(2, 12))],
            "filtered list": [
                f"{listing}?region={region}&annee={year}"
                for region in ("gao", "mopti", "kayes")
                for year in (2023, 2024, 2025)
            ],
            "organisation": bodies,
            "statistics": [reverse("website:statistics")],
            "search": [f"{listing}?q={word}" for word in ("femmes", "gao", "securite", "jeunes", "dialogue")],
            "file": [f"{reverse('website:event_list_csv')}?region=gao&annee=2024"],
        }
    officers = []
    for name in NAMES[:OFFICERS]:
        event = Event.objects.filter(created_by__username=name).first()
        officers.append((session_of(name), f"/fr/admin/events/event/{event.pk}/change/?section=ou"))
    connection.close()
    return {"addresses": told, "officers": officers, "vendor": connection.vendor}


def _read(port, addresses, number, seconds):
    """What one reader met: kind, seconds, whether it failed."""
    chance, found = random.Random(number), []
    kinds, weights = zip(*MIX.items(), strict=True)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        # Somebody else each time.
        address = ".".join(str(chance.randint(1, 250)) for _part in range(4))
        (kind,) = chance.choices(kinds, weights)
        with _somebody(port) as reader:
            taken, failed, _page = _asked(reader, "GET", chance.choice(addresses[kind]), address)
        found.append((kind, taken, failed))
        time.sleep(chance.expovariate(1 / PAUSE_OF_READERS))
    return found


def _save(port, session, path, number, seconds):
    chance, found = random.Random(number), []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        with _somebody(port, session) as officer:
            taken, failed, page = _asked(officer, "GET", path, "10.0.0.1")
            found.append(("form", taken, failed))
            if not failed:
                fields = sent_of(page.decode(), {"venue": f"Salle {chance.random()}"})
                taken, failed, _page = _asked(officer, "POST", path, "10.0.0.1", fields)
                found.append(("save", taken, failed))
        time.sleep(chance.expovariate(1 / PAUSE_OF_OFFICERS))
    return found


def _somebody(port, session=None):
    return Officer(port, session, origin=f"https://127.0.0.1:{port}")


def _asked(somebody, method, path, address, fields=None):
    start = time.perf_counter()
    try:
        proxy = {"X-Forwarded-Proto": "https", "X-Forwarded-For": address, "Accept-Encoding": "identity"}
        answer, content = somebody.ask(method, path, fields, **proxy)
        failed = answer.status != (302 if method == "POST" else 200)
    except (OSError, HTTPException):
        failed, content = True, b""
    return time.perf_counter() - start, failed, content


def run(size, seconds):
    known = prepared(size)
    # Of the machine as it is without what is measured.
    unit = yardstick()
    with served("public", path="/robots.txt") as (port, _server, _seconds):
        reading = [(port, known["addresses"], number, seconds) for number in range(READERS)]
        saving = [(port, *work, number, seconds) for number, work in enumerate(known["officers"])]
        with get_context("fork").Pool(READERS + OFFICERS) as pool:
            results = [pool.apply_async(_read, each) for each in reading]
            results += [pool.apply_async(_save, each) for each in saving]
            met = [each for result in results for each in result.get()]
    return known["vendor"], unit, met


def summed_up(unit, met):
    """By kind: requests, failures, and p50, p95, p99 in seconds and as multiples of the yardstick."""
    found = {}
    for kind in (*MIX, "form", "save"):
        times = sorted(taken for each, taken, _failed in met if each == kind)
        if not times:
            continue
        at = {share: times[min(int(share / 100 * len(times)), len(times) - 1)] for share in (50, 95, 99)}
        failed = sum(failed for each, _taken, failed in met if each == kind)
        found[kind] = {
            "requests": len(times),
            "failed": failed,
            **{f"p{share}": seconds for share, seconds in at.items()},
            "times": at[95] / unit,
        }
    return found


def main(size, *, note, seconds=SECONDS):
    vendor, unit, met = run(size, seconds)
    found = summed_up(unit, met)
    expected = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    before = expected.get(vendor, {}).get(str(size), {})
    print(f"\n{size} events, {vendor}, {READERS} readers and {OFFICERS} officers, {seconds} s")
    print(f"yardstick {unit * 1000:.1f} ms, load {os.getloadavg()[0]:.1f}")
    print(
        f"{'':<16}{'asked':>7}{'failed':>8}{'p50':>9}{'p95':>9}{'p99':>9}{'p95 ÷ yardstick':>18}{'before':>9}"
    )
    wrong = 0
    for kind, row in found.items():
        then = before.get(kind)
        slower = then is not None and row["times"] > then * MOST
        wrong += slower or row["failed"] > 0
        times = "".join(f"{row[name] * 1000:>6.0f} ms" for name in ("p50", "p95", "p99"))
        told = f"{then:>9.1f}" if then else f"{'–':>9}"
        print(f"{kind:<16}{row['requests']:>7}{row['failed']:>8}{times}", end="")
        print(f"{row['times']:>18.1f}{told}{'  slower' * slower}")
    if note:
        expected.setdefault(vendor, {})[str(size)] = {
            kind: round(row["times"], 1) for kind, row in found.items()
        }
        EXPECTED.write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")
        return 0
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1] == "--prepare":
        with redirect_stdout(sys.stderr):
            made = prepare(int(sys.argv[2]))
        print(json.dumps(made))
    else:
        sys.exit(main(int(sys.argv[1]), note=os.environ.get("NOTE_LOAD") == "yes"))
