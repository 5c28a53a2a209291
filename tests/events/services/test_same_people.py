"""Two rows of one attendance list made one person, and two again."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core import serializers
from django.core.management import call_command
from django.urls import reverse

from events.enums import HalfDay
from events.models import (
    DifferentPeople,
    KnowledgeTest,
    ListMerge,
    Participant,
    Presence,
    Session,
    TestScore,
)
from events.services.retention import erase_lists
from events.services.same_people import (
    WAITING,
    SamePeopleError,
    likely_people,
    merge_people,
    part_people,
    say_two_people,
    undoable,
)
from tests.admin_forms import admin_url, log_in
from tests.factories import make_coordinator, make_event, make_organisation, make_participant, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(settings, tmp_path):
    settings.HELD_ROOT = tmp_path
    return tmp_path / "list_merges"


@pytest.fixture
def keeper():
    return make_user(keeps_lists=True)


@pytest.fixture
def event(keeper):
    return make_event(owner=keeper.organisation)


@pytest.fixture
def pair(event):
    """One person under two spellings, with what each of the rows alone knows."""
    one = make_participant(event, full_name="TRAORE Fatoumata", phone="76 12 34 01", photo_consent=True)
    other = make_participant(
        event, full_name="Traoré Fatoumta", sex="women", function="Maire", photo_consent=False
    )
    days = [
        Session.objects.create(event=event, day=date(2023, 3, 28), half_day=half)
        for half in (HalfDay.MORNING, HalfDay.AFTERNOON)
    ]
    Presence.objects.create(participant=one, session=days[0], signed=False)
    for day in days:
        Presence.objects.create(participant=other, session=day)
    tests = [KnowledgeTest.objects.create(event=event, moment=moment) for moment in ("before", "after")]
    TestScore.objects.create(participant=one, test=tests[0], score=4)
    for test in tests:
        TestScore.objects.create(participant=other, test=test, score=7)
    return one, other


def everything():
    models = (Participant, Presence, TestScore)
    rows = [text for model in models for text in serializers.serialize("python", model.objects.all())]
    return sorted(
        str({**row, "pk": row["pk"] if row["model"] == "events.participant" else 0}) for row in rows
    )


def test_presences_are_united_and_what_was_missing_completed(pair, keeper, event):
    one, other = pair
    assert [(a.pk, b.pk) for a, b, _same in likely_people(event)] == [(one.pk, other.pk)]
    before = everything()
    done = merge_people(kept=one, absorbed=other, values={}, by=keeper)
    person = Participant.objects.get()
    assert (person.pk, person.full_name, person.phone) == (one.pk, "TRAORE Fatoumata", "76 12 34 01")
    assert (person.sex, person.function) == ("women", "Maire")
    # What either refused is refused.
    assert person.photo_consent is False
    assert list(person.presences.values_list("signed", flat=True)) == [True, True]
    assert sorted(person.scores.values_list("score", flat=True)) == [4, 7]
    part_people(merge=done)
    assert everything() == before
    assert not ListMerge.objects.exists()


def test_what_one_chooses_wins_and_what_is_corrected_later_stays(pair, keeper):
    one, other = pair
    done = merge_people(kept=one, absorbed=other, values={"full_name": other.full_name}, by=keeper)
    Participant.objects.update(function="Adjointe")
    part_people(merge=ListMerge.objects.get(pk=done.pk))
    one.refresh_from_db()
    assert (one.full_name, one.function) == ("TRAORE Fatoumata", "Adjointe")


def test_two_people_are_not_suggested_again(pair, event):
    say_two_people(one=pair[1], other=pair[0])
    say_two_people(one=pair[0], other=pair[1])
    assert likely_people(event) == []
    assert DifferentPeople.objects.count() == 1
    pair[0].delete()
    assert not DifferentPeople.objects.exists()


def test_a_number_that_was_given_meanwhile_is_not_given_twice(pair, keeper, event):
    one, other = pair
    done = merge_people(kept=one, absorbed=other, values={}, by=keeper)
    make_participant(event, number=other.number)
    assert part_people(merge=done).number == other.number + 1


def test_names_stand_in_no_row_and_go_with_the_list(
    pair, keeper, event, held, django_capture_on_commit_callbacks
):
    done = merge_people(kept=pair[0], absorbed=pair[1], values={}, by=keeper)
    assert "Traor" not in str(vars(done))
    assert WAITING.read(done.work)
    with django_capture_on_commit_callbacks(execute=True):
        erase_lists(events=[event])
    assert list(held.iterdir()) == []
    assert not ListMerge.objects.exists()


def test_what_would_part_them_goes_with_the_person(
    client, pair, keeper, held, django_capture_on_commit_callbacks
):
    merge_people(kept=pair[0], absorbed=pair[1], values={}, by=keeper)
    log_in(client, keeper)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(admin_url(pair[0], "delete"), {"post": "yes"})
    assert not Participant.objects.exists()
    assert list(held.iterdir()) == []


def test_a_file_of_which_no_row_knows_is_swept(pair, keeper, held):
    merge_people(kept=pair[0], absorbed=pair[1], values={}, by=keeper)
    Participant.objects.all().delete()
    assert len(list(held.iterdir())) == 1
    call_command("sweep_records", "--confirm")
    assert list(held.iterdir()) == []


def test_a_week_later_they_are_one_for_good(pair, keeper, event):
    done = merge_people(kept=pair[0], absorbed=pair[1], values={}, by=keeper)
    WAITING.claim(done.work)
    assert undoable(event) == []
    with pytest.raises(SamePeopleError) as refused:
        part_people(merge=done)
    assert refused.value.code == "too_late"
    call_command("sweep_records", "--confirm")
    assert not ListMerge.objects.exists()


def test_a_third_row_takes_the_undo_of_the_first_two_away(pair, keeper, event):
    merge_people(kept=pair[0], absorbed=pair[1], values={}, by=keeper)
    third = make_participant(event, full_name="Traore Fatoumata")
    done = merge_people(kept=third, absorbed=Participant.objects.get(pk=pair[0].pk), values={}, by=keeper)
    assert undoable(event) == [done]


# -- pages -----------------------------------------------------------------------------------------


def address(name, *keys):
    return reverse(f"admin:events_event_{name}", args=keys)


def test_the_pages_of_the_list_suggest_compare_and_part(client, pair, keeper, event):
    log_in(client, keeper)
    assert client.get(address("attendance", event.pk)).context["doubles"] == 1
    assert len(client.get(address("same_people", event.pk)).context["pairs"]) == 1
    compare = address("merge_people", event.pk, pair[0].pk, pair[1].pk)
    form = client.get(compare).context["form"]
    assert [line.name for line in form.lines()] == ["keep", "full_name"]
    client.post(compare, {"keep": "first", "full_name": "second"})
    assert Participant.objects.get().full_name == "Traoré Fatoumta"
    (done,) = client.get(address("same_people", event.pk)).context["merges"]
    client.post(address("part_people", event.pk), {"merge": done.pk})
    assert Participant.objects.count() == 2
    client.post(address("two_people", event.pk, pair[0].pk, pair[1].pk))
    assert client.get(address("same_people", event.pk)).context["pairs"] == []
    entries = " ".join(f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all())
    assert "Traor" not in entries and "TRAOR" not in entries


def test_organisations_are_chosen_with_their_names(client, pair, keeper, event):
    body = make_organisation()
    Participant.objects.filter(pk=pair[0].pk).update(organisation=body)
    Participant.objects.filter(pk=pair[1].pk).update(organisation_name="Mairie de Gao")
    log_in(client, keeper)
    compare = address("merge_people", event.pk, pair[0].pk, pair[1].pk)
    client.post(compare, {"keep": "first", "full_name": "first", "organisation": "second"})
    person = Participant.objects.get()
    assert (person.organisation, person.organisation_name) == (None, "Mairie de Gao")
    client.post(address("part_people", event.pk), {"merge": ListMerge.objects.get().pk})
    assert Participant.objects.get(pk=pair[0].pk).organisation == body


def test_nobody_else_sees_names(client, pair, event):
    asked = (
        address("same_people", event.pk),
        address("merge_people", event.pk, pair[0].pk, pair[1].pk),
    )
    for user in (make_coordinator(), make_user(organisation=event.owner), make_user(keeps_lists=True)):
        log_in(client, user)
        for page in asked:
            answer = client.post(page, {"keep": "first", "full_name": "first"})
            assert answer.status_code in (302, 403)
            assert "TRAOR" not in client.get(page).content.decode()
    assert Participant.objects.count() == 2


def test_a_row_of_another_list_is_no_pair(client, pair, keeper, event):
    other = make_participant(make_event(owner=keeper.organisation), full_name="Traoré Fatoumata")
    log_in(client, keeper)
    page = address("merge_people", event.pk, pair[0].pk, other.pk)
    assert client.post(page, {"keep": "first"}).status_code == 302
    assert Participant.objects.count() == 3
