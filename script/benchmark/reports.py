"""Measures the reports of one generated register; `script/bench` starts it.

Cold: a new process, nothing kept, no render worker. Warm: a process that made the report once makes it under
another date, so that the fragments are kept, but the front is laid out and the document merged anew. Floor:
as many letters in paragraphs, by bare WeasyPrint.
"""

import json
import os
import re
import resource
import statistics
import sys
import threading
import time
from datetime import timedelta
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rss_registry.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone, translation  # noqa: E402
from register import fill  # noqa: E402

from events.enums import HalfDay  # noqa: E402
from events.half_days import Slot  # noqa: E402
from events.models import Event  # noqa: E402
from reports.documents import certificates, event_report, sign_in_sheets  # noqa: E402
from reports.documents.period import report as period_report  # noqa: E402
from reports.documents.period import writing  # noqa: E402
from reports.documents.period.scope import ReportRequest  # noqa: E402
from rss_registry.pdf.renderer import renderer  # noqa: E402

RESULTS = ROOT / "var" / "bench" / "reports.json"
STORE = ROOT / "var" / "bench" / "pdf"
SINGLE_REPORTS = 30
SAMPLE_SECONDS = 0.5  # reading the memory of a family of processes takes time itself
LETTERS_IN_A_PARAGRAPH = 600
HANDED_OUT = 40  # certificates in one batch
TIMES = 5
SECONDS_TO_REAP = 0.2  # a job's time is known when the worker has noticed its end
# What is wanted (docs/performance.md): for how many events, of which run, what, and at most how much.
GOALS = (
    (1, "single", "p50", 300, "ms"),
    (1, "single", "p95", 450, "ms"),
    (1, "single", "first", 2000, "ms"),
    (1, "single", "kept", 10, "ms"),
    (1, "single", "kilobytes", 300, "KB"),
    (1, "single", "certificate", 50, "ms"),
    (1, "single", "sheets of 60 × 8", 700, "ms"),
    (100, "cold", "seconds", 9, "s"),
    (100, "warm", "seconds", 1.2, "s"),
    (1000, "cold", "seconds", 90, "s"),
    (1000, "warm", "seconds", 10, "s"),
    (1000, "cold", "megabytes", 500, "MB"),
    (1000, "cold", "size", 8, "MB"),
)
# What draws a text, and the glyphs in it.
TEXTS = re.compile(rb"\[([^\]]*)\] ?TJ")
GLYPHS = re.compile(rb"<([0-9a-f]+)>")
settings.PDF_STORE_ROOT = STORE


class Measure:
    """Time by the clock and of the processors, and the most memory that this process and its own held."""

    def __enter__(self):
        self._running = True
        self.megabytes = 0
        self._watch = threading.Thread(target=self._sample)
        self._watch.start()
        self._start, self._busy = time.perf_counter(), processor_seconds()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self._start
        self._running = False
        self._watch.join()
        renderer.stop()  # its children's time is known once it has ended
        self.processor = processor_seconds() - self._busy

    def _sample(self):
        while self._running:
            self.megabytes = max(self.megabytes, sum(map(proportional_kilobytes, family())) / 1024)
            time.sleep(SAMPLE_SECONDS)


def processor_seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used) + renderer_seconds()


