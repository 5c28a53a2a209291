"""What was proposed and answered goes after its term; what waits for an answer stays, with its files."""

import os
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from events import sections as parts
from events.models import Event, ProposedCorrection, ProposedFacts
from events.services.deleting import delete_draft, to_erase
from events.services.proposals import propose, turn_down
from events.services.settled import corrections_to_erase, erase_settled, facts_to_erase
from organisations.models import SentForm
from rss_registry import held_files
from tests.factories import make_coordinator, make_event, make_published_event, make_user

pytestmark = pytest.mark.django_db

ANSWERED = timezone.make_aware(datetime(2024, 3, 28, 10))
DAY, NEXT = date(2025, 3, 28), date(2025, 3, 29)


def make_proposal(section=parts.WHERE, **typed):
    return propose(event=make_published_event(), section=section, typed=typed, reason="", by=make_user())


def answered(proposal, at=ANSWERED):
    turn_down(proposal=proposal, by=make_coordinator(), answer="Déjà dit ailleurs.")
    ProposedCorrection.objects.filter(pk=proposal.pk).update(answered_at=at)
    return proposal


def test_a_correction_that_was_turned_down_goes_after_its_months_and_not_before():
    proposal = answered(make_proposal())
    assert list(corrections_to_erase(on=DAY, months=12)) == []
    assert list(corrections_to_erase(on=NEXT, months=12)) == [proposal]
    assert list(corrections_to_erase(on=date(2024, 4, 29), months=1)) == [proposal]


def test_one_that_waits_stays_however_old_it_is():
    waiting = make_proposal()
    ProposedCorrection.objects.update(proposed_at=ANSWERED)
    assert erase_settled(on=date(2040, 1, 1)) == 0
    assert ProposedCorrection.objects.get() == waiting


def test_facts_that_were_dealt_with_go_and_those_that_wait_stay():
    settled, waiting = (ProposedFacts.objects.create(event=make_event(), text="Faits") for _ in range(2))
    ProposedFacts.objects.filter(pk=settled.pk).update(settled_at=ANSWERED)
    assert list(facts_to_erase(on=DAY)) == []
    assert erase_settled(on=NEXT) == 1
    assert ProposedFacts.objects.get() == waiting


def test_a_deleted_draft_is_due_after_the_days_of_the_setting(settings):
    settings.DELETED_DRAFT_DAYS = 10
    event = make_event()
    delete_draft(event=event)
    deleted_at = Event.with_deleted.get().deleted_at
    assert not to_erase(on=deleted_at + timedelta(days=9)).exists()
    assert to_erase(on=deleted_at + timedelta(days=10)).exists()


def test_the_command_names_what_is_due_and_erases_it_when_told_to(capsys):
    proposal, waiting = answered(make_proposal(), at=ANSWERED - timedelta(days=5000)), make_proposal()
    draft = make_event()
    delete_draft(event=draft)
    Event.with_deleted.filter(pk=draft.pk).update(deleted_at=ANSWERED)
    SentForm.objects.create(user=make_user(), key="a" * 24, table="events.event")
    SentForm.objects.update(sent_at=ANSWERED)
    fresh = SentForm.objects.create(user=make_user(), key="b" * 24, table="events.event")
    call_command("sweep_records")
    shown = capsys.readouterr().out
    assert f"#{draft.pk}\n" in shown
    assert f"#{proposal.pk}, " in shown
    assert f"#{waiting.pk}, " not in shown
    assert (ProposedCorrection.objects.count(), SentForm.objects.count()) == (2, 2)
    call_command("sweep_records", "--confirm")
    assert ProposedCorrection.objects.get() == waiting
    assert SentForm.objects.get() == fresh
    assert not Event.with_deleted.filter(pk=draft.pk).exists()


def test_the_files_of_a_correction_that_waits_wait_as_long(settings):
    token = held_files._hold_long(SimpleUploadedFile("photo.jpg", b"image"), "photo.jpg")
    gone = held_files._hold_long(SimpleUploadedFile("autre.jpg", b"image"), "autre.jpg")
    make_proposal(parts.EVIDENCE, **{"photos-0-image-held": [token], "photos-0-credit": ["AP"]})
    answered(make_proposal(parts.EVIDENCE, **{"photos-0-image-held": [gone]}))
    long_ago = time.time() - held_files.LASTING_AGE - 60
    for path in Path(settings.HELD_ROOT, held_files.LASTING.folder).iterdir():
        os.utime(path, (long_ago, long_ago))
    call_command("sweep_records", "--confirm")
    call_command("sweep_imports")
    assert held_files._held_file(token).name == "photo.jpg"
    assert held_files._held_file(gone) is None
