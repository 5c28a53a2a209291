"""Files in a bucket of an S3-compatible store, by django-storages. Nobody reads it but the register.

Public photos and documents pass by the views that check that they are public, so no address of the store is
ever shown, and the bucket is closed to everybody else.
"""

from contextlib import contextmanager
from urllib.parse import urljoin

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from rss_registry.shared.away import StoreAway

_MISSING = {"404", "NoSuchKey", "NotFound"}


@contextmanager
def asked():
    """Errors of the store as those of a disk: a missing file, or a store that is away.

    Raises:
        FileNotFoundError: there is no such file.
        StoreAway: the store does not answer, or refuses us.
    """
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in _MISSING:
            raise FileNotFoundError(error.operation_name) from error
        raise StoreAway from error
    except BotoCoreError as error:
        raise StoreAway from error


class _Store(S3Storage):
    def get_default_settings(self):
        return super().get_default_settings() | {
            "default_acl": None,
            "client_config": Config(
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                connect_timeout=3,
                read_timeout=20,
                retries={"max_attempts": 2},
                # What Amazon added of late, other stores do not all know.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            # Our files are small: threads would cost more than they bring.
            "transfer_config": TransferConfig(use_threads=False),
        }

    def _open(self, name, mode="rb"):
        with asked():
            return super()._open(name, mode)

    def _save(self, name, content):
        with asked():
            return super()._save(name, content)

    def exists(self, name):
        with asked():
            return super().exists(name)

    def delete(self, name):
        with asked():
            super().delete(name)


class MediaStore(_Store):
    """Photos, logos and documents of the record."""

    def url(self, name, parameters=None, expire=None, http_method=None):
        """As for files in a folder: an address of the register, at which nothing is served."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))


class PrivateStore(_Store):
    """What waits for the one who sent it or asked for it (rss_registry/private_files.py)."""
