"""The press: loads WeasyPrint once, then divides itself for every job, under limits.

`press` starts it, with the number of the control socket and a folder for temporary files, and hands it over
one connection per job. It ends when the control is closed, or when nobody has asked for anything for a while.
No Django settings, no database, no secret: a document that broke out of its renderer would find none.
"""

import gc
import os
import pickle
import resource
import signal
import sys
from contextlib import suppress
from select import select
from shutil import rmtree
from socket import recv_fds, socket

from rss_registry.pdf.binding import write_bound_book
from rss_registry.pdf.engine import prepare, write_document, write_part, write_parts
from rss_registry.pdf.errors import PdfError

TASKS = {"document": write_document, "part": write_part, "parts": write_parts, "book": write_bound_book}
IDLE_SECONDS = 15 * 60
PID_BYTES = 8
# Pages come before documents.
NICENESS = 5
MEGABYTE = 1 << 20


def main(control: socket, folder: str) -> None:
    os.nice(NICENESS)
    # Each child lives for one job: what the collector would find dies with it anyway, and a collection
    # would copy every page of memory that is still shared with this process.
    gc.disable()
    prepare(*pickle.load(sys.stdin.buffer))
    gc.collect()
    gc.freeze()
    try:
        while connection := _next_job(control):
            if os.fork() == 0:
                control.close()
                _work(connection)
            connection.close()
            _bury_the_dead()
    finally:
        _bury_the_dead()
        rmtree(folder, ignore_errors=True)


def _bury_the_dead() -> None:
    """Children that have ended. Until then their numbers are theirs: nobody else is killed by mistake."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _next_job(control: socket) -> socket | None:
    ready, _, _ = select([control], [], [], IDLE_SECONDS)
    if not ready:
        return None
    message, descriptors, _, _ = recv_fds(control, 1, 1)
    return socket(fileno=descriptors[0]) if message else None


def _work(connection: socket) -> None:
    """One job, in a child of its own that ends here whatever happens."""
    try:
        connection.sendall(os.getpid().to_bytes(PID_BYTES))
        with connection.makefile("rb") as stream:
            task, (seconds, megabytes), arguments = pickle.load(stream)
        _limit(seconds, megabytes)
        connection.sendall(pickle.dumps(_outcome(TASKS[task], arguments)))
    except OSError:
        pass  # whoever asked has left
    finally:
        os._exit(0)


def _limit(seconds: float, megabytes: int) -> None:
    """From here on the kernel itself ends the job: no code of a library can hold it up."""
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _outcome(task, arguments) -> tuple[str | None, object]:
    """The name of the error or None, and what to say or to return."""
    try:
        return None, task(**arguments)
    except PdfError as error:
        return type(error).__name__, str(error)
    except (MemoryError, RecursionError, SystemError) as error:
        # Without memory for the exception itself, Python raises a SystemError instead.
        return "PdfTooHeavy", f"The document is too large or too deep: {type(error).__name__}."
    except Exception as error:
        return "PdfError", f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main(socket(fileno=int(sys.argv[1])), sys.argv[2])
