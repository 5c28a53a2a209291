"""An announcement is « à venir » until its day, or for a year; then without news, and never « not held »."""

from datetime import date

import pytest
from django.utils.translation import override

from events.enums import Outcome
from publication.models import PublishedEvent
from publication.questions.outcomes import outcome_words
from tests.factories import make_event_source, make_published_event, make_source
from tests.published import published

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("day", "announced_on", "words", "is_upcoming"),
    [
        (date(2024, 7, 2), None, "à venir", True),
        (TODAY, None, "à venir", True),
        (date(2024, 5, 31), None, "annoncé, sans nouvelle", False),
        (date(2024, 5, 2), date(2024, 3, 1), "annoncé en mars 2024, sans nouvelle", False),
        (None, date(2023, 6, 1), "annoncé, sans date", True),
        (None, date(2023, 5, 31), "annoncé en mai 2023, sans nouvelle", False),
    ],
)
def test_what_is_said_of_an_announcement_and_where_it_stands(day, announced_on, words, is_upcoming):
    event = make_published_event(
        outcome=Outcome.PLANNED, starts_on=day, announced=True, announced_on=announced_on
    )
    assert outcome_words(published(event), "prévu", TODAY) == words
    assert PublishedEvent.objects.upcoming(TODAY).exists() is is_upcoming


def test_the_first_of_its_sources_announced_it_where_the_record_gives_no_day():
    event = make_published_event(outcome=Outcome.PLANNED, starts_on=None, announced=True)
    for day in ("2022-03-04", "2021-02", "2020"):
        make_event_source(event, make_source(published_edtf=day))
    assert outcome_words(published(event), "", TODAY) == "annoncé en février 2021, sans nouvelle"
    with override("en"):
        assert outcome_words(published(event), "", TODAY) == "announced in February 2021, no news since"


def test_without_any_day_its_publication_in_the_register_begins_the_year():
    event = make_published_event(outcome=Outcome.PLANNED, starts_on=None, announced=True)
    row = published(event)
    after_a_year = row.published_at.date().replace(year=row.published_at.year + 1, month=12, day=31)
    assert outcome_words(row, "", row.published_at.date()) == "annoncé, sans date"
    assert outcome_words(row, "", after_a_year) == "annoncé, sans nouvelle"


def test_what_is_no_announcement_keeps_its_word():
    event = make_published_event(outcome=Outcome.CANCELLED, starts_on=date(2024, 7, 2), announced=True)
    assert outcome_words(published(event), "annulé", TODAY) == "annulé"
