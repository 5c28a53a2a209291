"""The background worker: makes the long documents that are asked for, until it is told to stop."""

import logging
from time import sleep

from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.crypto import get_random_string

from reports.background.orphans import delete_orphans
from reports.background.worker import DocumentWorker
from rss_registry.locks import at_work

_SECONDS_BETWEEN_LOOKS = 1.0
# After so many documents it starts anew: what a library leaks goes with the process.
_MOST_TASKS = 50


class Command(BaseCommand):
    help = "Makes the long documents that are asked for, one after the other."
    # The server beside it may still be preparing the database.
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="stop when this process, the server, is gone"
        )
        parser.add_argument("--batch", action="store_true", help="stop when nothing is left to do")

    def handle(self, *, beside, batch, **options):
        worker = DocumentWorker(
            beside=beside,
            queue_names=["*"],
            excluded_queue_names=[],
            interval=_SECONDS_BETWEEN_LOOKS,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=_MOST_TASKS,
            worker_id=get_random_string(32),
        )
        # It says what it does at every step, and names nothing that we do not log ourselves.
        logging.getLogger("django_tasks_db").setLevel(logging.CRITICAL)
        worker.configure_signals()
        _wait_for_tables(worker)
        with at_work():
            delete_orphans()
            worker.run()


def _wait_for_tables(worker):
    while worker.running and not _has_tables():
        sleep(_SECONDS_BETWEEN_LOOKS)


def _has_tables():
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (OperationalError, ProgrammingError):
        return False
    finally:
        connection.close()
