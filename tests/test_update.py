"""A register from before the published record comes along: its addresses, its references, its documents."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from events.enums import Outcome
from events.models import Event
from organisations.models import GrantAgreement
from publication.models import PublishedEvent
from publication.services import rebuilding
from reports.models import DocumentProof
from reports.verification import State, verify

# Written by that program from the demonstration data: every address of its sitemap, every reference, and the
# proofs of ten documents that it had produced.
BEFORE = json.loads((Path(__file__).parent / "data/register_before_publication.json").read_text("utf-8"))
# What such a register does not have.
_UNKNOWN_THEN = (("publication", "zero"), ("organisations", "0005"))


@pytest.fixture
def updated(transactional_db):
    call_command("prepare_database", demo=True, verbosity=0)
    for proof in BEFORE["proofs"]:
        DocumentProof.objects.create(**proof["fields"])
    _number_announcements_as_then()
    for app, migration in _UNKNOWN_THEN:
        call_command("migrate", app, migration, verbosity=0)
    rebuilding._opened.clear()
    call_command("prepare_database", verbosity=0)


def _number_announcements_as_then():
    """By the year in which they were entered; today by that of their announcement."""
    held = Event.objects.exclude(outcome=Outcome.PLANNED).values_list("reference", flat=True)
    references = sorted(set(BEFORE["references"]) - set(held))
    for event, reference in zip(
        Event.objects.filter(outcome=Outcome.PLANNED).order_by("pk"), references, strict=True
    ):
        Event.objects.filter(pk=event.pk).update(reference=reference)


def test_an_older_register_keeps_its_addresses_references_and_documents(updated, client):
    assert sorted(PublishedEvent.objects.values_list("reference", flat=True)) == BEFORE["references"]
    assert set(BEFORE["references"]) <= set(Event.objects.values_list("reference", flat=True))
    answers = {address: client.get(address).status_code for address in BEFORE["addresses"]}
    assert {address: status for address, status in answers.items() if status != 200} == {}
    # They were public before anybody was asked.
    assert GrantAgreement.objects.filter(programme__isnull=False).exists()
    assert not GrantAgreement.objects.proposed().exists()
    assert list(rebuilding.differences()) == []
    for proof in DocumentProof.objects.all():
        found = verify(proof)
        # Its definitions have become more exact since; every figure of it is told beside that of today.
        assert found.state in (State.CURRENT, State.REPLACED)
        assert found.comparison.lines
