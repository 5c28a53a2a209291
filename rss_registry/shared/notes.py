"""What one machine tells the others through the shared cache: a maintenance, the latest backup."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache

from rss_registry.shared import has_cache

_MAINTENANCE = "note-maintenance"


def is_in_maintenance() -> bool:
    """Whether this machine is, by its file, or all of them."""
    return settings.MAINTENANCE_FILE.exists() or (has_cache() and cache.get(_MAINTENANCE) is not None)


def begin_maintenance() -> None:
    settings.MAINTENANCE_FILE.touch()
    if has_cache():
        cache.set(_MAINTENANCE, True, None)


def end_maintenance() -> None:
    """On this machine and on all that have no file of their own."""
    settings.MAINTENANCE_FILE.unlink(missing_ok=True)
    if has_cache():
        cache.delete(_MAINTENANCE)


def latest(name: str, here: datetime | None) -> datetime | None:
    """The latest moment that any machine told of, this one included: one of them saves for all."""
    if not has_cache():
        return here
    told = cache.get(f"note-{name}")
    if here is None or (told is not None and told >= here):
        return told
    cache.set(f"note-{name}", here, None)
    return here
