"""Marks of the people of a list: kept up with it, longer than it, and not against anybody's will."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from events.attendance.persons import PersonCount
from events.enums import Sex
from events.models import MarkedList, Participant, PersonMark, PersonVerdict
from events.services.counting_persons import count_of
from events.services.deleting import erase_deleted
from events.services.list_import import Arrival, import_people, take_back
from events.services.person_marks import (
    count_again,
    forget_person,
    mark_all_lists,
    say_of,
    stop_counting,
)
from events.services.retention import erase_lists
from tests.factories import make_event, make_organisation, make_participant, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("persons_key")]

PEOPLE = ["Awa Keïta", "Moussa Diarra", "Fatoumata Traoré"]


@pytest.fixture
def owner():
    return make_organisation()


def make_list(owner, *names, **fields):
    event = make_event(owner=owner, **fields)
    import_people(event=event, arrivals=[Arrival({"full_name": name}, {}) for name in names])
    return event


def test_people_who_come_again_are_counted_once(owner):
    make_list(owner, *PEOPLE)
    make_list(owner, "KEITA Awa", "Issa Maïga")
    assert count_of(owner) == PersonCount(5, 4, 3)


def test_another_organisation_compares_its_people_with_nobody_elses(owner):
    one, other = make_list(owner, *PEOPLE), make_list(make_organisation(), *PEOPLE)
    prints = [
        set(PersonMark.objects.filter(marked_list=event.pk).values_list("name_print", flat=True))
        for event in (one, other)
    ]
    assert not prints[0] & prints[1]
    assert count_of(owner) == PersonCount(3, 3, 3)


@pytest.mark.parametrize("bulk", [True, False])
def test_the_same_people_twice_are_the_same_count(owner, bulk):
    event = make_list(owner, *PEOPLE)
    before = sorted(PersonMark.objects.values_list("pk", "name_print"))
    arrivals = [Arrival({"full_name": p.full_name}, {}, same_as=p.pk) for p in event.participants.all()]
    if bulk:
        import_people(event=event, arrivals=arrivals)
    else:
        for person in event.participants.all():
            person.save()
    assert sorted(PersonMark.objects.values_list("pk", "name_print")) == before
    assert count_of(owner) == PersonCount(3, 3, 3)


def test_a_new_name_is_a_new_print_and_ends_what_was_said_of_the_old_one(owner):
    event, other = make_list(owner, "Awa Keïta"), make_list(owner, "Awa Keita")
    person = event.participants.get()
    say_of(one=person.mark, other=other.participants.get().mark, is_same=False, by=make_user())
    assert count_of(owner).persons == 2
    before = person.mark.name_print
    person.full_name = "Issa Maïga"
    person.save()
    assert PersonMark.objects.get(participant=person).name_print != before
    assert not PersonVerdict.objects.exists()
    person.full_name = "Awa KEITA"
    person.save()
    assert count_of(owner) == PersonCount(2, 1, 0)


def test_sex_and_telephone_follow_too(owner):
    event = make_list(owner, "Awa Keïta")
    person = event.participants.get()
    person.sex, person.phone = Sex.WOMEN, "76 00 00 01"
    person.save()
    mark = PersonMark.objects.get()
    assert (mark.sex, len(mark.phone_prints)) == (Sex.WOMEN, 1)


def test_what_a_keeper_says_changes_the_count(owner):
    keeper = make_user()
    one, other = make_list(owner, "Awa Keïta"), make_list(owner, "Awa Keita", "Hawa Keita")
    first = one.participants.get().mark
    same, near = (person.mark for person in other.participants.order_by("number"))
    assert count_of(owner).persons == 2
    say_of(one=first, other=same, is_same=False, by=keeper)
    assert count_of(owner).persons == 3
    say_of(one=near, other=first, is_same=True, by=keeper)
    assert count_of(owner).persons == 2
    say_of(one=near, other=first, is_same=None, by=keeper)
    say_of(one=same, other=first, is_same=None, by=keeper)
    assert count_of(owner).persons == 2
    assert not PersonVerdict.objects.exists()


# -- what ends a mark, and what does not ------------------------------------------------------------


def test_a_list_that_is_erased_at_its_term_leaves_its_marks(owner):
    event = make_list(owner, *PEOPLE, starts_on=date(2020, 3, 1))
    make_list(owner, PEOPLE[0])
    call_command("erase_attendance_lists", "--confirm", stdout=StringIO())
    assert not event.participants.exists()
    assert PersonMark.objects.filter(marked_list=event.pk, participant=None).count() == 3
    assert count_of(owner) == PersonCount(4, 3, 2)


def test_the_night_keeps_marks_and_makes_those_that_lack(owner, settings):
    key, settings.PERSONS_KEY = settings.PERSONS_KEY, ""
    make_list(owner, *PEOPLE)
    assert not PersonMark.objects.exists()
    settings.PERSONS_KEY = key
    call_command("sweep_records", "--confirm", stdout=StringIO())
    assert count_of(owner) == PersonCount(3, 3, 3)
    assert mark_all_lists() == 0


def test_an_erased_list_that_comes_again_is_not_counted_twice(owner):
    event = make_list(owner, *PEOPLE)
    erase_lists(events=[event])
    import_people(event=event, arrivals=[Arrival({"full_name": name}, {}) for name in PEOPLE[:2]])
    assert count_of(owner) == PersonCount(3, 3, 3)
    assert PersonMark.objects.filter(participant=None).count() == 1


def test_who_is_deleted_by_hand_leaves_no_mark(owner):
    event = make_list(owner, *PEOPLE)
    event.participants.first().delete()
    assert PersonMark.objects.count() == 2
    event.participants.all().delete()
    assert not PersonMark.objects.exists()


def test_an_import_that_is_taken_back_leaves_no_mark(owner):
    event = make_event(owner=owner)
    done = import_people(event=event, arrivals=[Arrival({"full_name": name}, {}) for name in PEOPLE])
    take_back(event=event, imported=done)
    assert not PersonMark.objects.exists()


@pytest.mark.parametrize("erase", [lambda event: event.delete(), lambda event: erase_deleted(events=[event])])
def test_an_event_that_is_erased_takes_its_marks_along(owner, erase):
    event = make_list(owner, *PEOPLE)
    erase_lists(events=[event])
    erase(event)
    assert not PersonMark.objects.exists()
    assert not MarkedList.objects.exists()


def test_who_asks_to_be_erased_after_the_list_is_gone_is_found_by_the_name(owner):
    event = make_list(owner, *PEOPLE)
    other = make_list(make_organisation(), *PEOPLE)
    erase_lists(events=[event, other])
    assert forget_person(organisation=owner, full_name="Mme KEITA Awa") == 1
    assert forget_person(organisation=owner, full_name="Mme KEITA Awa") == 0
    assert PersonMark.objects.filter(marked_list=other.pk).count() == 3


def test_by_name_and_telephone_a_namesake_stays(owner):
    event = make_event(owner=owner)
    make_participant(event, full_name="Awa Keïta", phone="76 00 00 01")
    make_participant(event, full_name="Awa Keïta", phone="66 00 00 02")
    assert forget_person(organisation=owner, full_name="Awa Keita", phone="76000001") == 1
    assert PersonMark.objects.get().participant.phone == "66 00 00 02"


def test_an_organisation_that_wants_no_count_has_no_mark(owner):
    event = make_list(owner, *PEOPLE)
    erased = make_list(owner, *PEOPLE)
    erase_lists(events=[erased])
    assert stop_counting(organisation=owner, by=make_user()) == 6
    event.participants.first().save()
    assert (mark_all_lists(), PersonMark.objects.count()) == (0, 0)
    count_again(organisation=owner)
    assert count_of(owner) == PersonCount(3, 3, 3)


# -- the key ----------------------------------------------------------------------------------------


def test_without_a_key_nothing_is_marked_and_no_former_name_stays(owner, settings):
    event = make_list(owner, *PEOPLE)
    settings.PERSONS_KEY = ""
    person = event.participants.first()
    person.full_name = "Issa Maïga"
    person.save()
    assert not PersonMark.objects.exists()
    assert count_of(owner) is None


def test_lists_of_two_keys_are_never_added_up(owner, settings):
    for _number in range(2):
        event = make_list(owner, *PEOPLE)
    erase_lists(events=[event])
    settings.PERSONS_KEY = "another key, of which the marks of former lists know nothing"
    make_list(owner, *PEOPLE)
    # The first list is marked anew, the erased one cannot be: it is in no count.
    assert mark_all_lists() == 1
    assert count_of(owner) == PersonCount(6, 3, 0)
    assert MarkedList.objects.values("key_id").distinct().count() == 2


def test_one_list_is_never_of_two_keys(owner, settings):
    event = make_list(owner, *PEOPLE)
    erase_lists(events=[event])
    settings.PERSONS_KEY = "another key, of which the marks of former lists know nothing"
    make_participant(event, full_name=PEOPLE[0])
    assert PersonMark.objects.filter(marked_list=event.pk).count() == 1


def test_a_copy_of_the_database_holds_no_name_once_the_list_is_erased(owner, tmp_path):
    event = make_event(owner=owner)
    make_participant(event, full_name="Zoumana Canari", phone="76 98 76 54")
    erase_lists(events=[event])
    assert not Participant.objects.exists()
    with connection.cursor() as cursor:
        for model in (MarkedList, PersonMark, PersonVerdict):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            told = repr(cursor.fetchall()).lower()
            assert not any(word in told for word in ("zoumana", "canari", "76987654", "98 76"))


def test_a_list_of_a_thousand_is_marked_in_few_queries(owner, django_assert_max_num_queries):
    event = make_event(owner=owner)
    arrivals = [Arrival({"full_name": f"Personne{n} Nom{n}"}, {}) for n in range(1000)]
    with django_assert_max_num_queries(45):
        import_people(event=event, arrivals=arrivals)
    assert PersonMark.objects.count() == 1000
