from datetime import UTC, date, datetime

import pytest

from events.enums import Sensitivity
from events.models import Event
from tests.factories import make_published_event
from tests.published import publish_again
from tests.test_public_surface import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcome_month", [3, 12])
def test_no_format_tells_that_an_event_known_to_its_month_was_over_by_some_day_of_it(client, outcome_month):
    event = make_published_event(
        starts_on=date(2023, outcome_month, 14), sensitivity=Sensitivity.REGION_AND_MONTH
    )
    done = datetime(2023, outcome_month, 17, 12, tzinfo=UTC)
    Event.objects.filter(pk=event.pk).update(first_published_at=done, updated_at=done)
    publish_again(event)
    page = event.get_absolute_url()
    for address in (
        page,
        f"{page[:-1]}.json",
        f"{page[:-1]}.csv",
        "/fr/evenements.atom",
        "/sitemap-events-1.xml",
    ):
        read = text_of(client.get(address))
        assert f"2023-{outcome_month:02}-17" not in read and "17\u00a0" not in read, address
    assert f"{2023 + outcome_month // 12}-{outcome_month % 12 + 1:02}-01" in text_of(
        client.get("/fr/evenements.csv")
    )


def test_of_any_other_event_the_day_of_publication_is_told(client):
    event = make_published_event(starts_on=date(2023, 3, 14))
    done = datetime(2023, 3, 17, 12, tzinfo=UTC)
    Event.objects.filter(pk=event.pk).update(first_published_at=done, updated_at=done)
    publish_again(event)
    assert "2023-03-17" in text_of(client.get("/fr/evenements.csv"))
