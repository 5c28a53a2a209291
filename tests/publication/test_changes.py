"""Whatever changes in the private record is published, and nothing else is; made anew, it is the same."""

from copy import deepcopy

import pytest
from django.db import transaction

from events.enums import Category, Sensitivity
from events.models import Document, Event, Photo
from organisations.enums import OrganisationKind
from publication.models import (
    Facet,
    PublicationState,
    PublishedEvent,
    PublishedFacts,
    PublishedNumber,
    PublishedOrganisation,
    PublishedTotal,
    Waiting,
)
from publication.models.pending import settle
from publication.questions.reading import event_facts
from publication.services import following
from publication.services.rebuilding import differences, rebuild
from publication.tasks import publish_waiting
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
    make_source,
    publish_event,
)
from tests.kept_rows import begin_from_kept, kept
from tests.publication.changes import CHANGES, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept_world(django_db_setup, django_db_blocker, tmp_path_factory):
    yield from kept(django_db_blocker, tmp_path_factory.mktemp("world"), make_world)


@pytest.fixture
def world(kept_world, db):
    begin_from_kept()
    return deepcopy(kept_world)


# Rows that are known by the event that they belong to.
PARTS = (PublishedFacts, Facet, PublishedNumber)
WHOLES = (PublishedEvent, PublishedOrganisation, PublishedTotal)


def standing(but=""):
    """All that is published; `but`: a column that may differ."""
    found = {}
    for model in (*PARTS, *WHOLES):
        left_out = {but, "id" if model in PARTS else ""}
        rows = [
            sorted((name, value) for name, value in row.items() if name not in left_out)
            for row in model.objects.values()
        ]
        found[model.__name__] = sorted(map(repr, rows))
    return found


def set_on(row, **values):
    def change():
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return change


def renews(change) -> bool:
    """Whether the version is another one after `change()`."""
    before = PublicationState.current_token()
    change()
    return PublicationState.current_token() != before


@pytest.mark.parametrize("name", CHANGES)
def test_every_public_change_renews_the_version_and_leaves_what_the_record_says(world, name):
    assert renews(lambda: CHANGES[name](world))
    assert list(differences()) == []


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


def test_what_was_written_past_the_signals_is_seen_and_made_good(world):
    Event.objects.filter(pk=world.event.pk).update(venue="Autre salle")
    PublishedEvent.objects.filter(pk=world.other.pk).delete()
    PublishedOrganisation.objects.filter(pk=world.organisation.pk).update(name_fr="Faux")
    assert sorted(differences()) == [
        f"event {world.event.pk} says something else",
        f"event {world.other.pk} is missing",
        f"publication.PublishedOrganisation {world.organisation.pk} says something else",
        # It stood on the page that is missing, too.
        f"shared total {world.group.pk} says something else",
    ]
    rebuild()
    assert list(differences()) == []
    assert event_facts(world.event.reference).venue == "Autre salle"
    Event.objects.filter(pk=world.event.pk).update(sensitivity=Sensitivity.HIDDEN)
    assert f"event {world.event.pk} is not to be public" in set(differences())
    rebuild()
    assert list(differences()) == []


def test_a_publication_made_anew_is_the_one_that_stood(world):
    # When each last changed is not known any more.
    before = standing(but="changed_at")
    PublishedEvent.objects.all().delete()
    PublishedTotal.objects.all().delete()
    rebuild()
    assert standing(but="changed_at") == before


def test_a_publication_made_again_changes_nothing(world):
    before = standing()
    rebuild()
    assert standing() == before


@pytest.mark.parametrize("name", ["the title of an event", "an event that is deleted", "a theme of an event"])
def test_after_a_change_that_is_taken_back_everything_is_as_before(world, name):
    before, token = standing(), PublicationState.current_token()
    with pytest.raises(RuntimeError), transaction.atomic():
        CHANGES[name](world)
        settle()
        assert PublicationState.current_token() != token
        raise RuntimeError
    assert (standing(), PublicationState.current_token()) == (before, token)
    assert list(differences()) == []


# -- more events than one waits for --------------------------------------------------------------------


def test_what_very_many_events_cite_is_published_in_the_background(world, monkeypatch):
    monkeypatch.setattr(following, "MOST_AT_ONCE", 1)
    world.series.title_fr = "Autre série"
    world.series.save()
    settle()
    assert set(Waiting.objects.values_list("pk", flat=True)) == {world.event.pk, world.other.pk}
    # Another name restricts nothing: it is read at once, and only the search has to wait.
    told = PublishedEvent.objects.open().filter(series=world.series.pk)
    assert told.count() == 2
    publish_waiting.func()
    assert not Waiting.objects.exists()
    assert list(differences()) == []


def test_what_may_restrict_very_many_events_holds_at_once(world, monkeypatch):
    monkeypatch.setattr(following, "MOST_AT_ONCE", 0)
    world.organisation.kind = OrganisationKind.MEDIA
    world.organisation.save()
    settle()
    waiting = set(Waiting.objects.values_list("pk", flat=True))
    # Until they are published again nothing is told of them.
    assert waiting
    assert not PublishedEvent.objects.open().filter(pk__in=waiting).exists()
    publish_waiting.func()
    assert set(PublishedEvent.objects.open().filter(pk__in=waiting).values_list("pk", flat=True)) == waiting
    assert list(differences()) == []
