"""Writes a register of this program for the tests of those to come, into tests/data/releases:

python -m tests.script.archives.make_release 0.2 sqlite:////tmp/new.sqlite3 postgres://rss@/new?host=/tmp/pg

Both databases are new and empty. It is made on the first, and moves to the others, so that all hold the same.
"""

import json
import os
import re
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.test.utils import setup_test_environment
from django.utils import timezone

from script.archives import making
from script.archives.installation import Installation
from tests.reading import body_of

ROOT = Path(__file__).resolve().parents[3]
RELEASES = ROOT / "tests/data/releases"
# Documents of one event, of a committee, of a list; each is proved afterwards by its code.
_DOCUMENTS = (
    "/fr/evenements/RSS-ML-2023-0001.pdf",
    "/en/events/RSS-ML-2023-0004.pdf",
    "/fr/organisations/ccs-district-de-bamako.pdf",
    "/fr/evenements.pdf",
)
LOCATION = re.compile(r"<loc>[a-z]+://[^/]+([^<]*)</loc>")
MAKE, TAKE = "--make", "--take"


def main(release, *urls):
    with tempfile.TemporaryDirectory() as scratch:
        moved = Path(scratch) / "register.zip"
        for number, url in enumerate(urls):
            var = Path(scratch) / str(number)
            var.mkdir()
            place = Installation(ROOT, var, url)
            steps = (TAKE, str(moved)) if number else (MAKE, str(moved), str(RELEASES / f"{release}.json"))
            place.run("-m", __spec__.name, *steps)
            archive = making.make(place, var / "backups")
            target = RELEASES / f"{release}-{place.database.kind}.tar"
            target.write_bytes(archive.read_bytes())


def make(moved, expected):
    _start()
    from django.test import Client

    from events.models import Event
    from reports.models import DocumentProof

    call_command("prepare_database", demo=True)
    _add_private_rows()
    client = Client()
    for address in _DOCUMENTS:
        assert client.get(address).status_code == 200, address
    addresses = _addresses(client)
    call_command("export_register", moved, with_lists=True)
    told = {
        "addresses": addresses,
        "references": sorted(filter(None, Event.objects.published().values_list("reference", flat=True))),
        "proofs": sorted(DocumentProof.objects.values_list("code", flat=True)),
    }
    Path(expected).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def take(moved):
    _start()
    call_command("prepare_database")
    call_command("import_register", moved)


def _start():
    django.setup()
    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


def _addresses(client):
    """All that the sitemap names, in both languages."""
    parts = [_told(client, part) for part in _told(client, "/sitemap.xml")]
    return sorted({address for part in parts for address in part})


def _told(client, address):
    return LOCATION.findall(body_of(client.get(address)).decode())


def _add_private_rows():
    """What demonstration data lacks: a list with presences, a draft, one that was deleted, costs."""
    from events.enums import Sex
    from events.models import Event
    from events.services.person_marks import mark_all_lists
    from tests import factories

    event = Event.objects.published().first()
    for number in range(12):
        factories.make_participant(event, number=number + 1, sex=list(Sex)[number % 2])
    factories.make_event(title_fr="Un brouillon")
    factories.make_event(title_fr="Un brouillon supprimé", deleted_at=timezone.now())
    mark_all_lists()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rss_registry.settings")
    match sys.argv[1:]:
        case [mode, moved, expected] if mode == MAKE:
            make(moved, expected)
        case [mode, moved] if mode == TAKE:
            take(moved)
        case [release, *urls]:
            main(release, *urls)
