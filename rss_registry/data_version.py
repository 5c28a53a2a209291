"""What the public can read has a version; what was made from it may be kept under that version.

The version changes with the data, with the day (an event may become visible with time) and with
the files of the program. Which row holds the version of the data is a setting, since this package
has no tables.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache as remember_for_ever
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language

_PROGRAM = (
    "rss_registry",
    "organisations",
    "events",
    "publication",
    "website",
    "reports",
    "templates",
    "static",
    "locale",
)
# A day: nothing is asked for under the version of yesterday.
_KEPT_SECONDS = 24 * 60 * 60
_MISSING = object()
_read = ContextVar("public version", default=None)


def current_version() -> str:
    """The version of all that is public; read once per request inside `one_version`."""
    return _read.get() or _version()


@contextmanager
def one_version():
    """Within it the version is read once, before the data: what is kept is never older than its name."""
    token = _read.set(_version())
    try:
        yield
    finally:
        _read.reset(token)


def remembered(name: str, make):
    """What `make()` gives, kept under `name` for the current version and language."""
    key = _key(current_version(), get_language(), name)
    found = cache.get(key, _MISSING)
    if found is _MISSING:
        found = make()
        cache.set(key, found, _KEPT_SECONDS)
    return found


def version_of(*parts: str) -> str:
    """A name for what `parts` say in the current version."""
    return _key(current_version(), *parts)


def _version() -> str:
    path, _dot, name = settings.PUBLIC_DATA_VERSION.rpartition(".")
    token = getattr(import_string(path), name)()
    return f"{token} {timezone.localdate()} {program_name()}"


def _key(*parts) -> str:
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


@remember_for_ever
def program_name() -> str:
    """A name for the files of the program: the same on every machine that has the same."""
    digest = sha256()
    for folder in _PROGRAM:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            if path.suffix not in (".pyc", ".po") and path.is_file():
                content = path.read_bytes()
                digest.update(f"{path.relative_to(settings.BASE_DIR)} {len(content)}\n".encode())
                digest.update(content)
    return digest.hexdigest()[:16]
