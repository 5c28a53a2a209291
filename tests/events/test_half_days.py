"""Which half-days a sheet is printed for."""

from datetime import date, time

import pytest
from django.utils import translation

from events.enums import HalfDay
from events.half_days import half_days_of, read_code
from events.models import Session
from organisations.enums import DatePrecision
from tests.factories import make_event

pytestmark = pytest.mark.django_db


def two_days(**fields):
    return make_event(starts_on=date(2024, 2, 29), ends_on=date(2024, 3, 1), **fields)


def test_without_a_list_every_day_has_a_morning_and_an_afternoon():
    assert [slot.label for slot in half_days_of(two_days())] == [
        "Jeudi 29\u00a0février 2024, matin",
        "Jeudi 29\u00a0février 2024, après-midi",
        "Vendredi 1er\u00a0mars 2024, matin",
        "Vendredi 1er\u00a0mars 2024, après-midi",
    ]


def test_the_list_of_the_form_replaces_them_in_the_order_of_the_day():
    event = two_days()
    for half_day in (HalfDay.EVENING, HalfDay.MORNING):
        Session.objects.create(
            event=event, day=date(2024, 2, 29), half_day=half_day, title="Module", starts_at=time(8, 30)
        )

    slots = half_days_of(event)

    assert [(slot.half_day, slot.title, slot.hours) for slot in slots] == [
        (HalfDay.MORNING, "Module", "08:30"),
        (HalfDay.EVENING, "Module", "08:30"),
    ]


def test_an_event_known_to_its_month_has_none():
    assert half_days_of(two_days(date_precision=DatePrecision.MONTH)) == ()


def test_a_label_is_in_the_language_in_which_it_is_read():
    slot = half_days_of(two_days())[0]
    with translation.override("en"):
        assert slot.label == "Thursday 29\u00a0February 2024, morning"


def test_the_code_of_a_sheet_leads_back_to_its_half_day():
    slot = half_days_of(two_days())[1]

    read = read_code(f" {slot.code.lower()} ")

    assert (read.event, read.day, read.half_day) == (slot.event, slot.day, HalfDay.AFTERNOON)


@pytest.mark.parametrize("code", ["", "12-20240231-M", "12-20240229-X", "0-20240229-M", "9" * 40])
def test_what_is_no_code_is_not_read(code):
    assert read_code(code) is None
