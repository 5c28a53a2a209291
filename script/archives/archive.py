"""One file with all of a register: its database, its files, and a manifest of what must come out again.

A tar, so that any machine opens it: `registry.sqlite3.gz` or `registry.dump`, `media/…`, and last
`manifest.json`, without which an archive was cut off.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

MANIFEST = "manifest.json"
MEDIA = "media"
FORMAT = 1
_CHUNK = 1 << 20


class Unusable(Exception):
    """An archive, or a machine, with which nothing can be restored; in French, what to do."""


@dataclass(frozen=True)
class Manifest:
    """`counts`: rows by table; `digests`: SHA-256 by member; `migrations` as they were applied."""

    made_at: str
    commit: str
    database: str
    migrations: list[str]
    counts: dict[str, int]
    digests: dict[str, str]
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    @property
    def files(self) -> int:
        return len(self.digests) - 1


class Writer:
    """Writes an archive: the database, the files, then `seal`."""

    def __init__(self, path: Path):
        self._tar = tarfile.TarFile(path, "w", format=tarfile.PAX_FORMAT)
        self.digests: dict[str, str] = {}

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self._tar.close()

    def add_database(self, path: Path, member: str) -> None:
        info = tarfile.TarInfo(member)
        info.size, info.mtime = path.stat().st_size, path.stat().st_mtime
        with path.open("rb") as file:
            self.digests[member] = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            self._tar.addfile(info, file)

    def add_media(self, folder: Path) -> None:
        """Each file as it is when its turn comes: one that has gone meanwhile was of no row of the copy."""
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
            try:
                content, changed = path.read_bytes(), path.stat().st_mtime
            except FileNotFoundError:
                continue
            self._add(f"{MEDIA}/{path.relative_to(folder).as_posix()}", content, changed)

    def seal(self, manifest: Manifest) -> None:
        self._add(MANIFEST, json.dumps(asdict(manifest), indent=1).encode())

    def _add(self, member, content, changed=0.0):
        info = tarfile.TarInfo(member)
        info.size, info.mtime = len(content), changed
        self.digests[member] = hashlib.sha256(content).hexdigest()
        self._tar.addfile(info, io.BytesIO(content))


def unpack(path: Path, folder: Path) -> Manifest:
    """Everything of an archive into a folder, each member held against its digest.

    Raises:
        Unusable: it is no archive of a register, was cut off, or was changed.
    """
    found = {}
    try:
        with tarfile.open(path, "r|") as tar:
            for info in tar:
                if info.isfile():
                    found[info.name] = _write(tar.extractfile(info), folder / _safe(info.name))
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        raise Unusable(f"{path} : sauvegarde coupée avant sa fin ; prenez la précédente.") from None
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise Unusable(f"{path} n’est pas une sauvegarde entière du registre ({error}).") from None
    if told.get("format") != FORMAT:
        raise Unusable(f"{path} vient d’une version plus récente de script/backup.")
    manifest = Manifest(**told)
    del found[MANIFEST]
    wrong = sorted(
        name for name in found.keys() | manifest.digests if found.get(name) != manifest.digests.get(name)
    )
    if wrong:
        raise Unusable(f"{path} a été abîmée : {', '.join(wrong[:5])} ; prenez la précédente.")
    return manifest


def _safe(member):
    parts = PurePosixPath(member).parts
    known = member == MANIFEST or len(parts) == 1 or parts[0] == MEDIA
    if not known or member.startswith("/") or ".." in parts:
        raise ValueError(member)
    return Path(*parts)


def _write(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("xb") as file:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def needed_bytes(path: Path) -> int:
    """What laying it out takes: a packed database grows four times, files do not."""
    return path.stat().st_size * 4


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
