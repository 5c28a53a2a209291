"""The way to the render worker: a process of its own that makes documents, one fork for each job.

The web process never loads WeasyPrint. The worker (`render_worker`) loads it once, when the first
document is asked for, and forks for every job: a job that eats time or memory is killed and takes nothing
with it. A fork of the web process itself would inherit the locks of its threads and its connections to
the database; the worker has none.
"""

import atexit
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from shutil import rmtree
from socket import SHUT_WR, send_fds, socket, socketpair
from tempfile import mkdtemp
from threading import BoundedSemaphore, Lock

from django.conf import settings

from rss_registry.pdf import errors
from rss_registry.pdf.assets import print_assets, style_sheets
from rss_registry.pdf.errors import PdfBusy, PdfError, PdfTooHeavy
from rss_registry.pdf.fragments import FRAGMENT_STYLESHEETS
from rss_registry.pdf.store import LaidOut

JOBS_AT_ONCE = 2
# Limits count processor time; this many times as long by the clock is the last resort.
PATIENCE = 10
GRACE_SECONDS = 5
WARM_STYLESHEETS = (*FRAGMENT_STYLESHEETS, "print/reports.css")
# What the worker may know of the environment: where programs, libraries and fonts are. No secret.
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


class RendererGone(Exception):
    """The worker ended before it took the job: another one can be started."""


class Renderer:
    """The render worker of this process: started when needed, started again when it is gone."""

    def __init__(self):
        self._starting = Lock()
        self._free = BoundedSemaphore(JOBS_AT_ONCE)
        self._process = self._control = self._folder = None

    def run(self, task: str, *, seconds: float | None = None, **arguments):
        """What the named task returns, within `seconds` of processor and the memory of the settings."""
        seconds = seconds or settings.PDF_SECONDS
        patience = PATIENCE * seconds
        request = pickle.dumps((task, (seconds, patience, settings.PDF_MEGABYTES), arguments))
        if not self._free.acquire(timeout=patience):
            raise PdfBusy(f"No free place within {patience} seconds.")
        try:
            try:
                error, value = self._run_job(request, patience)
            except RendererGone:
                error, value = self._run_job(request, patience)
        except RendererGone as gone:
            raise PdfError("The render worker does not start.") from gone
        finally:
            self._free.release()
        if error is not None:
            raise getattr(errors, error)(value)
        return value

    def _run_job(self, request, patience):
        ours, theirs = socketpair()
        with ours:
            with theirs:
                self._hand_over(theirs)
            return exchange(ours, request, patience + GRACE_SECONDS)

    def _hand_over(self, connection):
        """Give the worker its end of the connection."""
        with self._starting:
            if self._control is None:
                self._start()
            try:
                send_fds(self._control, [b"j"], [connection.fileno()])
            except OSError as error:
                self.stop()
                raise RendererGone from error

    def _start(self):
        self._control, theirs = socketpair()
        self._folder = mkdtemp(prefix="rss-renderer-")
        environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "rss_registry.pdf.render_worker", str(theirs.fileno()), self._folder],
                cwd=settings.BASE_DIR,
                env=environment | {"TMPDIR": self._folder},
                stdin=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                # Ctrl-C in a terminal is for the server, which then stops the worker.
                start_new_session=True,
            )
        with suppress(OSError), self._process.stdin as stdin:
            pickle.dump((style_sheets(WARM_STYLESHEETS), dict(print_assets())), stdin)

    def stop(self):
        """Stop the worker, which ends when its end of the control is closed."""
        if self._control is not None:
            self._control.close()
            self._process.wait()
            rmtree(self._folder, ignore_errors=True)  # a worker that was killed left it
        self._control = self._process = None

    def forget(self):
        """Have no worker, as right after a fork: the parent's worker is the parent's."""
        if self._process is not None:
            self._process.returncode = self._process.returncode or 0
        self.__init__()


renderer = Renderer()
os.register_at_fork(after_in_child=renderer.forget)
atexit.register(renderer.stop)


def exchange(connection: socket, request: bytes, patience: float) -> tuple[str | None, object]:
    """Send what is to be done, and read the answer: a byte when the job starts, the rest at its end."""
    connection.settimeout(patience)
    received = []
    with suppress(OSError):
        connection.sendall(request)
        connection.shutdown(SHUT_WR)
        while part := connection.recv(1 << 20):
            received.append(part)
    started, answer = received[:1], b"".join(received)[1:]
    if not started:
        raise RendererGone
    try:
        return _Answer(BytesIO(answer)).load()
    except (EOFError, pickle.UnpicklingError) as error:
        # The kernel ended it, at a limit, before it had answered.
        raise PdfTooHeavy("The document took too long, or too much memory.") from error


class _Answer(pickle.Unpickler):
    """Bytes, texts, numbers and what was laid out: an intruder in the worker can name nothing else here."""

    def find_class(self, module, name):
        if (module, name) == (LaidOut.__module__, LaidOut.__name__):
            return LaidOut
        raise PdfError(f"The render worker answers with {module}.{name}.")
