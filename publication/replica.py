"""Where public requests read what is published: a replica of the database, when it stands as the original.

A replica follows after some moments. It is asked only while it stands at the same version of public data as
the original: what was withdrawn is never shown again, and no page has the name of another version.
"""

import logging
from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DEFAULT_DB_ALIAS

from publication.models import PublicationState

ALIAS = "replica"
_LOG = logging.getLogger(__name__)
# One that does not answer is asked again after this.
_SECONDS_AWAY = 5.0
_asked_again_at = 0.0


def is_set() -> bool:
    return ALIAS in settings.DATABASES


def chosen(prepare: Callable[[BaseDatabaseWrapper], None]) -> str:
    """The database for this request: the replica, if it answers and has nothing to catch up with.

    Its connection is given to `prepare` then.
    """
    global _asked_again_at
    if not is_set() or monotonic() < _asked_again_at:
        return DEFAULT_DB_ALIAS
    try:
        # In this order: what it shows is then at least what the original says at this moment.
        if _token(ALIAS) != _token(DEFAULT_DB_ALIAS):
            return DEFAULT_DB_ALIAS
        prepare(connections[ALIAS])
        return ALIAS
    except (DatabaseError, InterfaceError):
        connections[ALIAS].close()
        _asked_again_at = monotonic() + _SECONDS_AWAY
        _LOG.warning("The replica does not answer")
        return DEFAULT_DB_ALIAS


def _token(alias):
    return PublicationState.objects.using(alias).values_list("token", flat=True).first()
