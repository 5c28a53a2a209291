"""What several machines share once one is not enough: a cache (CACHE_URL) and a store of files (STORE_URL).

Without these settings everything lies on the one machine, as it always did (docs/decisions/0057).
"""

from django.conf import settings


def has_cache() -> bool:
    return settings.CACHES["default"]["BACKEND"].startswith(__name__)


def has_store() -> bool:
    return "private" in settings.STORAGES
