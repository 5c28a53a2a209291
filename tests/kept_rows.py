"""Rows that are made once for a module of tests; what a test changes of them is gone after it.

A module that asks for them holds no test of `transaction=True`, and none that expects an empty register.
"""

from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from django.utils.translation import override

from publication.models.pending import settle
from publication.services.following import Pending

FAST_PASSWORDS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def kept(blocker, media, make):
    """For a fixture of a module: what `make` returns while its rows stand, then nothing of them.

    Their files lie in the folder `media`, which the tests name to the settings if they ask for them.
    """
    with blocker.unblock(), transaction.atomic():
        with (
            override(settings.LANGUAGE_CODE),
            override_settings(MEDIA_ROOT=media, PASSWORD_HASHERS=FAST_PASSWORDS),
        ):
            made = make()
            settle()
        yield made
        transaction.set_rollback(True)


def begin_from_kept():
    """For a fixture of a test, after `db`: nothing waits to be published of what a test before took back."""
    connection.pending_publication = Pending()
    connection.published_since_begin = Pending()
