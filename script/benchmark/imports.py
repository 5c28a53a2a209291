"""Measures workbooks into one generated register, previewed and imported; `script/bench` starts it.

Queries and milliseconds of processor a line, sheet by sheet, each sheet alone but for the events that its
lines need. With SHAPES=1 also the statements that are asked most often.
"""

import os
import re
import resource
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rss_registry.settings")
FOLDER = ROOT / "var" / "bench"


def copy_register(size):
    """The measures write: not into the register that other measures read."""
    copy = FOLDER / "import.sqlite3"
    for part in FOLDER.glob("import.sqlite3*"):
        part.unlink()
    with closing(sqlite3.connect(FOLDER / f"{size}.sqlite3")) as source, closing(sqlite3.connect(copy)) as to:
        source.backup(to)
    os.environ["DATABASE_URL"] = f"sqlite:///{copy}"


if __name__ == "__main__":
    # In a process of its own: the settings of this one are read with the copy.
    made = "import sys; from script.benchmark.public import prepare; prepare(int(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", made, sys.argv[1]], check=True, cwd=ROOT)
    if os.environ["DATABASE_URL"].startswith("sqlite:"):
        copy_register(sys.argv[1])

import django  # noqa: E402

django.setup()

from django.db import connection, connections, transaction  # noqa: E402
from django.utils.translation import override  # noqa: E402

from events.resources.workbook import SHEETS  # noqa: E402
from events.services.workbook_undo import Journal  # noqa: E402
from organisations.enums import UserRole  # noqa: E402
from organisations.models import Organisation, User  # noqa: E402
from rss_registry.exchange.workbook import carry_out, examine  # noqa: E402
from rss_registry.sheets import read_sheets  # noqa: E402
from rss_registry.workbooks import Sheet, write_xlsx  # noqa: E402
from script.benchmark.import_sheets import MAIN, sheets_of, workbook_of  # noqa: E402
from script.benchmark.processors import Processors  # noqa: E402

# What is wanted of lines of events, preview and import together.
MOST_QUERIES, MOST_MS = 10, 15


class Counted:
    """The statements of a block, by their shape."""

    def __init__(self):
        self.shapes = Counter()

    def __call__(self, execute, sql, params, many, context):
        self.shapes[_shape(sql)] += 1
        return execute(sql, params, many, context)


def _shape(sql):
    sql = re.sub(r"'[^']*'|\b\d+\b", "?", sql)
    sql = re.sub(r"\((?:%s|\?)(?:, (?:%s|\?))+\)", "(…)", sql)
    sql = re.sub(r'^SELECT .*? FROM ("\w+")', r"SELECT … FROM \1", sql)
    return re.sub(r"s\d+_x\d+", "sp", sql)[:160]


@contextmanager
def copies_counted(counted):
    """A preview on SQLite asks a copy of the register."""
    copied = getattr(type(connections["default"]), "copied", None)

    def counting(register):
        copy = copied(register)
        copy.execute_wrappers.append(counted)
        return copy

    if copied:
        type(connections["default"]).copied = counting
    try:
        yield
    finally:
        if copied:
            type(connections["default"]).copied = copied


def measured(work):
    """What a function takes: its answer, statements, milliseconds of processor and seconds of the clock."""
    processors, counted = Processors(), Counted()
    began, before = time.perf_counter(), processors.now()
    with connection.execute_wrapper(counted), copies_counted(counted):
        answer = work()
    return answer, counted.shapes, processors.now() - before, time.perf_counter() - began


def bench(name, tables, user):
    data = write_xlsx(*(Sheet(title, headers, rows) for title, (headers, rows) in tables.items()))
    lines = sum(len(rows) for _headers, rows in tables.values())
    with override("fr"):
        report, previewed, preview_ms, preview_s = measured(
            lambda: examine(read_sheets(data), SHEETS, user=user)
        )
        if report.problems:
            sys.exit(f"{name}: {[(p.line, p.place, p.message) for p in report.problems][:5]}")

        def imported():
            with transaction.atomic(), Journal() as journal:
                found = carry_out(read_sheets(data), SHEETS, user=user, expected=report.fingerprint)
                journal.keep(by=user, file_name="b.xlsx", lines=lines)
                return found

        (_report, kept), carried, import_ms, import_s = measured(imported)
    if not kept:
        sys.exit(f"{name}: the import did something else than its preview")
    row = {
        "lines": lines,
        "queries": ((previewed.total()) / lines, carried.total() / lines),
        "ms": (preview_ms / lines, import_ms / lines),
        "seconds": (preview_s, import_s),
        "shapes": (previewed, carried),
    }
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:<26}{lines:>6}{row['queries'][0]:>9.1f} +{row['queries'][1]:>5.1f}"
        f"{row['ms'][0]:>9.1f} +{row['ms'][1]:>5.1f}{preview_s:>8.2f} +{import_s:>6.2f}{memory:>8.0f}",
        flush=True,
    )
    if os.environ.get("SHAPES") in ("1", name):
        for which, shapes in zip(("preview", "import"), row["shapes"], strict=True):
            for shape, count in shapes.most_common(int(os.environ.get("MOST", 12))):
                print(f"    {which} {count:>6} {count / lines:>6.2f}  {shape}")
    return row


def main(size):
    user = User.objects.create(
        username="mesure-import",
        is_staff=True,
        role=UserRole.COORDINATOR,
        organisation=Organisation.objects.get(slug="organisation-20"),
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size} events, load {os.getloadavg()[0]:.1f}, {memory:.0f} MB at the start; preview + import")
    print(f"{'sheet':<26}{'lines':>6}{'queries a line':>16}{'ms a line':>16}{'seconds':>16}{'MB':>8}")
    only = os.environ.get("ONLY")
    for name, tables in sheets_of(user):
        if not only or name in only.split(","):
            row = bench(name, tables, user)
            if name == MAIN and (sum(row["queries"]) > MOST_QUERIES or sum(row["ms"]) > MOST_MS):
                print(f"  missed: {MOST_QUERIES} queries and {MOST_MS} ms a line of events")
    if not only:
        bench("whole workbook", workbook_of(user), user)
    connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
