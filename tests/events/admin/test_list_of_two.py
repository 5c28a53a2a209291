"""Two people at one list: who comes second overwrites nothing, and nobody is added twice."""

from copy import copy
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import reverse

from events.admin.list_rows import ListRows
from events.models import ListImport, Presence
from events.services.list_work import (
    Superseded,
    give_up,
    hold,
    keep_work,
    last_import,
    open_import,
    read_work,
)
from tests.admin_forms import log_in
from tests.events.admin.test_list_pages import DAY, LIST, THREE, address, as_shown, bring, people, send
from tests.factories import make_event, make_user

pytestmark = pytest.mark.django_db

OTHER = LIST.replace("Awa TRAORE", "Fanta COULIBALY").replace("Binta DIARRA", "Oumou SANGARE")


@pytest.fixture
def event(client):
    keeper = make_user(keeps_lists=True)
    log_in(client, keeper)
    return make_event(owner=keeper.organisation, starts_on=DAY)


def test_whoever_imports_second_adds_nobody_again(client, event):
    bring(client, event, LIST)
    with patch.object(ListRows, "_import", autospec=True, return_value=HttpResponse()) as second:
        # The second click has read the file, and the list as it stood then…
        client.post(address(event, "list_rows"), {"importer": "1"})
    client.post(address(event, "list_rows"), {"importer": "1"})
    with pytest.raises(Superseded):
        ListRows._import(*second.call_args.args)
    assert [name for name, *_ in people(event)] == [name for name, *_ in THREE]


def test_a_page_of_the_file_before_changes_no_line_of_another(client, event):
    page = bring(client, event, LIST)
    row = page.context["page"].object_list[0]
    sent = {
        "import": page.context["waiting"].pk,
        "ligne": row.key,
        f"{row.key}-full_name": "Awa TRAORÉ",
        "importer": "1",
    }
    columns = {**as_shown(client, event), "import": page.context["waiting"].pk, "c-0-3": "function"}
    bring(client, event, OTHER, "autre.csv")
    before = read_work(open_import(event))
    assert client.post(address(event, "list_rows"), sent).url == address(event, "attendance")
    assert client.post(address(event, "list_columns"), columns).url == address(event, "attendance")
    assert people(event) == []
    assert read_work(open_import(event)) == before
    sent["import"] = client.get(address(event, "list_rows")).context["waiting"].pk
    client.post(address(event, "list_rows"), sent)
    assert [name for name, *_ in people(event)] == ["Awa TRAORÉ", "Oumou SANGARE", "Cheick KEITA"]


def test_what_a_colleague_kept_meanwhile_is_neither_overwritten_nor_forgotten(client, event):
    send(client, event, LIST)
    mine, theirs = open_import(event), open_import(event)
    keep_work(theirs, read_work(theirs))
    for late in (lambda: keep_work(mine, read_work(theirs)), lambda: hold(mine)):
        with pytest.raises(Superseded):
            late()
    assert open_import(event).work == theirs.work
    give_up(theirs)
    with pytest.raises(Superseded):
        keep_work(theirs, read_work(theirs))
    assert not ListImport.objects.exists()


def test_a_file_that_a_colleague_keeps_while_it_is_looked_for_stays(client, event):
    send(client, event, LIST)
    stale = open_import(event)
    theirs = open_import(event)
    keep_work(theirs, read_work(theirs))
    with (
        patch("events.services.list_work.WAITING.read", return_value=None),
        patch("django.db.models.query.QuerySet.first", return_value=stale),
    ):
        assert open_import(event) is None
    assert ListImport.objects.get().work == theirs.work


def test_an_import_that_could_not_be_written_leaves_its_file(client, event):
    bring(client, event, LIST)
    with patch("events.admin.list_rows.count_attendance_list", side_effect=OperationalError):
        response = client.post(address(event, "list_rows"), {"importer": "1", "compter": "1"})
    assert response.url == address(event, "list_rows")
    assert people(event) == []
    client.post(address(event, "list_rows"), {"importer": "1"})
    assert len(people(event)) == 3


def test_an_import_is_taken_back_once(client, event):
    bring(client, event, LIST)
    client.post(address(event, "list_rows"), {"importer": "1"})
    done = last_import(event)
    undo = reverse("admin:events_event_list_undo", args=[event.pk])
    with patch("events.admin.attendance.last_import", side_effect=lambda _event: copy(done)):
        client.post(undo, {"import": done.pk})
        assert client.post(undo, {"import": done.pk}).url == address(event, "attendance")
    assert people(event) == [] and not Presence.objects.exists()
