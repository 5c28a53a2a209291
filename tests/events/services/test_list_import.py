"""People of a file put into the list, and taken out again."""

from datetime import date

import pytest

from events.enums import HalfDay, Sex
from events.models import KnowledgeTest, Participant, Presence, Session, TestScore
from events.services.list_import import Arrival, import_people, take_back
from tests.factories import make_event, make_participant

pytestmark = pytest.mark.django_db

DAY = date(2023, 3, 28)
MORNING, AFTERNOON = (DAY, HalfDay.MORNING), (DAY, HalfDay.AFTERNOON)


def rows(event):
    return list(event.participants.values_list("number", "full_name", "sex", "phone"))


def marks(event):
    found = Presence.objects.filter(session__event=event)
    return sorted(found.values_list("participant__full_name", "session__day", "session__half_day"))


def test_people_are_numbered_as_in_the_file_where_that_is_free():
    event = make_event()
    make_participant(event, number=2, full_name="Déjà Là")
    names = [("A", 1), ("B", 2), ("C", None), ("D", 3)]
    import_people(event=event, arrivals=[Arrival({"full_name": n, "number": k}, {}) for n, k in names])
    assert [(number, name) for number, name, *_ in rows(event)] == [
        (1, "A"),
        (2, "Déjà Là"),
        (3, "D"),
        (4, "B"),
        (5, "C"),
    ]


def test_who_is_already_there_is_completed_and_never_overwritten():
    event = make_event()
    person = make_participant(event, full_name="Awa", phone="76 00 00 01")
    values = {"full_name": "AWA", "sex": Sex.WOMEN, "phone": "66 00 00 02"}
    done = import_people(event=event, arrivals=[Arrival(values, {MORNING: True}, same_as=person.pk)])
    assert rows(event) == [(person.number, "Awa", Sex.WOMEN, "76 00 00 01")]
    assert marks(event) == [("Awa", *MORNING)]
    again = import_people(event=event, arrivals=[Arrival(values, {MORNING: True}, same_as=person.pk)])
    assert (again.added, again.completed, again.present) == ([], {}, [])
    assert done.completed == {person.pk: {"sex": ("", Sex.WOMEN)}}


def test_the_file_wins_where_somebody_says_so():
    event = make_event()
    person = make_participant(event, full_name="Awa", phone="76 00 00 01")
    session = Session.objects.create(event=event, day=DAY, half_day=HalfDay.MORNING)
    Presence.objects.create(participant=person, session=session)
    values = {"full_name": "Awa D.", "phone": "66 00 00 02"}
    import_people(event=event, arrivals=[Arrival(values, {MORNING: False}, same_as=person.pk, replaces=True)])
    assert rows(event) == [(person.number, "Awa D.", "", "66 00 00 02")]
    assert marks(event) == []


def test_a_whole_day_is_the_half_days_of_the_programme_or_morning_and_afternoon():
    event = make_event()
    import_people(event=event, arrivals=[Arrival({"full_name": "A"}, {(DAY, ""): True})])
    assert marks(event) == [("A", *AFTERNOON), ("A", *MORNING)]
    planned = make_event()
    Session.objects.create(event=planned, day=DAY, half_day=HalfDay.EVENING)
    import_people(event=planned, arrivals=[Arrival({"full_name": "B"}, {(DAY, ""): True})])
    assert marks(planned) == [("B", DAY, HalfDay.EVENING)]


def test_an_import_is_taken_back_whole_but_for_what_was_changed_since():
    event = make_event()
    known = make_participant(event, full_name="Awa", phone="")
    other = make_participant(event, full_name="Binta", function="")
    before = rows(event)
    done = import_people(
        event=event,
        arrivals=[
            Arrival({"full_name": "Awa", "phone": "76 00 00 01"}, {MORNING: True}, same_as=known.pk),
            Arrival({"full_name": "Binta", "function": "maire"}, {}, same_as=other.pk),
            Arrival({"full_name": "Neuve", "sex": Sex.WOMEN}, {MORNING: True}),
        ],
    )
    assert len(rows(event)) == 3
    Participant.objects.filter(pk=other.pk).update(function="adjointe au maire")
    assert take_back(event=event, imported=done) == 1
    assert rows(event) == before
    assert marks(event) == []
    other.refresh_from_db()
    assert other.function == "adjointe au maire"


def test_who_was_tested_since_stays_with_the_score():
    event = make_event()
    arrivals = [Arrival({"full_name": name}, {MORNING: True}) for name in ("Awa", "Binta")]
    done = import_people(event=event, arrivals=arrivals)
    test = KnowledgeTest.objects.create(event=event, scale=20, moment="after")
    TestScore.objects.create(test=test, participant=event.participants.get(full_name="Awa"), score=12)
    assert take_back(event=event, imported=done) == 1
    assert [name for _number, name, *_ in rows(event)] == ["Awa"]
    assert marks(event) == [("Awa", *MORNING)]
    assert TestScore.objects.count() == 1


def test_two_thousand_people_take_a_handful_of_queries(django_assert_max_num_queries):
    event = make_event()
    arrivals = [Arrival({"full_name": f"Personne {n}"}, {MORNING: True}) for n in range(2_000)]
    with django_assert_max_num_queries(60):
        import_people(event=event, arrivals=arrivals)
    assert len(marks(event)) == 2_000
