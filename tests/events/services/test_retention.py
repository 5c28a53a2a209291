import os
import time
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from events.models import ListImport, Participant
from events.services.deleting import erase_deleted
from events.services.list_import import Arrival, import_people
from events.services.list_work import MAX_AGE, WAITING, ListWork, begin, finish
from events.services.retention import erase_lists, lists_to_erase
from tests.factories import (
    make_agreement,
    make_event,
    make_headcount,
    make_organisation,
    make_participant,
    make_programme,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 28)


def test_a_list_is_due_after_its_months_and_not_before():
    event = make_event(starts_on=date(2023, 3, 28))
    make_participant(event)
    assert list(lists_to_erase(on=DAY, months=12)) == []
    assert list(lists_to_erase(on=date(2024, 3, 29), months=12)) == [event]


def test_a_later_audit_keeps_the_list():
    programme = make_programme()
    owner = make_organisation()
    agreement = make_agreement(
        make_organisation(), recipient=owner, programme=programme, audit_due_on=date(2025, 6, 30)
    )
    event = make_event(owner=owner, starts_on=date(2022, 3, 28), programmes=[programme])
    make_participant(event)
    assert not lists_to_erase(on=DAY).exists()
    agreement.audit_due_on = date(2024, 3, 27)
    agreement.save()
    assert lists_to_erase(on=DAY).exists()


def test_names_go_and_counts_stay():
    event = make_event()
    make_headcount(event, 18)
    make_participant(event)
    assert erase_lists(events=[event]) == 1
    assert (Participant.objects.count(), event.headcounts.count()) == (0, 1)


def waiting_files():
    return list(Path(settings.HELD_ROOT, WAITING.folder).iterdir())


@pytest.mark.parametrize("erase", [erase_lists, erase_deleted])
def test_no_file_of_a_list_outlives_its_erasure(erase, django_capture_on_commit_callbacks):
    event, other = make_event(), make_event()
    person = make_participant(event)
    done = begin(event=event, work=ListWork(b"Awa", "liste.csv"), by=None)
    values = {"phone": "76 00 00 01"}
    with django_capture_on_commit_callbacks(execute=True):
        finish(done, imported=import_people(event=event, arrivals=[Arrival(values, {}, person.pk, True)]))
    for one in (event, other):
        begin(event=one, work=ListWork(b"Awa", "liste.csv"), by=None)
    with django_capture_on_commit_callbacks(execute=True):
        erase(events=[event])
    (left,) = waiting_files()
    assert ListImport.objects.get().event == other
    assert ListImport.objects.get().work == left.name


def test_each_night_what_nobody_came_back_for_goes():
    event, other = make_event(), make_event()
    begin(event=event, work=ListWork(b"Awa", "liste.csv"), by=None)
    for path in waiting_files():
        os.utime(path, (time.time() - MAX_AGE - 60,) * 2)
    # Without `begin`, which sweeps too.
    kept = ListImport.objects.create(event=other, work=WAITING.keep(b"{}"))
    call_command("sweep_records", "--confirm")
    assert [path.name for path in waiting_files()] == [kept.work]
    assert ListImport.objects.get() == kept


def test_a_dry_run_erases_nothing():
    make_participant(make_event(starts_on=date(2020, 1, 1)))
    out = StringIO()
    call_command("erase_attendance_lists", stdout=out)
    assert "rien n’est effacé" in out.getvalue()
    assert Participant.objects.count() == 1
    call_command("erase_attendance_lists", "--confirm", stdout=out)
    assert Participant.objects.count() == 0
    assert "1 personne effacée" in out.getvalue()
