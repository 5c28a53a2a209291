"""What was laid out, kept on the disk under everything that decided it, within a size."""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import monotonic, time

from django.conf import settings

DIGEST_BYTES = 32
MEGABYTE = 1 << 20
SECONDS_BETWEEN_EVICTIONS = 60
# From the first fragment of a long document laid out to the whole of it merged.
SECONDS_NEEDED = 15 * 60


@dataclass(frozen=True)
class LaidOut:
    """A finished document; or a fragment of one, with its pages counted and the page of each target in it."""

    content: bytes
    pages: int = 0
    targets: Mapping[str, int] = field(default_factory=dict)


class Store:
    """Files named by a key, each with a checksum: one that a power cut left half written is missing."""

    def __init__(self):
        self._next_eviction = 0.0

    def get(self, key: str) -> LaidOut | None:
        path = self.path(key)
        if made := laid_out_in(path):
            with suppress(FileNotFoundError):  # another process evicts
                os.utime(path)  # used again: the last to be evicted
        return made

    def put(self, key: str, made: LaidOut) -> None:
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        rest = json.dumps([made.pages, dict(made.targets)]).encode() + b"\n" + made.content
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(sha256(rest).digest() + rest)
                file.flush()
                os.replace(file.name, path)
            except OSError:  # a full disk is not to be filled with halves
                os.unlink(file.name)
                raise

    def path(self, key: str) -> Path:
        return Path(settings.PDF_STORE_ROOT) / key[:2] / key

    def evict(self) -> None:
        """Forget what was not used for longest, once the store is larger than it may be.

        What was used a moment ago stays even then: another process may be merging it into a document.
        """
        if monotonic() < self._next_eviction:
            return  # to look at fifty thousand files takes as long as a document
        self._next_eviction = monotonic() + SECONDS_BETWEEN_EVICTIONS
        files = sorted(self._files(), reverse=True)
        room = settings.PDF_STORE_MEGABYTES * MEGABYTE
        still_needed = time() - SECONDS_NEEDED
        for used_at, size, path in files:
            room -= size
            if room < 0 and used_at < still_needed:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterable[tuple[float, int, Path]]:
        for path in Path(settings.PDF_STORE_ROOT).glob("*/*"):
            try:
                state = path.stat()
            except FileNotFoundError:
                continue  # another process evicts too
            yield state.st_mtime, state.st_size, path


def laid_out_in(path: Path) -> LaidOut | None:
    """What a file of the store holds, if it is there and whole."""
    try:
        stored = path.read_bytes()
    except FileNotFoundError:
        return None
    digest, rest = stored[:DIGEST_BYTES], stored[DIGEST_BYTES:]
    if sha256(rest).digest() != digest:
        return None
    head, _, content = rest.partition(b"\n")
    return LaidOut(content, *json.loads(head))


store = Store()


def key_of(*decisive: object) -> str:
    """One name for everything that decides the bytes."""
    digest = sha256(_makers().encode())
    for value in decisive:
        content = value if isinstance(value, bytes) else repr(value).encode(errors="surrogatepass")
        digest.update(len(content).to_bytes(8) + content)
    return digest.hexdigest()


@cache
def _makers() -> str:
    """The programs that make documents, this package included: another version may make other bytes."""
    own = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        own.update(path.read_bytes())
    return f"{version('weasyprint')} {version('pikepdf')} {version('pydyf')} {own.hexdigest()}"
