"""Short secrets that are stored encrypted, with a key that is not in the database: made of SECRET_KEY.

AES-GCM of the library `cryptography`; what is sealed for one row opens for no other. After a change of
SECRET_KEY the former one opens as long as it stands in SECRET_KEY_FALLBACKS.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE_BYTES = 12


class UnsealError(Exception):
    """Sealed with a key that is gone, or for something else."""


def seal(secret: bytes, *, of: str) -> str:
    """The secret as it may be stored; `of` says whose it is."""
    nonce = os.urandom(_NONCE_BYTES)
    return urlsafe_b64encode(
        nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, secret, of.encode())
    ).decode()


def unseal(sealed: str, *, of: str) -> bytes:
    stored = urlsafe_b64decode(sealed)
    for key in secret_keys():
        try:
            return _cipher(key).decrypt(stored[:_NONCE_BYTES], stored[_NONCE_BYTES:], of.encode())
        except InvalidTag:
            continue
    raise UnsealError


def secret_keys() -> list[str]:
    """The key of now, then those of before."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _cipher(key):
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"rss_registry.sealing").derive(
        key.encode()
    )
    return AESGCM(derived)
