"""An invented register in which every awkward kind of fact occurs, made once for a module of tests.

A test asks for `varied_register` and is given its events, the public and the private ones; what it
changes is gone after it. The files of the register lie where the settings of the test look for them.
"""

import pytest
from django.db import transaction
from django.test import override_settings

from events.models import Event
from script.benchmark.varied_register import make_varied_register

NUMBER = 60


def varied_register_of(number, blocker, media):
    """For a fixture of a module: the folder of its files while the register stands, then nothing of it."""
    with blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=media):
            make_varied_register(number)
        yield media
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def varied_rows(django_db_setup, django_db_blocker, tmp_path_factory):
    yield from varied_register_of(NUMBER, django_db_blocker, tmp_path_factory.mktemp("varied"))


@pytest.fixture
def varied_register(varied_rows, db, settings):
    settings.MEDIA_ROOT = varied_rows
    return list(Event.objects.order_by("pk"))
