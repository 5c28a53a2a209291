"""The settings of Django that follow from the addresses of what is shared; a wrong one stops the start."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

_CACHE_SCHEMES = ("redis", "rediss", "unix")
_STORE_SCHEMES = {"s3": "https", "s3+http": "http"}
_SECONDS = 1
_MEDIA_FOLDER = "django.core.files.storage.FileSystemStorage"


def cache_of(address: str) -> dict:
    """The cache of each process, or the one of all machines; how often one may ask is counted in it.

    Raises:
        ImproperlyConfigured: this is no address of a Redis server.
    """
    if not address:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    if urlsplit(address).scheme not in _CACHE_SCHEMES:
        raise ImproperlyConfigured("CACHE_URL must be redis://[:password@]host[:port]/number or unix://path.")
    return {
        "BACKEND": "rss_registry.shared.cache.SharedCache",
        "LOCATION": address,
        "KEY_PREFIX": "rss",
        "OPTIONS": {"socket_connect_timeout": _SECONDS, "socket_timeout": _SECONDS},
    }


def replica_of(address: str, original: dict) -> dict:
    """A replica of the original database, for reading alone; none without an address.

    Raises:
        ImproperlyConfigured: one of the two is no PostgreSQL database.
    """
    if not address:
        return {}
    told = Env.db_url_config(address)
    told["ENGINE"] = told["ENGINE"].replace("django.db.backends.", "rss_registry.databases.")
    if {told["ENGINE"], original["ENGINE"]} != {"rss_registry.databases.postgresql"}:
        raise ImproperlyConfigured("REPLICA_URL must be postgres://… beside a DATABASE_URL of PostgreSQL.")
    options = told.get("OPTIONS", {}) | {"connect_timeout": _SECONDS + 1}
    return {"replica": original | told | {"OPTIONS": options, "TEST": {"MIRROR": "default"}}}


def stores_of(address: str) -> dict:
    """Where files of the record lie, and private ones that wait: folders of this machine, or one bucket.

    Raises:
        ImproperlyConfigured: this is no address of a bucket.
    """
    if not address:
        return {"default": {"BACKEND": _MEDIA_FOLDER}}
    parts = urlsplit(address)
    bucket = parts.path.strip("/")
    needed = (parts.hostname, parts.username, parts.password, bucket)
    if parts.scheme not in _STORE_SCHEMES or not all(needed):
        raise ImproperlyConfigured("STORE_URL must be s3://key:secret@host[:port]/bucket[?region=name].")
    host = parts.netloc.rpartition("@")[2]
    options = {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "endpoint_url": f"{_STORE_SCHEMES[parts.scheme]}://{host}",
        "bucket_name": bucket,
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
    }
    return {
        "default": {
            "BACKEND": "rss_registry.shared.store.MediaStore",
            "OPTIONS": options | {"location": "media", "file_overwrite": False},
        },
        "private": {
            "BACKEND": "rss_registry.shared.store.PrivateStore",
            "OPTIONS": options | {"location": "private", "file_overwrite": True},
        },
    }
