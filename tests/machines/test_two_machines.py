"""Two web machines with nothing in common but the database, the cache and the store, and one worker.

Each step is begun on one machine and ended on the other, as behind a server that spreads requests.
"""

import os
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from django.conf import settings as project
from django.db import connection
from django.urls import reverse

from events.models import Photo
from organisations.models import Place
from publication.models import PublishedEvent
from tests.admin_forms import add_row, data_of, log_in, sheet_url
from tests.conftest import leave_out
from tests.databases import address_of_database
from tests.events.admin.test_files import picture
from tests.factories import make_coordinator, make_place, make_published_event
from tests.importing import address, as_csv
from tests.servers import free_port, has_redis, redis_at, running, store_at, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
# On SQLite the register is one machine.
__test__ = connection.vendor == "postgresql"

PROGRAM = (sys.executable, "-m", "tests.machines.program")


class Machine:
    """One machine: a folder of its own, and where the shared things are."""

    def __init__(self, folder, environment):
        folder.mkdir()
        self.var = folder
        self.environment = environment | {"VAR_DIR": str(folder)}
        self.port = free_port()

    def starts(self, *command):
        return running(*PROGRAM, *command, cwd=project.BASE_DIR, env=self.environment, stderr=None)

    def does(self, *command):
        subprocess.run([*PROGRAM, *command], cwd=project.BASE_DIR, env=self.environment, check=True)

    def at(self, page):
        return f"http://127.0.0.1:{self.port}{page}"

    def answers(self):
        try:
            return requests.get(self.at("/robots.txt"), timeout=5).status_code == 200
        except requests.ConnectionError:
            return False

    def files(self):
        return [path for path in Path(self.var).rglob("*") if path.is_file()]


@pytest.fixture
def machines(tmp_path):
    """Two web machines, A and B, and the worker on a third."""
    if not has_redis():
        leave_out("Redis")
    with ExitStack() as running_here:
        environment = os.environ | {
            "DATABASE_URL": address_of_database(),
            "PUBLIC_DATABASE_ROLE": project.PUBLIC_DATABASE_ROLE,
            "DJANGO_SETTINGS_MODULE": "rss_registry.settings",
            "SECRET_KEY": project.SECRET_KEY,
            "CACHE_URL": running_here.enter_context(redis_at(free_port())),
            "STORE_URL": running_here.enter_context(store_at(free_port())),
        }
        a, b, worker = (Machine(tmp_path / name, environment) for name in "abw")
        for machine in (a, b):
            running_here.enter_context(machine.starts("serve", machine.port))
        running_here.enter_context(worker.starts("make_documents"))
        for machine in (a, b):
            wait_until(machine.answers, told="a machine did not start", seconds=60)
        yield a, b, worker


@pytest.fixture
def staff(client):
    """A coordinator, by the same session in this process and at both machines."""
    log_in(client, make_coordinator())
    session = requests.Session()
    session.cookies.set("sessionid", client.cookies["sessionid"].value, domain="127.0.0.1")
    with session:
        yield session


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page.text)[1]


def test_what_is_begun_on_one_machine_is_ended_on_the_other(machines, staff, client):
    a, b, worker = machines
    first, _second = make_published_event(), make_published_event()
    make_place(name_fr="Ségou", slug="segou")

    import_previewed_on_one_and_confirmed_on_the_other(a, b, staff)
    photo_sent_to_one_and_seen_on_the_other(a, b, staff, client, first)
    document_asked_of_one_and_taken_from_the_other(a, b)
    maintenance_on_both(a, b)
    # What a machine has for itself is laid out anew by any other.
    for machine in (a, b):
        assert [path for path in machine.files() if "pdf" not in path.parts] == []


def import_previewed_on_one_and_confirmed_on_the_other(a, b, staff):
    model = "organisations_place"
    form = staff.get(a.at(address(model)))
    rows = as_csv(["Nom", "Type", "Fait partie de"], ["Markala", "commune", "Ségou"])
    fields = {"resource": "0", "csrfmiddlewaretoken": hidden(form, "csrfmiddlewaretoken")}
    preview = staff.post(a.at(address(model)), fields, files={"import_file": ("lieux.csv", rows)})
    fields = {name: hidden(preview, name) for name in ("ticket", "csrfmiddlewaretoken")}
    done = staff.post(b.at(address(model, "process_import")), fields)
    assert done.status_code == 200
    assert Place.objects.get(slug="markala").parent.slug == "segou"
    # Once: the other machine has nothing left to confirm.
    staff.post(a.at(address(model, "process_import")), fields)
    assert Place.objects.filter(name_fr="Markala").count() == 1


def photo_sent_to_one_and_seen_on_the_other(a, b, staff, client, event):
    data = data_of(client.get(sheet_url(event)))
    row = add_row(data, "photos", caption_fr="Ouverture", credit="CRSS", position="1")
    page = staff.get(a.at(sheet_url(event)))
    data["csrfmiddlewaretoken"] = hidden(page, "csrfmiddlewaretoken")
    sent = staff.post(
        a.at(sheet_url(event)),
        data,
        files={f"photos-{row}-image": ("photo.jpg", picture(), "image/jpeg")},
        allow_redirects=False,
    )
    assert sent.status_code == 302
    photo = Photo.objects.get()
    Photo.objects.filter(pk=photo.pk).update(consent=True)
    a.does("rebuild_publication")
    reference = PublishedEvent.objects.get(pk=event.pk).reference
    seen = requests.get(b.at(reverse("website:event_photo", args=[reference, photo.pk])), timeout=30)
    assert (seen.status_code, seen.content[:2]) == (200, b"\xff\xd8")


def document_asked_of_one_and_taken_from_the_other(a, b):
    asked = requests.get(a.at(reverse("reports:period_report")), allow_redirects=False, timeout=30)
    assert asked.status_code == 303
    page = asked.headers["Location"]
    file = f"{page.removesuffix('/')}.pdf"

    def is_made():
        found = requests.get(b.at(page), timeout=30)
        assert found.status_code == 200
        return file in found.text

    wait_until(is_made, told="the document was not made", seconds=50)
    taken = requests.get(b.at(file), timeout=30)
    assert taken.content.startswith(b"%PDF")


def maintenance_on_both(a, b):
    a.does("maintenance", "begin")
    assert [requests.get(each.at("/fr/"), timeout=30).status_code for each in (a, b)] == [503, 503]
    a.does("maintenance", "end")
    assert [requests.get(each.at("/fr/"), timeout=30).status_code for each in (a, b)] == [200, 200]
