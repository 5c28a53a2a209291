"""The dates of an event: what its source says, and the days that follow from it."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from events.enums import Outcome, Sensitivity
from events.models import Event
from tests.factories import make_event, make_published_event

pytestmark = pytest.mark.django_db

FEBRUARY, MARCH = date(2024, 2, 29), date(2024, 3, 1)


def dated(edtf, **fields):
    event = make_event(starts_on=None, dates_edtf=edtf, **fields)
    return Event.objects.get(pk=event.pk)


@pytest.mark.parametrize(
    ("edtf", "days", "first", "last", "precision"),
    [
        ("2024-02-29", None, FEBRUARY, FEBRUARY, "day"),
        ("2024-02-29/2024-03-01", None, FEBRUARY, MARCH, "day"),
        ("2018-06", None, date(2018, 6, 1), date(2018, 6, 30), "month"),
        ("2018-06~", None, date(2018, 6, 1), date(2018, 6, 30), "month"),
        ("2018", None, date(2018, 1, 1), date(2018, 12, 31), "year"),
        ("XXXX-02-12/XXXX-02-16", None, None, None, "day"),
        ("2024-02-29/", None, FEBRUARY, FEBRUARY, "day"),
        ("2024-02-29/", 2, FEBRUARY, MARCH, "day"),
        ("2018-06/", 2, date(2018, 6, 1), date(2018, 6, 30), "month"),
        ("/2024-03-01", None, None, MARCH, "day"),
        ("", None, None, None, "day"),
    ],
)
def test_the_days_follow_from_what_the_source_says(edtf, days, first, last, precision):
    event = dated(edtf, stated_days=days)
    assert (event.dates_edtf, event.starts_on, event.ends_on, event.date_precision) == (
        edtf,
        first,
        last,
        precision,
    )


def test_whoever_sets_the_days_states_them():
    event = make_event(starts_on=FEBRUARY, ends_on=MARCH)
    assert event.dates_edtf == "2024-02-29/2024-03-01"
    event = Event.objects.get(pk=event.pk)
    event.starts_on = event.ends_on = MARCH
    event.save()
    assert Event.objects.get(pk=event.pk).dates_edtf == "2024-03-01"
    event.starts_on = event.ends_on = None
    event.save()
    assert Event.objects.get(pk=event.pk).dates_edtf == ""


def test_what_the_source_says_goes_before_the_days_of_before():
    event = dated("2024-02-29")
    event.dates_edtf = "2018-06"
    event.save()
    assert (event.starts_on, event.ends_on) == (date(2018, 6, 1), date(2018, 6, 30))


def test_the_stated_duration_moves_the_end_of_an_event_of_which_only_the_opening_is_dated():
    event = dated("2024-02-29/")
    event.stated_days = 2
    event.save(update_fields=["stated_days"])
    event = Event.objects.get(pk=event.pk)
    assert (event.dates_edtf, event.ends_on) == ("2024-02-29/", MARCH)


def test_a_row_of_which_columns_are_left_out_keeps_its_dates():
    event = dated("2024-02-29/2024-03-01")
    partial = Event.objects.only("title").get(pk=event.pk)
    partial.title_fr = "Autre"
    partial.save()
    assert Event.objects.get(pk=event.pk).dates_edtf == "2024-02-29/2024-03-01"


@pytest.mark.parametrize("edtf", ["2024-02-30", "2024-03-01/2024-02-29", "bientôt", "2024-02-29T00:00"])
def test_what_is_no_edtf_is_refused(edtf):
    event = make_event()
    event.dates_edtf = edtf
    with pytest.raises(ValidationError) as refused:
        event.full_clean()
    assert list(refused.value.error_dict) == ["dates_edtf"]


@pytest.mark.parametrize(
    ("edtf", "fields", "hidden", "shown"),
    [
        # An opening alone: what was announced as two days is not over on the first.
        ("2026-06-10/", {"stated_days": 2}, date(2026, 6, 10), date(2026, 6, 11)),
        ("2026-06-10/", {}, date(2026, 6, 9), date(2026, 6, 10)),
        ("2026-06", {}, date(2026, 6, 29), date(2026, 6, 30)),
        ("2026-06~", {}, date(2026, 6, 29), date(2026, 6, 30)),
        ("2026", {}, date(2026, 12, 30), date(2026, 12, 31)),
        ("2026-06-10/", {"sensitivity": Sensitivity.REGION_AND_MONTH}, date(2026, 6, 30), date(2026, 7, 1)),
        ("2026-06-10/", {"outcome": Outcome.PLANNED}, date(2026, 6, 10), date(2026, 6, 11)),
    ],
)
def test_nothing_is_public_before_it_may_be_over(edtf, fields, hidden, shown):
    make_published_event(starts_on=None, dates_edtf=edtf, **fields)
    assert not Event.objects.published(on=hidden).exists()
    assert Event.objects.published(on=shown).exists()


def test_an_event_of_an_unknown_year_is_over_when_it_was_held_and_unknown_before():
    make_published_event(starts_on=None, dates_edtf="XXXX-02-12")
    make_published_event(starts_on=None, dates_edtf="XXXX-02-12", outcome=Outcome.PLANNED)
    assert [event.outcome for event in Event.objects.published(on=date(2020, 1, 1))] == [Outcome.HELD]


def test_the_migration_keeps_what_stands_there():
    known = {
        make_event(starts_on=FEBRUARY, ends_on=MARCH).pk: "2024-02-29/2024-03-01",
        make_event(starts_on=FEBRUARY).pk: "2024-02-29",
        make_event(starts_on=FEBRUARY, date_precision="month").pk: "2024-02",
        make_event(starts_on=FEBRUARY, date_precision="year").pk: "2024",
        make_event(starts_on=None, outcome=Outcome.PLANNED).pk: "",
    }
    Event.objects.update(dates_edtf="")
    import_module("events.migrations.0016_edtf_of_known_days").write_edtf(apps, None)
    assert dict(Event.objects.values_list("pk", "dates_edtf")) == known
