"""Measures the pages of staff of one generated register; `script/bench` starts it.

Beside them those of Django's own admin over the same tables, in the same run, so that the ratio is seen.
"""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rss_registry.settings")

from script.benchmark.officers import save_together, weight_of  # noqa: E402
from script.benchmark.over_http import served  # noqa: E402

FOLDER = ROOT / "var" / "bench"
# Whose pages, with which settings, and where their server answers.
SITES = {"staff": "rss_registry.settings", "stock": "script.benchmark.peer.staff_settings"}
SAVES = 200
# A save holds the database as long in a large register: many at once are tried in small ones.
SAVED_TOGETHER_UP_TO = 1_000
# What is wanted (docs/performance.md): of the pages whose names begin so, at most so much.
GOALS = (
    ("form: ", "ms", 80),
    ("form: ", "bytes", 30 * 1024),
    ("save: ", "ms", 50),
    ("save: ", "queries", 40),
    ("list of events", "ms", 80),
    ("home", "ms", 40),
)


def in_a_process(*step, site="staff"):
    """The answer of one step, with the settings of that site."""
    command = [sys.executable, str(ROOT / "script" / "benchmark" / "staff_steps.py"), *step]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": SITES[site]}
    return json.loads(
        subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout
    )


def copy_register(size):
    """The measures write: not into the register that other measures read."""
    if not os.environ["DATABASE_URL"].startswith("sqlite:"):
        return
    copy = FOLDER / "staff.sqlite3"
    for part in FOLDER.glob("staff.sqlite3*"):
        part.unlink()
    with closing(sqlite3.connect(FOLDER / f"{size}.sqlite3")) as source, closing(sqlite3.connect(copy)) as to:
        source.backup(to)
    os.environ["DATABASE_URL"] = f"sqlite:///{copy}"


def measure(site, sessions, size):
    pages = in_a_process("pages", site, site=site)
    os.environ["DJANGO_SETTINGS_MODULE"] = SITES[site]
    found = {"pages": pages}
    with served("public" if site == "staff" else "stock", path="/admin/login/") as (port, _server, _seconds):
        for row in pages.values():
            if not row["typed"]:
                row["bytes"] = weight_of(port, sessions[row["account"]], row["address"])
        if size <= SAVED_TOGETHER_UP_TO:
            works = in_a_process("works", site)
            found["together"] = save_together(port, works, SAVES)
            # It takes minutes: each is said as soon as it is known.
            print_together(site, found["together"])
    return found


def print_pages(results, smallest):
    """× = how much more than the stock admin takes; growth = against the smallest register measured."""
    print(f"{'page':<34}{'queries':>11}{'ms of processor':>24}{'growth':>8}{'bytes, repeat visit':>22}")
    for name, row in results["staff"]["pages"].items():
        other = results["stock"]["pages"][name]
        print(f"{name:<34}{row['queries']:>5} ({other['queries']:>3})", end="")
        print(f"{row['ms']:>10.0f} ({other['ms']:>4.0f}){row['ms'] / other['ms']:>6.2f}×", end="")
        print(f"{row['ms'] / smallest[name]['ms']:>8.1f}", end="")
        print(f"{row['bytes']:>13} ({other['bytes']:>6})" if "bytes" in row else "")


def print_together(site, found):
    print(
        f"{site}: {found['saves']} saves of 8 officers at once over HTTP in {found['seconds']:.0f} s, "
        f"{found['refused']} refused, median {found['median']:.2f} s, p95 {found['p95']:.2f} s, "
        f"slowest {found['slowest']:.2f} s",
        flush=True,
    )


def print_goals(results):
    for begins, unit, most in GOALS:
        for name, row in results["staff"]["pages"].items():
            if name.startswith(begins) and row[unit] > most:
                print(f"  missed: {name}, {row[unit]:.0f} {unit} (goal {most})")


def main(size):
    in_a_process("prepare", str(size))
    copy_register(size)
    sessions = in_a_process("sessions")
    results = {site: measure(site, sessions, size) for site in SITES}
    kept = FOLDER / f"staff-{'sqlite' if 'sqlite' in os.environ['DATABASE_URL'] else 'postgresql'}.json"
    known = json.loads(kept.read_text()) if kept.exists() else {}
    known[str(size)] = results
    kept.write_text(json.dumps(known, indent=1))
    print(f"\n{size} events, load {os.getloadavg()[0]:.1f}; the stock admin in brackets")
    print_pages(results, known[min(known, key=int)]["staff"]["pages"])
    print_goals(results)


if __name__ == "__main__":
    main(int(sys.argv[1]))
