"""The render worker: loads WeasyPrint once, then forks for every job, under limits.

`renderer` starts it, with the number of the control socket and a folder for temporary files, and hands it
one connection per job. It ends when the control is closed, or when nobody has asked for anything for a while.
No Django settings, no database, no secret: a document that broke out of WeasyPrint would find none.
"""

import gc
import os
import pickle
import resource
import signal
import sys
from contextlib import suppress
from math import ceil
from select import select
from shutil import rmtree
from socket import recv_fds, socket

from rss_registry.pdf.engine import prepare, write_document, write_fragments
from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.merge import merge

TASKS = {"document": write_document, "fragments": write_fragments, "merge": merge}
STARTED = b"s"
IDLE_SECONDS = 15 * 60
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
            reap_children()
    finally:
        reap_children()
        rmtree(folder, ignore_errors=True)


def reap_children() -> None:
    """Take note of the children that have ended."""
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
        connection.sendall(STARTED)
        with connection.makefile("rb") as stream:
            task, limits, arguments = pickle.load(stream)
        _limit(*limits)
        connection.sendall(pickle.dumps(_outcome(TASKS[task], arguments)))
    except OSError:
        pass  # whoever asked has left
    finally:
        os._exit(0)


def _limit(seconds: float, patience: float, megabytes: int) -> None:
    """From here on the kernel itself ends the job: no code of a library can hold it up.

    Processor time is counted, so that a busy machine makes a document later and not impossible.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, patience)


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
