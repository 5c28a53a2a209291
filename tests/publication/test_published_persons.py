"""Figures of persons: of which lists they are made, when they change, and what no reader may compute."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from events.enums import Outcome, Role, Sensitivity
from events.models import PersonMark
from events.services.correcting import correcting
from events.services.list_import import Arrival, import_people
from events.services.person_marks import mark_all_lists, stop_counting
from events.services.retention import erase_lists
from events.services.workflow import publish, withdraw
from publication import guard
from publication.models import PublicationState, PublishedPersons
from publication.models.pending import settle
from publication.services.rebuilding import differences, rebuild
from tests.factories import (
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_programme,
    make_role,
    make_series,
    make_user,
    publish_event,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("persons_key")]

SIZE = 12


@pytest.fixture
def owner():
    return make_organisation()


def draft(owner, *, first=0, size=SIZE, role=Role.ORGANISER, states=True, **fields):
    """An event of `owner` whose list has people « first » and the following."""
    event = make_event(owner=owner, **fields)
    make_role(event, owner, role)
    if states:
        make_headcount(event, size)
    arrivals = [Arrival({"full_name": f"Prenom{n} Nom{n}"}, {}) for n in range(first, first + size)]
    import_people(event=event, arrivals=arrivals)
    return event


def told(**where):
    settle()
    rows = PublishedPersons.objects.filter(**where).order_by("scope")
    return [(row.lists, row.participations, row.persons, row.once) for row in rows]


def publish_lists(owner, number=5, step=6, **fields):
    """Each list shares half of its people with the next."""
    return [publish_event(draft(owner, first=step * place, **fields)) for place in range(number)]


def test_no_figure_before_five_lists_and_then_one_with_its_coverage(owner):
    publish_lists(owner, 4)
    assert told() == []
    publish_event(draft(owner, first=24))
    # 60 participations of 36 people: 12 came once, 24 twice.
    assert told() == [(5, 60, 40, 10)]
    assert list(differences()) == []


def test_a_list_that_comes_after_its_event_was_published_counts_too(owner):
    events = publish_lists(owner, 4)
    late = make_event(owner=owner)
    make_role(late, owner)
    make_headcount(late, SIZE)
    publish_event(late)
    assert told() == []
    import_people(event=late, arrivals=[Arrival({"full_name": f"Autre{n} Nom"}, {}) for n in range(SIZE)])
    assert [row[0] for row in told()] == [5]
    assert len(events) == 4


def test_a_sixth_list_changes_nothing_until_there_are_ten(owner):
    publish_lists(owner)
    before, token = told(), PublicationState.current_token()
    for first in (0, 200, 300, 400):
        publish_event(draft(owner, first=first))
        assert told() == before
    publish_event(draft(owner, first=500))
    assert told()[0][0] == 10
    assert PublicationState.current_token() != token
    assert list(differences()) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"sensitivity": Sensitivity.REGION_AND_MONTH},
        {"sensitivity": Sensitivity.AGGREGATE},
        {"sensitivity": Sensitivity.HIDDEN},
        {"outcome": Outcome.CANCELLED},
        {"states": False},
        {"role": Role.PARTNER},
        {"size": 4},
    ],
    ids=lambda fields: next(iter(fields)) + "-" + str(next(iter(fields.values()))),
)
def test_what_is_protected_not_stated_or_not_theirs_enters_no_figure(owner, fields):
    publish_lists(owner, 4)
    publish_event(draft(owner, first=24, **fields))
    assert told() == []
    assert list(differences()) == []


def test_a_draft_enters_no_figure(owner):
    publish_lists(owner, 4)
    draft(owner)
    assert told() == []


def test_lists_of_two_organisations_make_no_figure_together(owner):
    publish_lists(owner, 3)
    publish_lists(make_organisation(), 3)
    assert told() == []


# -- what it is of ---------------------------------------------------------------------------------


def test_a_programme_and_a_series_have_theirs_of_whole_batches(owner):
    programme, series = make_programme(), make_series()
    publish_lists(owner, programmes=[programme], series=series)
    assert told(programme=programme.pk) == told(series=series.pk) == [(5, 60, 40, 10)]
    publish_lists(owner, programmes=[programme])
    assert told(series=series.pk) == [(5, 60, 40, 10)]
    # The same people again: nobody new.
    assert [row[:3] for row in told(programme=programme.pk)] == [(10, 120, 40)]
    assert [row[:3] for row in told(programme=None, series=None)] == [(10, 120, 40)]


def test_lists_of_several_series_never_make_up_a_batch(owner):
    for series in (make_series(), make_series()):
        publish_lists(owner, 4, series=series)
    assert told() == []


def test_figures_that_overlap_differ_by_a_whole_batch_at_least(owner):
    programme = make_programme()
    publish_lists(owner, programmes=[programme])
    publish_event(draft(owner, first=900))
    # One list is not of the programme: the figure of all says no more than that of the programme.
    assert told(programme=programme.pk) == told(programme=None)


# -- what ends or changes it -----------------------------------------------------------------------


def test_an_event_that_is_withdrawn_takes_its_batch_along_and_brings_back_the_same(owner):
    events, reviewer = publish_lists(owner), make_coordinator()
    before = told()
    withdraw(event=events[2], by=reviewer, reason="Erreur.")
    assert told() == []
    # Four of them wait for that one, and make up no batch with another: two figures would differ by one list.
    publish_event(draft(owner, first=900))
    assert told() == []
    assert list(differences()) == []
    publish(event=events[2], by=reviewer)
    assert told() == before


def test_an_event_that_is_made_less_visible_takes_its_batch_along(owner):
    event = publish_lists(owner)[0]
    event.sensitivity = Sensitivity.HIDDEN
    event.save()
    assert told() == []
    assert list(differences()) == []


def test_a_list_that_is_erased_at_its_term_stays_in_the_figure(owner):
    events = publish_lists(owner, starts_on=date(2020, 3, 1))
    before, token = told(), PublicationState.current_token()
    call_command("erase_attendance_lists", "--confirm", stdout=StringIO())
    assert PersonMark.objects.filter(participant=None).count() == 5 * SIZE
    assert told() == before
    assert PublicationState.current_token() == token
    assert list(differences()) == []
    assert len(events) == 5


def test_a_list_that_is_deleted_by_hand_ends_the_figure(owner):
    event = publish_lists(owner)[0]
    assert told()
    event.participants.all().delete()
    assert told() == []
    assert list(differences()) == []


def test_an_event_that_is_deleted_ends_the_figure(owner):
    event = publish_lists(owner)[0]
    assert told()
    with correcting("Erreur."):
        event.delete()
    assert told() == []


def test_an_organisation_that_wants_no_count_has_no_figure(owner):
    publish_lists(owner)
    assert told()
    stop_counting(organisation=owner, by=make_user())
    assert told() == []
    assert list(differences()) == []


def test_an_event_that_is_given_to_another_organisation_leaves_the_figure(owner):
    event = publish_lists(owner)[0]
    event.owner = make_organisation()
    event.save()
    assert told() == []


def test_one_person_who_is_erased_renamed_or_judged_is_seen_in_no_figure(owner):
    """The figure stands until other lists make it up: 35 → 34 would be 40 → 30."""
    events = publish_lists(owner)
    before, token = told(), PublicationState.current_token()
    events[0].participants.first().delete()
    for person in list(events[4].participants.all())[:3]:
        person.full_name = "Prenom0 Nom0"
        person.save()
    assert told() == before
    assert PublicationState.current_token() == token
    rebuild()
    assert told() == before


def test_what_was_corrected_is_told_with_the_next_batch(owner):
    events = publish_lists(owner)
    for person in events[0].participants.all():
        person.delete() if person.number > 6 else None
    for place in range(5):
        publish_event(draft(owner, first=500 + SIZE * place))
    # 54 and 60 participations; the former list says six people less.
    assert told()[0][:2] == (10, 110)


# -- keys ------------------------------------------------------------------------------------------


def test_lists_of_two_keys_never_make_up_one_figure(owner, settings):
    erase_lists(events=publish_lists(owner))
    before = told()
    settings.PERSONS_KEY = "another key, of which the marks of former lists know nothing"
    publish_lists(owner, 4)
    assert told() == before
    publish_lists(owner, 1)
    publish_lists(owner, 5)
    # Ten of the new key and five of the old one: the greater part alone, never fifteen.
    assert told()[0][:3] == (10, 120, 40)
    assert list(differences()) == []


def test_without_the_key_what_was_told_stands_and_nothing_breaks(owner, settings):
    events = publish_lists(owner)
    before = told()
    settings.PERSONS_KEY = ""
    assert mark_all_lists() == 0
    events[0].title = "Autre titre"
    events[0].save()
    assert told() == before
    assert list(differences()) == []


# -- who may read what -----------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["events_personmark", "events_markedlist", "publication_personbatchmember"])
def test_a_public_request_reads_no_mark_and_no_batch(owner, table, settings):
    if connection.vendor == "postgresql" and not settings.PUBLIC_DATABASE_ROLE:
        pytest.skip("needs the public role")
    publish_lists(owner)
    settle()
    guard.enter()
    try:
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
    finally:
        if connection.vendor == "postgresql":
            connection.set_rollback(True)
        else:
            guard.leave()
