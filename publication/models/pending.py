"""What has changed in this transaction and is not published yet.

Changes gather while a transaction runs and are published once, before it is committed; whoever reads
published rows in the same transaction publishes them first, and so reads what it wrote.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import models

_settle = None
_is_settling: ContextVar[bool] = ContextVar("publishing now", default=False)


def settle_with(function):
    """Named once, at the start: what publishes the pending changes (publication/services/following.py)."""
    global _settle
    _settle = function


def settle():
    if _settle is not None and not _is_settling.get():
        _settle()


@contextmanager
def settling():
    """Within it published rows are read as they stand."""
    token = _is_settling.set(True)
    try:
        yield
    finally:
        _is_settling.reset(token)


_Row = TypeVar("_Row", bound=models.Model)


class PublishedManager(models.Manager[_Row]):
    def get_queryset(self) -> models.QuerySet[_Row]:
        settle()
        return super().get_queryset()
