"""Kills in the middle of an update from an earlier release."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from script.archives import making, restoring
from script.archives.installation import SHARED, Installation, installation
from script.fault_injection.outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]
RELEASES = ROOT / "tests/data/releases"
# What was no longer kept after the first release.
_GONE = {"organisations_dataversion", "organisations_publicchange"}
_ENTERED = ("events_", "organisations_", "reports_documentproof")
# Dies where Django would have committed the tables of a migration and not yet its record.
_DIES_BEFORE_RECORD = """
import os, signal, sys
from django.db.migrations.recorder import MigrationRecorder
recorded, number = MigrationRecorder.record_applied, [int(sys.argv.pop(1))]
def record(self, app, name):
    number[0] -= 1
    if not number[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    recorded(self, app, name)
MigrationRecorder.record_applied = record
sys.argv[0] = "manage.py"
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""


def killed_update() -> Outcome:
    """Killed three times on its way, at any moment or before a record, then brought to its end."""
    of = installation(ROOT)
    archive = random.choice(sorted(RELEASES.glob(f"*-{of.database.kind}.tar")))
    restored = restoring.lay_out(archive, of, making.new_stamp(), lambda sentence: None)
    found = Outcome()
    try:
        for _time in range(3):
            _kill_on_the_way(restored.place)
        try:
            restoring.try_out(restored, lambda sentence: None)
        except restoring.Unusable:
            found.stuck += 1
        now = restored.place.database.counts()
        found.lost += sum(
            now.get(table, 0) != rows
            for table, rows in restored.manifest.counts.items()
            if table.startswith(_ENTERED) and table not in _GONE
        )
    finally:
        restoring.remove(restored)
    return found


def _kill_on_the_way(place: Installation) -> None:
    environment = os.environ | {"VAR_DIR": str(place.var), "DATABASE_URL": place.url, "PYTHONPATH": str(ROOT)}
    for name in SHARED:
        environment.pop(name, None)
    if random.random() < 0.5:
        started = ["-c", _DIES_BEFORE_RECORD, str(random.randint(1, 12))]
    else:
        started = ["manage.py"]
    process = subprocess.Popen(
        [sys.executable, *started, "prepare_database"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + random.uniform(2, 12)
    while process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
