"""What `script/faults` counts as lost."""

import pytest

from script.fault_injection.officers import Officer, lost, save_new_record
from tests.factories import make_event

pytestmark = pytest.mark.django_db


def officer_told(acknowledged):
    return Officer(pid=0, told=0, acknowledged=acknowledged)


def test_a_record_that_is_gone_or_otherwise_is_lost():
    event, other = make_event(venue="Salle A"), make_event(venue="Salle B")
    assert lost([officer_told({event.pk: "Salle A"}), officer_told({other.pk: "Salle B"})]) == []
    assert lost([officer_told({event.pk: "Salle C"})]) == [event.pk]
    event.delete()
    gone = event.pk or 10**9
    assert lost([officer_told({gone: "Salle A", other.pk: "Salle B"})]) == [gone]


def test_an_officer_hears_what_the_register_stored(client, officer):
    key, venue = save_new_record(client)
    assert lost([officer_told({key: venue})]) == []
    assert key is not None


def test_what_was_not_acknowledged_is_not_counted(client):
    # Nobody is signed in: the login page is no receipt.
    assert save_new_record(client)[0] is None
