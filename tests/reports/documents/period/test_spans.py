"""Periods in words, and what they select."""

from datetime import date

import pytest
from django.utils import translation

from events.enums import Sensitivity
from publication.models import PublishedEvent
from reports.documents.period.spans import Period
from tests.factories import make_published_event
from tests.published import published


def months(first, last):
    return Period.of_months(first and date(*first, 1), last and date(*last, 1))


@pytest.mark.parametrize(
    ("period", "text", "in_words"),
    [
        (months((2023, 1), (2024, 12)), "2023–2024", "De 2023 à 2024"),
        (months((2023, 1), (2023, 12)), "2023", "En 2023"),
        (months((2023, 5), (2024, 2)), "mai 2023 – février 2024", "De mai 2023 à février 2024"),
        (months((2023, 4), (2023, 8)), "avril – août 2023", "D’avril 2023 à août 2023"),
        (months((2024, 2), (2024, 2)), "février 2024", "En février 2024"),
        (months((2023, 5), None), "depuis mai 2023", "Depuis mai 2023"),
        (months(None, (2023, 8)), "jusqu’en août 2023", "Jusqu’en août 2023"),
        (Period.of_years([2024, 2023]), "2023–2024", "De 2023 à 2024"),
        (Period.of_years([2021, 2023, 2024]), "2021, 2023 et 2024", "En 2021, 2023 et 2024"),
        (Period(), "", ""),
    ],
)
def test_a_period_is_told_for_a_title_and_to_open_a_sentence(period, text, in_words):
    assert (period.text, period.in_words) == (text, in_words)


def test_english_has_no_elision():
    with translation.override("en"):
        assert not months((2023, 4), (2023, 8)).in_words.startswith("D’")


def test_a_month_ends_on_its_last_day_in_a_leap_year_too():
    assert months((2024, 2), (2024, 2)).end == date(2024, 2, 29)


def test_the_year_that_a_period_is_exactly():
    assert months((2023, 1), (2023, 12)).year == 2023
    assert months((2023, 1), (2023, 11)).year is None
    assert Period.of_years([2021, 2023]).year is None


@pytest.mark.django_db
def test_an_event_of_which_one_day_lies_in_the_period_belongs_to_it():
    over_new_year = make_published_event(starts_on=date(2023, 12, 30), ends_on=date(2024, 1, 2))
    make_published_event(starts_on=date(2024, 2, 1))
    make_published_event(starts_on=None, ends_on=None, outcome="planned")

    found = months((2024, 1), (2024, 1)).narrow(PublishedEvent.objects.open())

    assert list(found) == [published(over_new_year)]


@pytest.mark.django_db
def test_no_period_can_tell_on_which_day_of_its_month_a_coarse_event_was_held():
    event = make_published_event(starts_on=date(2024, 5, 14), sensitivity=Sensitivity.REGION_AND_MONTH)

    for day in (1, 14, 31):
        period = Period.of_months(date(2024, 5, day), date(2024, 5, day))
        assert list(period.narrow(PublishedEvent.objects.open())) == [published(event)]