def renderer_seconds():
    """Of the render worker and of its children that have ended, until it is one of our own that have."""
    if renderer._process is None:
        return 0
    fields = Path(f"/proc/{renderer._process.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def family():
    """This process and all that come from it."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def proportional_kilobytes(pid):
    """Memory that processes share is counted once among them."""
    try:
        return int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1])
    except (OSError, TypeError):
        return 0


def write_report(year_of_creation):
    """The report of the whole register in French; what is printed of its date differs by year."""
    with translation.override("fr"):
        now = timezone.now()
        report = period_report.build(ReportRequest.of({}).scope(), now=now)
        return writing.write(period_report.replace(report, created_at=now.replace(year=year_of_creation)))


def letters_and_pages(content):
    """As many letters as glyphs are drawn: each is four digits of a text in hexadecimal."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        drawn = 0
        for page in pdf.pages:
            for texts in TEXTS.findall(page_drawing(page)):
                drawn += sum(map(len, GLYPHS.findall(texts))) // 4
        return drawn, len(pdf.pages)


def page_drawing(page):
    page.contents_coalesce()
    return page.Contents.read_bytes()


def write_floor(letters):
    """In a process of its own, as a script that somebody writes in five lines."""
    start = time.process_time()
    from weasyprint import HTML

    words = "Dans le cadre de la réforme du secteur de la sécurité au Mali. " * 10
    paragraphs = letters // LETTERS_IN_A_PARAGRAPH + 1
    HTML(string=f"<p>{words[:LETTERS_IN_A_PARAGRAPH]}</p>" * paragraphs).write_pdf()
    return time.process_time() - start


def single_reports():
    """Milliseconds of one event's report: first of all, made anew, and kept."""
    events = list(Event.objects.published().held().with_facts()[: SINGLE_REPORTS + 1])
    times, busy = [], 0
    for event in events:
        start = time.perf_counter()
        content = event_report.write(event_report.build(event))
        times.append(1000 * (time.perf_counter() - start))
        busy = busy or processor_seconds()
    busy = processor_seconds() - busy
    start = time.perf_counter()
    again = event_report.build(events[-1])
    built = time.perf_counter()
    event_report.write(again)
    kept = 1000 * (time.perf_counter() - built)
    warm = times[1:] or times
    return {
        "first": times[0],
        "p50": statistics.median(warm),
        "p95": statistics.quantiles(warm, n=20, method="inclusive")[-1] if len(warm) > 1 else warm[0],
        "kept": kept,
        "processor": 1000 * busy / len(warm),
        "facts": 1000 * (built - start),
        "kilobytes": len(content) / 1024,
        **handed_out(events[0]),
    }


def handed_out(event):
    """Milliseconds of what is filled in or given on the day: the sheets of eight half-days, a certificate."""
    days = [event.starts_on + timedelta(days=number) for number in range(4)]
    slots = [Slot(event.pk, day, half) for day in days for half in (HalfDay.MORNING, HalfDay.AFTERNOON)]
    people = [
        SimpleNamespace(pk=number, number=number, full_name=f"Aïssata Coulibaly {number}", signed=8)
        for number in range(HANDED_OUT)
    ]
    with translation.override("fr"):
        sheets = timed(lambda: sign_in_sheets.write(sign_in_sheets.build(event, slots, rows=60)))
        batch = timed(lambda: certificates.write(certificates.build(event, people)))
    return {
        "sheets of 60 × 8": sheets[0],
        "their processor": sheets[1],
        "certificate": batch[0] / HANDED_OUT,
        "its processor": batch[1] / HANDED_OUT,
    }


def timed(function):
    """Milliseconds by the clock (the median) and of processors."""
    times, busy = [], processor_seconds()
    for _ in range(TIMES):
        start = time.perf_counter()
        function()
        times.append(1000 * (time.perf_counter() - start))
    time.sleep(SECONDS_TO_REAP)
    return statistics.median(times), 1000 * (processor_seconds() - busy) / TIMES


def print_goals(size, measured):
    for of, row, name, most, unit in GOALS:
        # One event's report is measured among many: of one alone nothing is warm.
        if size >= 100 if row == "single" else of == size:
            found = measured[row][name]
            verdict = "reached" if found <= most else "missed"
            print(f"  {verdict}: {row}, {name} {found:.4g} {unit} (goal {most})")


def fresh(function, *arguments):
    """In a new process, so that nothing is loaded and no memory is held."""
    connections.close_all()
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def measured_report(year_of_creation, keep, is_warm):
    if is_warm:
        write_report(year_of_creation - 1)
    with Measure() as measure:
        content = write_report(year_of_creation)
    Path(keep).write_bytes(content)
    letters, pages = letters_and_pages(content)
    return {
        "seconds": measure.seconds,
        "processor": measure.processor,
        "megabytes": measure.megabytes,
        "size": len(content) / (1 << 20),
        "pages": pages,
        "letters": letters,
    }


def main(size):
    call_command("migrate", verbosity=0)
    if not Event.objects.exists():
        fill(size)
    rmtree(STORE, ignore_errors=True)
    file = ROOT / "var" / "bench" / f"report-{size}.pdf"
    cold = fresh(measured_report, 2024, file, False)
    warm = fresh(measured_report, 2025, file, True)
    floor = fresh(write_floor, cold["letters"])
    single = fresh(single_reports)
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    known[str(size)] = {"cold": cold, "warm": warm, "floor": floor, "single": single}
    RESULTS.write_text(json.dumps(known, indent=1))
    print(f"\n{size} events, {cold['pages']} pages, {cold['size']:.2f} MB, load {os.getloadavg()[0]:.1f}")
    for name, row in (("cold", cold), ("warm", warm)):
        print(
            f"  {name}: {row['seconds']:.2f} s by the clock, {row['processor']:.2f} s of processors, "
            f"{row['megabytes']:.0f} MB, {row['processor'] / floor:.1f} × the floor"
        )
    print(f"  floor: {floor:.2f} s")
    print("  one event's report in ms: " + ", ".join(f"{name} {value:.0f}" for name, value in single.items()))
    print_goals(size, known[str(size)])
    if "100" in known and size == 1000:
        for name in ("cold", "warm"):
            growth = known["1000"][name]["processor"] / known["100"][name]["processor"]
            print(f"  growth from 100 to 1,000 events, {name}: × {growth:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
