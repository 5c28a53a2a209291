"""The version of public data is another one after every public change, and after no other."""

import pytest
from django.db import connection, transaction

from events.enums import Category, Sensitivity
from events.models import Document, Photo
from events.services.correcting import correcting
from events.services.workflow import withdraw
from publication.models import PublicationState, PublishedEvent, Withdrawal
from publication.questions.reading import event_facts
from publication.services.following import PRIVATE, followed_models
from publication.services.rebuilding import differences
from rss_registry.figures import BELOW_THRESHOLD
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_cost_line,
    make_event,
    make_headcount,
    make_organisation,
    make_participant,
    make_programme,
    make_published_event,
    make_source,
    publish_event,
)
from tests.publication.changes import CHANGES, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def reviewer():
    return make_coordinator()


def renews(change) -> bool:
    """Whether the version is another one after `change()`."""
    before = PublicationState.current_token()
    change()
    return PublicationState.current_token() != before


def set_on(row, **values):
    def change():
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return change


@pytest.mark.parametrize("name", CHANGES)
def test_every_public_change_renews_the_version(world, name):
    assert renews(lambda: CHANGES[name](world))


def test_a_publication_and_a_withdrawal_renew_the_version(reviewer):
    event = make_event()
    assert renews(lambda: publish_event(event, by=reviewer))
    assert renews(lambda: withdraw(event=event, by=reviewer, reason="Double."))
    assert Withdrawal.objects.filter(reference=event.reference).exists()


def test_a_save_that_changes_nothing_leaves_the_version(world):
    # The day on which an organisation was last written is told (the sitemap), unless it is known already.
    token = PublicationState.current_token()
    for row in (world.event, world.programme, world.agreement, world.series, world.place, world.theme):
        row.save()
    for row in (world.source, world.person, world.group):
        row.save()
    world.event.themes.set([world.theme])
    assert PublicationState.current_token() == token


PRIVATE_CHANGES = {
    "the list of participants": lambda world: make_participant(world.event),
    "a cost": lambda world: make_cost_line(world.event, world.agreement),
    "a new draft": lambda world: make_event(places=[world.place], themes=[world.theme]),
    "a note on a source": lambda world: set_on(world.source, note="Rappeler.")(),
    "a note on a person": lambda world: set_on(world.person, note="Rappeler.")(),
    "an account": lambda world: make_coordinator(),
    "a document that is not public": lambda world: Document.objects.create(
        event=world.event, kind="agenda", title_fr="Interne", file="documents/x.pdf"
    ),
    "a photo without consent": lambda world: Photo.objects.create(
        event=world.event, caption_fr="La salle", credit="Crédit", image="photos/x.jpg"
    ),
    "a withheld funder": lambda world: make_agreement(
        world.unnamed, programme=make_programme(), funder_disclosed=False
    ),
    "an organisation that nothing public names": lambda world: make_organisation(),
    "a programme that nothing public names": lambda world: make_programme(),
    "a source that nothing public cites": lambda world: make_source(),
    "an event in totals only": lambda world: publish_event(
        make_event(sensitivity=Sensitivity.AGGREGATE), by=make_coordinator()
    ),
    "a hidden event": lambda world: publish_event(
        make_event(sensitivity=Sensitivity.HIDDEN), by=make_coordinator()
    ),
}


@pytest.mark.parametrize("name", PRIVATE_CHANGES)
def test_no_private_change_renews_the_version(world, name):
    assert not renews(lambda: PRIVATE_CHANGES[name](world))


def test_a_number_that_is_not_shown_is_not_stored_nor_is_its_change_a_correction(world):
    _most, few, others = (
        make_headcount(world.event, number, category=category)
        for number, category in ((30, Category.FDS), (2, Category.MEDIA), (8, Category.JUSTICE))
    )
    shown = [cell.figure.short for cell in event_facts(world.event.reference).headcount.categories]
    assert shown == ["masqué", BELOW_THRESHOLD, "masqué"]

    def change():
        set_on(few, number=3)()
        set_on(others, number=7)()

    assert not renews(change)
    facts = event_facts(world.event.reference)
    assert {cell.figure.value for cell in facts.headcount.categories} == {0}
    assert [cell.figure.short for cell in facts.headcount.categories] == shown


def test_every_model_is_followed_but_those_that_are_named_private():
    followed = {model._meta.label for model in followed_models()}
    assert not followed & PRIVATE
    assert {"events.Event", "events.Headcount", "events.Event_themes", "organisations.Place"} <= followed


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
