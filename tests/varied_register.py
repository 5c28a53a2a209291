"""An invented register in which every awkward kind of fact occurs, made once for a module of tests.

A test asks for `varied_register` and is given its events, the public and the private ones; what it
changes is gone after it. The files of the register lie where the settings of the test look for them.
"""

import pytest

from events.models import Event
from script.benchmark.varied_register import make_varied_register
from tests.kept_rows import begin_from_kept, kept

NUMBER = 60


def varied_register_of(number, blocker, media):
    """For a fixture of a module: the folder of its files while the register stands, then nothing of it."""
    for _events in kept(blocker, media, lambda: make_varied_register(number)):
        yield media


@pytest.fixture(scope="module")
def varied_rows(django_db_setup, django_db_blocker, tmp_path_factory):
    yield from varied_register_of(NUMBER, django_db_blocker, tmp_path_factory.mktemp("varied"))


@pytest.fixture
def varied_register(varied_rows, db, settings):
    begin_from_kept()
    settings.MEDIA_ROOT = varied_rows
    return list(Event.objects.order_by("pk"))
