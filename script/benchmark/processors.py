"""How much of the processors a page takes: ours, and that of the database for us."""

import time
from pathlib import Path

from django.db import connection


class Processors:
    """Milliseconds of this process and, where it can be seen, of the server of its database."""

    def __init__(self):
        self._backend = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                schedule = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
            self._backend = schedule if schedule.exists() else None

    def now(self):
        spent = time.process_time()
        if self._backend:
            spent += int(self._backend.read_text().split()[0]) / 1e9
        return 1000 * spent
