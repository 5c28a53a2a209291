"""When it is that changes of the private record are published."""

import pytest
from django.db import DatabaseError, connection, transaction

from events.services.correcting import correcting
from events.services.workflow import withdraw
from publication.models import PublicationState, PublishedEvent, PublishedOrganisation, Withdrawal
from publication.models.pending import settle
from publication.questions.reading import event_facts
from publication.services import publishing
from publication.services.following import followed_models
from publication.services.private_tables import PRIVATE
from publication.services.rebuilding import differences
from tests.factories import (
    make_coordinator,
    make_event,
    make_organisation,
    make_published_event,
    make_role,
    publish_event,
)

pytestmark = pytest.mark.django_db


def test_a_publication_and_a_withdrawal_renew_the_version():
    reviewer = make_coordinator()
    event, before = make_event(), PublicationState.current_token()
    publish_event(event, by=reviewer)
    published = PublicationState.current_token()
    withdraw(event=event, by=reviewer, reason="Double.")
    assert len({before, published, PublicationState.current_token()}) == 3
    assert Withdrawal.objects.filter(reference=event.reference).exists()


def test_every_model_is_followed_but_those_that_are_named_private():
    followed = {model._meta.label for model in followed_models()}
    assert not followed & PRIVATE
    assert {"events.Event", "events.Headcount", "events.Event_themes", "organisations.Place"} <= followed


def test_the_day_on_which_an_organisation_was_written_is_followed_whatever_was():
    event, body = make_published_event(), make_organisation()
    make_role(event, body)
    settle()
    before = PublishedOrganisation.objects.get(pk=body.pk).changed_at
    body.save()
    settle()
    assert PublishedOrganisation.objects.get(pk=body.pk).changed_at > before
    assert list(differences()) == []


# -- when it is published ------------------------------------------------------------------------------


def test_what_a_transaction_wrote_is_published_when_it_is_read_in_it():
    event = make_published_event(title_fr="Un")
    assert event_facts(event.reference).title == "Un"
    event.title = "Deux"
    event.save()
    assert event_facts(event.reference).title == "Deux"


@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_wrote_is_published_with_its_commit():
    with transaction.atomic():
        event = make_published_event()
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM publication_publishedevent")
            assert cursor.fetchone() == (0,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reference FROM publication_publishedevent")
        assert cursor.fetchall() == [(event.reference,)]


@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_took_back_is_not_published_nor_is_its_reason():
    event = make_published_event(venue="Salle")
    token = PublicationState.current_token()
    with pytest.raises(RuntimeError), transaction.atomic():
        event.venue = "Autre salle"
        event.save()
        with correcting("Repris."):
            assert event_facts(event.reference).venue == "Autre salle"
        raise RuntimeError
    assert event_facts(event.reference).venue == "Salle"
    assert PublicationState.current_token() == token
    assert list(differences()) == []
    event.venue = "Troisième salle"
    event.save()
    assert [correction.reason for correction in PublishedEvent.objects.get().corrections.all()] == [""]


@pytest.mark.django_db(transaction=True)
def test_what_was_published_within_a_savepoint_that_is_taken_back_is_published_all_the_same():
    """The savepoint held the reading alone; what it read was written before it."""
    event = make_published_event(venue="Salle")
    with transaction.atomic():
        event.venue = "Autre salle"
        event.save()
        with pytest.raises(RuntimeError), transaction.atomic():
            assert event_facts(event.reference).venue == "Autre salle"
            raise RuntimeError
    assert event_facts(event.reference).venue == "Autre salle"
    assert list(differences()) == []


# -- what the database refuses -------------------------------------------------------------------------


def refuse(*_events, **_how):
    with connection.cursor() as cursor:
        cursor.execute("SELECT no_such_column")


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_published_is_not_saved_and_the_connection_goes_on(monkeypatch):
    event = make_published_event(venue="Salle")
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "publish_events", refuse)
        event.venue = "Autre salle"
        with pytest.raises(DatabaseError), transaction.atomic():
            event.save()
    event.refresh_from_db()
    assert event.venue == "Salle"
    event.venue = "Troisième salle"
    event.save()
    assert event_facts(event.reference).venue == "Troisième salle"
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_who_catches_it_in_a_savepoint_goes_on_in_the_same_transaction(monkeypatch):
    event, other = make_published_event(venue="Salle"), make_published_event(venue="Cour")
    with transaction.atomic():
        other.venue = "Hangar"
        other.save()
        with (
            monkeypatch.context() as patched,
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            patched.setattr(publishing, "publish_events", refuse)
            event.venue = "Autre salle"
            event.save()
            event_facts(event.reference)
        assert event_facts(event.reference).venue == "Salle"
    assert event_facts(other.reference).venue == "Hangar"
    assert list(differences()) == []
