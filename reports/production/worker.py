"""The worker of the queue: django-tasks' own, that stops without losing a document."""

import os
from time import sleep

from django_tasks_db.management.commands.db_worker import Worker

from reports.production.ahead import SheetsAhead
from reports.production.making import stop_when


class DocumentWorker(Worker):
    """Stops at the next event of a document when told to, or when the server beside it is gone.

    When nobody waits for a document it lays out sheets of events that will be asked for.
    """

    def __init__(self, *, beside: int | None, **options):
        self._may_run = True
        self._beside = beside
        self._ahead = SheetsAhead()
        super().__init__(**options)
        stop_when(lambda: not self.running)

    def run(self):
        """Until the queue is empty; then sheets ahead, a few at a time, so that nobody waits for them."""
        if self.batch:
            return super().run()
        self.batch = True
        while self.running:
            super().run()
            if self.max_tasks is not None and self._run_tasks >= self.max_tasks:
                return None
            if self.running and not self._ahead.lay_out_some():
                sleep(self.interval)

    @property
    def running(self):
        return self._may_run and (self._beside is None or _is_alive(self._beside))

    @running.setter
    def running(self, value):
        self._may_run = value


def _is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
