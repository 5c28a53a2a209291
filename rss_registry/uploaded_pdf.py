"""Reads a PDF that somebody sends and prints one word: whether it opens, and whether it runs anything.

Run as a program of its own, under limits (`inspected`): three kilobytes can unpack to gigabytes, and
a library written in C that meets a file made to break it takes down the process in which it runs.
No Django settings, no database, no secret is within its reach.
"""

import re
import subprocess
import sys
from io import BytesIO

OPENS, LOCKED, UNREADABLE, RUNS_SOMETHING, TOO_HEAVY = "opens", "locked", "unreadable", "runs", "heavy"
# What a PDF calls whatever runs when it is opened, read or clicked on.
_PROGRAM = re.compile(rb"/(?:JS|JavaScript|Launch|XFA)\b")
# The library goes on without objects that it could not unpack: what they say was not looked at.
_UNSEEN = re.compile(r"error decoding stream data|unfilterable stream")
_OUT_OF_MEMORY = "std::bad_alloc"
# A report of 300 pages with its photos takes less than a second and 100 MB.
_CPU_SECONDS = 8
_PATIENCE_SECONDS = 25
_MEGABYTES = 384


def inspected(content: bytes) -> str:
    """The word for the PDF in `content`. Whatever ends the reader before it says one is `TOO_HEAVY`."""
    try:
        reader = subprocess.run(
            [sys.executable, "-I", __file__],
            input=content,
            capture_output=True,
            env={},
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return TOO_HEAVY
    word = reader.stdout.decode("ascii", "replace")
    return word if word in (OPENS, LOCKED, UNREADABLE, RUNS_SOMETHING) else TOO_HEAVY


def _limit():
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (_MEGABYTES << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(content):
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if any(_PROGRAM.search(_written(thing)) for thing in pdf.objects):
                return RUNS_SOMETHING
            warnings = " ".join(pdf.get_warnings())
            if _OUT_OF_MEMORY in warnings:
                return TOO_HEAVY
            # What a repair has left of half a file may have no page.
            return UNREADABLE if _UNSEEN.search(warnings) or not len(pdf.pages) else OPENS
    except pikepdf.PasswordError:
        return LOCKED
    except MemoryError:
        return TOO_HEAVY
    except Exception:
        # The library names some of its errors, the standard library others: none of them opens.
        return UNREADABLE


def _written(thing):
    """An object of a PDF as it would be written, names in plain letters, without what it refers to."""
    import pikepdf

    if not isinstance(thing, pikepdf.Object):
        # Numbers, truths and « null » arrive as Python's own: no name is in them.
        return b""
    return (thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing).unparse(resolved=True)


if __name__ == "__main__":
    _limit()
    sys.stdout.write(_read(sys.stdin.buffer.read()))
