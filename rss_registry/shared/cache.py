"""The cache of all machines, in Redis. The register goes on without it, slower and without limits."""

import logging
from time import monotonic

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import ReadOnlyError, ResponseError
from redis.exceptions import TimeoutError as TooSlow

_LOG = logging.getLogger(__name__)
# A server that is away is asked again after this, so that a page does not wait for it a dozen times.
_SECONDS_AWAY = 5.0
_AWAY = (Unreachable, TooSlow, ReadOnlyError)


class SharedCache(RedisCache):
    """Django's own; where the server does not answer, nothing is found and nothing is kept."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._asked_again_at = 0.0

    def get(self, key, default=None, version=None):
        return self._or(default, super().get, key, default, version=version)

    def set(self, key, value, *args, **options):
        return self._or(None, super().set, key, value, *args, **options)

    def add(self, key, value, *args, **options):
        return self._or(False, super().add, key, value, *args, **options)

    def delete(self, key, version=None):
        return self._or(False, super().delete, key, version=version)

    def incr(self, key, delta=1, version=None):
        """Raises ValueError where there is nothing to add to, as Django's caches do."""
        found = self._or(None, super().incr, key, delta, version=version)
        if found is None:
            raise ValueError(f"Key {key!r} not found")
        return found

    def answers(self) -> bool:
        """Whether the server is there at this moment."""
        try:
            return bool(self._cache.get_client().ping())
        except (*_AWAY, ResponseError):
            return False

    def _or(self, instead, ask, *args, **options):
        if monotonic() < self._asked_again_at:
            return instead
        try:
            return ask(*args, **options)
        except _AWAY:
            self._asked_again_at = monotonic() + _SECONDS_AWAY
            _LOG.warning("The shared cache does not answer")
            return instead
