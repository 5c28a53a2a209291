"""A day changes what is public without anybody changing a row: kept pages must change with it."""

from datetime import date

import pytest
from django.utils import timezone

from events.enums import Sensitivity
from events.services.workflow import withdraw
from publication.services.rebuilding import rebuild
from rss_registry.public_pages import MAX_AGE_SECONDS
from tests.factories import make_coordinator, make_event, make_headcount, make_place, publish_event
from tests.test_public_surface import text_of

pytestmark = pytest.mark.django_db

TITLE = "Atelier-de-minuit"


@pytest.fixture
def calendar(monkeypatch):
    """Sets the day on which the server is."""

    def set_to(day):
        monkeypatch.setattr(timezone, "localdate", lambda *_args: day)

    return set_to


@pytest.fixture
def event(calendar):
    calendar(date(2024, 5, 20))
    event = make_event(
        title_fr=TITLE,
        starts_on=date(2024, 5, 2),
        places=[make_place(name_fr="Gao", slug="gao")],
        sensitivity=Sensitivity.DELAYED,
        delay_days=30,
    )
    make_headcount(event, 20)
    return publish_event(event)


LISTS = (
    "/fr/",
    "/fr/evenements/",
    "/fr/evenements.csv",
    "/fr/evenements.json",
    "/fr/evenements.atom",
    "/fr/evenements.ics",
    "/fr/calendrier/2024/05/",
    "/fr/regions/gao/",
)


def test_a_delayed_event_is_on_the_kept_pages_from_the_day_on_which_it_is_public(client, calendar, event):
    page = "/fr/evenements/RSS-ML-2024-0001/"
    for day, is_public in ((date(2024, 5, 31), False), (date(2024, 6, 1), True)):
        calendar(day)
        for _again in range(2):
            for address in LISTS:
                assert (TITLE in text_of(client.get(address))) is is_public, (day, address)
            assert client.get(page).status_code == (200 if is_public else 404)


def test_who_kept_the_page_of_yesterday_is_not_told_that_nothing_changed(client, calendar, event):
    calendar(date(2024, 5, 31))
    kept = client.get("/fr/evenements/")["ETag"]
    assert client.get("/fr/evenements/", headers={"if-none-match": kept}).status_code == 304
    calendar(date(2024, 6, 1))
    again = client.get("/fr/evenements/", headers={"if-none-match": kept})
    assert again.status_code == 200
    assert TITLE in text_of(again)


def test_a_withdrawn_event_leaves_every_kept_page_at_once_and_those_kept_elsewhere_in_a_minute(
    client, calendar, event
):
    calendar(date(2024, 6, 1))
    rebuild()
    event.refresh_from_db()
    addresses = [*LISTS, event.get_absolute_url()]
    kept = {}
    for address in addresses:
        response = client.get(address)
        assert TITLE in text_of(response), address
        kept[address] = response.get("ETag", "")
        assert f"max-age={MAX_AGE_SECONDS}" in response["Cache-Control"], address
    assert MAX_AGE_SECONDS <= 60
    withdraw(event=event, by=make_coordinator(), reason="Double.")
    for address in addresses:
        response = client.get(address, headers={"if-none-match": kept[address]})
        assert response.status_code != 304, address
        assert TITLE not in text_of(response), address
