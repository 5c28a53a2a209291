"""Serves a site as on a real machine, and asks it over HTTP: how soon it answers, how much memory, how often.

Knows nothing of Django: what is measured is outside this process.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASKING, SECONDS = 4, 3
MOST_SECONDS_TO_START = 180
# As the register is served, without what is only its own.
_STOCK = (
    "--workers",
    "2",
    "--worker-class",
    "gthread",
    "--threads",
    "12",
    "--preload",
    "--log-level",
    "error",
)


@contextmanager
def served(site, path="/"):
    """The site behind gunicorn: gives the port, the process, and after how many seconds `path` answered."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = (
        ("--config", "deploy/gunicorn.conf.py")
        if site == "public"
        else ("--bind", f"127.0.0.1:{port}", *_STOCK)
    )
    start = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options, "rss_registry.wsgi:application"],
        cwd=ROOT,
        env=os.environ | {"HOST": "127.0.0.1", "PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, server, path)
        yield port, server, time.perf_counter() - start
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_for(port, server, path):
    end = time.perf_counter() + MOST_SECONDS_TO_START
    while time.perf_counter() < end and server.poll() is None:
        try:
            with Connection(port) as connection:
                connection.ask(path)
                return
        except OSError:
            time.sleep(0.05)
    sys.exit("The server did not answer.")


def megabytes(server):
    """Memory of the server and its workers at rest, what they share counted once; None where nobody tells."""
    try:
        tasks = Path(f"/proc/{server.pid}/task")
        children = [pid for task in tasks.iterdir() for pid in (task / "children").read_text().split()]
        maps = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in (server.pid, *children)]
    except OSError:
        return None
    lines = (line.split() for text in maps for line in text.splitlines())
    return sum(int(line[1]) for line in lines if line[0] == "Pss:") / 1024


def requests_per_second(port, paths):
    """How many requests are answered in a second, and which share of them with « not modified »."""
    with get_context("fork").Pool(ASKING) as pool:
        counts = pool.starmap(_ask_for_a_while, [(port, paths, number) for number in range(ASKING)])
    answered, unchanged = (sum(column) for column in zip(*counts, strict=True))
    return answered / SECONDS, unchanged / max(answered, 1)


def _ask_for_a_while(port, paths, number):
    """Every second time as a reader who has the page already."""
    answered = unchanged = 0
    with Connection(port) as connection:
        tags = {path: connection.ask(path)[1] for path in paths}
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            path = paths[(number + answered) % len(paths)]
            again = answered // len(paths) % 2
            status, _tag = connection.ask(path, tags[path] if again else b"")
            unchanged += status == 304
            answered += 1
    return answered, unchanged


class Connection:
    """A connection that is kept open: as little of a client as there can be, since both share the machine."""

    def __init__(self, port):
        self._port = port
        self._open()

    def _open(self):
        self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=60)
        self._file = self._socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._file.close()
        self._socket.close()

    def ask(self, path, tag=b""):
        """The status of the answer and its tag."""
        condition = b"If-None-Match: %s\r\n" % tag if tag else b""
        self._socket.sendall(
            b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n%s\r\n"
            % (path.encode(), condition)
        )
        line = self._file.readline()
        if not line:
            raise ConnectionResetError("the server has closed the connection")
        status, length, tag, closes = int(line.split()[1]), 0, b"", False
        while (header := self._file.readline().strip()) != b"":
            name, _colon, value = header.partition(b":")
            name, value = name.lower(), value.strip()
            if name == b"content-length":
                length = int(value)
            elif name == b"etag":
                tag = value
            elif name == b"connection":
                closes = value.lower() == b"close"
        if status != 304:
            self._file.read(length)
        if closes:
            self.__exit__()
            self._open()
        return status, tag
