"""The worker of the queue: django-tasks' own, that stops without losing a document."""

import os

from django_tasks_db.management.commands.db_worker import Worker

from reports.production.making import stop_when


class DocumentWorker(Worker):
    """Stops at the next event of a document when told to, or when the server beside it is gone."""

    def __init__(self, *, beside: int | None, **options):
        self._may_run = True
        self._beside = beside
        super().__init__(**options)
        stop_when(lambda: not self.running)

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
