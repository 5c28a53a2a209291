"""No day that is counted from an event known to its region and month tells its day."""

from datetime import date

import pytest

from events.enums import FollowUpStatus, Sensitivity
from events.models import FollowUp
from publication.models import PublishedRecommendation
from publication.questions.reading import event_facts
from publication.questions.recommendations import overdue
from tests.factories import make_published_event, make_recommendation
from tests.test_public_surface import body_of

pytestmark = pytest.mark.django_db


def recommended(**fields):
    event = make_published_event(starts_on=date(2023, 3, 7), **fields)
    asked = make_recommendation(event, due_on=date(2023, 4, 6))
    FollowUp.objects.create(recommendation=asked, day=date(2023, 4, 2), status=FollowUpStatus.IN_PROGRESS)
    return event


def test_the_due_day_and_the_follow_ups_are_known_to_the_month():
    event = recommended(sensitivity=Sensitivity.REGION_AND_MONTH)
    (item,) = event_facts(event.reference).recommendations
    assert (item.due_on, item.due_precision, item.due_day) == (date(2023, 4, 30), "month", None)
    (step,) = item.follow_ups
    assert (step.day, step.precision) == (date(2023, 4, 30), "month")
    assert PublishedRecommendation.objects.get().due_on == date(2023, 4, 30)


def test_it_is_overdue_when_its_month_is_over():
    recommended(sensitivity=Sensitivity.REGION_AND_MONTH)
    assert not overdue(date(2023, 4, 30)).exists()
    assert overdue(date(2023, 5, 1)).exists()


def test_of_an_event_that_tells_every_fact_the_days_stand_as_they_are():
    event = recommended()
    (item,) = event_facts(event.reference).recommendations
    assert (item.due_day, item.follow_ups[0].day) == (date(2023, 4, 6), date(2023, 4, 2))


@pytest.mark.parametrize("suffix", ["/", ".json"])
def test_no_page_or_file_of_the_event_says_them(client, suffix):
    event = recommended(sensitivity=Sensitivity.REGION_AND_MONTH)
    text = body_of(client.get(event.get_absolute_url().rstrip("/") + suffix)).decode()
    assert {"/": "avril 2023", ".json": "2023-04"}[suffix] in text
    for day in ("6\u00a0avril", "2\u00a0avril", "30\u00a0avril", "2023-04-"):
        assert day not in text
