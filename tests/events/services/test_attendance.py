import pytest

from events.enums import Basis
from events.services.attendance import EmptyListError, count_attendance_list
from publication.headcounts import summarise
from tests.factories import make_event, make_headcount, make_participant

pytestmark = pytest.mark.django_db


def test_the_list_gives_total_sexes_and_categories():
    event = make_event()
    for sex, category in [("women", "media")] * 6 + [("men", "media")] * 7 + [("men", "")] * 5 + [("", "")]:
        make_participant(event, sex=sex, category=category)
    count_attendance_list(event=event)
    summary = summarise(event.headcounts.all())
    assert (summary.total.value, summary.women.value, summary.men.value) == (19, 6, 12)
    assert [(cell.key, cell.figure.value) for cell in summary.categories] == [("media", 13)]


def test_a_second_count_replaces_the_first_and_keeps_what_was_planned():
    event = make_event()
    make_headcount(event, 50, basis=Basis.PLANNED)
    make_headcount(event, 40)
    make_participant(event)
    count_attendance_list(event=event)
    count_attendance_list(event=event)
    summary = summarise(event.headcounts.all())
    assert (summary.total.value, summary.planned.value) == (1, 50)


def test_an_empty_list_erases_no_headcount():
    event = make_event()
    make_headcount(event, 40)
    with pytest.raises(EmptyListError):
        count_attendance_list(event=event)
    assert event.headcounts.count() == 1
