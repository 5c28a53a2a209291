"""The way to the press: a process of its own that makes documents, one fork for each.

The web process never loads WeasyPrint. The press (`press_process`) loads it once, when the first
document is asked for, and divides itself for every job: a job that eats time or memory is killed and
takes nothing with it. A fork of the web process itself would inherit the locks of its threads and its
connections to the database; the press has none.
"""

import atexit
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from socket import send_fds, socket, socketpair
from tempfile import mkdtemp
from threading import BoundedSemaphore, Lock
from time import monotonic

from django.conf import settings
from django.contrib.staticfiles import finders

from rss_registry.pdf import errors
from rss_registry.pdf.assets import print_assets
from rss_registry.pdf.errors import PdfBusy, PdfError, PdfTooHeavy
from rss_registry.pdf.store import LaidOut

PROCESSES = 2
SECONDS_TO_START = 30
# The job's own alarm rings first; this is for a press that does not answer at all.
GRACE_SECONDS = 2
PID_BYTES = 8
# What the press may know of the environment: where programs, libraries and fonts are. No secret, no database.
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


class _PressGone(Exception):
    """The press ended before it took the job: another one can be started."""


class Press:
    """The press of this process: started when needed, started again when it is gone."""

    def __init__(self):
        self._starting = Lock()
        self._turn = BoundedSemaphore(PROCESSES)
        self._process = None
        self._control = None
        self._folder = None

    def run(self, task: str, *, seconds: float | None = None, **arguments):
        """What the named task of the press returns for these arguments, within the limits of the settings."""
        seconds = seconds or settings.PDF_SECONDS
        limits = (seconds, settings.PDF_MEGABYTES)
        request = pickle.dumps((task, limits, arguments))
        if not self._turn.acquire(timeout=2 * seconds):
            raise PdfBusy(f"No turn within {2 * seconds} seconds.")
        try:
            try:
                return self._one_job(request, seconds)
            except _PressGone:
                return self._one_job(request, seconds)
        except _PressGone as error:
            raise PdfError("The press does not start.") from error
        finally:
            self._turn.release()

    def _one_job(self, request, seconds):
        ours, theirs = socketpair()
        with ours:
            with theirs:
                self._hand_over(theirs)
            ours.settimeout(SECONDS_TO_START)
            pid = int.from_bytes(_received(ours, PID_BYTES))
            answer = None
            try:
                answer = _answer(ours, request, monotonic() + seconds + GRACE_SECONDS)
            finally:
                if answer is None:
                    # Too late, or nobody waits for it any more.
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
        error, value = answer
        if error is not None:
            raise getattr(errors, error)(value)
        return value

    def _hand_over(self, connection):
        """Give the press its end of the conversation."""
        with self._starting:
            for attempt in (1, 2):
                if self._control is None:
                    self._start()
                try:
                    send_fds(self._control, [b"j"], [connection.fileno()])
                    return
                except OSError as error:
                    self.stop()
                    if attempt == 2:
                        raise _PressGone from error

    def _start(self):
        self._control, theirs = socketpair()
        self._folder = mkdtemp(prefix="rss-press-")
        environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "rss_registry.pdf.press_process", str(theirs.fileno()), self._folder],
                cwd=settings.BASE_DIR,
                env=environment | {"TMPDIR": self._folder},
                stdin=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                # Ctrl-C in a terminal is for the server, which then lets the press go.
                start_new_session=True,
            )
        with suppress(OSError), self._process.stdin as stdin:
            pickle.dump((dict(print_sheets()), dict(print_assets())), stdin)

    def stop(self):
        """Let the press go; it ends when its end of the control is closed."""
        if self._control is not None:
            self._control.close()
            self._process.wait()
            rmtree(self._folder, ignore_errors=True)  # a press that was killed left it
        self._control = self._process = None

    def forget(self):
        """Hold no press, as right after a fork: the parent's press is the parent's."""
        if self._process is not None:
            self._process.returncode = self._process.returncode or 0
        self.__init__()


press = Press()
os.register_at_fork(after_in_child=press.forget)
atexit.register(press.stop)


def print_sheets() -> Iterable[tuple[str, str]]:
    """The printed style sheets of the project, which the press reads once."""
    folder = Path(finders.find("print/base.css")).parent
    return ((path.name, path.read_text()) for path in sorted(folder.glob("*.css")))


def _answer(connection: socket, request: bytes, deadline: float):
    try:
        _give_until(connection, deadline)
        connection.sendall(request)
        connection.shutdown(1)
        parts = []
        while True:
            _give_until(connection, deadline)
            if not (part := connection.recv(1 << 20)):
                break
            parts.append(part)
    except (TimeoutError, ConnectionError) as error:
        raise PdfTooHeavy("The document took too long, or too much memory.") from error
    if not parts:
        raise PdfTooHeavy("The document took too long, or too much memory.")
    return _Answer(BytesIO(b"".join(parts))).load()


class _Answer(pickle.Unpickler):
    """Bytes, texts, numbers and what was laid out: who broke out of a renderer names nothing else here."""

    def find_class(self, module, name):
        if (module, name) == (LaidOut.__module__, LaidOut.__name__):
            return LaidOut
        raise PdfError(f"The press answers with {module}.{name}.")


def _give_until(connection, deadline):
    connection.settimeout(max(deadline - monotonic(), 0.001))


def _received(connection, length):
    """The first bytes of a job that has started; nothing comes from a press that is gone."""
    received = b""
    try:
        while len(received) < length:
            if not (part := connection.recv(length - len(received))):
                raise _PressGone
            received += part
    except OSError as error:
        raise _PressGone from error
    return received
