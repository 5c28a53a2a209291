"""The date of a document that tells of many events."""

from datetime import UTC, date, datetime

import pytest

from events.enums import Sensitivity
from events.models import Event
from publication.models import PublishedEvent
from reports.documents.latest_change import latest_change
from tests.factories import make_published_event
from tests.published import publish_again

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def changed(event, moment):
    Event.objects.filter(pk=event.pk).update(updated_at=moment)
    publish_again(event)


def test_it_is_that_of_the_event_that_was_changed_last():
    for day in (3, 9, 5):
        changed(make_published_event(starts_on=date(2023, 5, day)), datetime(2023, 6, day, tzinfo=UTC))

    assert latest_change(PublishedEvent.objects.open(), default=NOW) == datetime(2023, 6, 9, tzinfo=UTC)


def test_no_day_of_the_month_of_a_coarse_event_is_told():
    event = make_published_event(starts_on=date(2023, 5, 14), sensitivity=Sensitivity.REGION_AND_MONTH)
    changed(event, datetime(2023, 5, 17, tzinfo=UTC))

    assert latest_change(PublishedEvent.objects.open(), default=NOW).date() == date(2023, 6, 1)


def test_a_document_that_tells_of_nothing_is_of_the_day_on_which_it_is_made():
    assert latest_change(PublishedEvent.objects.open(), default=NOW) == NOW
