"""The worker of the queue: django-tasks' own, that stops without losing a document."""

import os
from time import monotonic, sleep

from django_tasks_db.management.commands.db_worker import Worker

from reports.background.making import stop_when
from reports.background.prerender import Prerenderer
from reports.background.reserved import remove_old_files

# Files for one account go after an hour (docs/decisions/0017), give or take this.
_SECONDS_BETWEEN_REMOVALS = 60.0


class DocumentWorker(Worker):
    """Stops at the next event of a document when told to, or when the server beside it is gone.

    When nobody waits for a document it lays out the fragments of events that will be asked for.
    """

    def __init__(self, *, beside: int | None, **options):
        self._may_run = True
        self._beside = beside
        self._prerenderer = Prerenderer()
        self._next_removal = 0.0
        super().__init__(**options)
        stop_when(lambda: not self.running)

    def run_task(self, db_task_result):
        super().run_task(db_task_result)
        self._remove_old_files()

    def run(self):
        """Until the queue is empty; then fragments in advance, a few at a time, so that nobody waits."""
        if self.batch:
            return super().run()
        self.batch = True
        while self.running:
            super().run()
            if self.max_tasks is not None and self._run_tasks >= self.max_tasks:
                return None
            self._remove_old_files()
            if self.running and not self._prerenderer.prerender_some():
                sleep(self.interval)

    def _remove_old_files(self):
        if monotonic() >= self._next_removal:
            self._next_removal = monotonic() + _SECONDS_BETWEEN_REMOVALS
            remove_old_files()

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
