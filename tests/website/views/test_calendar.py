from datetime import date

import pytest
from django.core.cache import cache

from events.enums import Outcome
from tests.factories import make_event, make_place, make_published_event

PAGE = "/fr/calendrier/2024/03/"

pytestmark = pytest.mark.django_db


def month(client, address=PAGE, **query):
    cache.clear()  # a page that is kept has no context to read
    return client.get(address, query).context["month"]


def busy_days(shown):
    return {day.day.day: day.count for week in shown.weeks for day in week if day.count and day.is_of_month}


def test_an_event_stands_on_each_of_its_days_and_in_each_of_its_months(client):
    make_published_event(title_fr="Sur deux mois", starts_on=date(2024, 2, 29), ends_on=date(2024, 3, 2))
    assert busy_days(month(client)) == {1: 1, 2: 1}
    assert busy_days(month(client, "/fr/calendrier/2024/02/")) == {29: 1}
    assert {link.month: link.count for link in month(client).strip if link.count} == {2: 1, 3: 1}


def test_the_month_is_a_table_with_headings_and_a_caption(client):
    body = client.get(PAGE).content.decode()
    assert "<caption>Mars 2024</caption>" in body and body.count('<th scope="col"><abbr title="lundi">') == 1


def test_an_event_whose_day_may_not_be_told_is_in_its_month_and_on_no_day(client):
    make_published_event(title_fr="Discret", starts_on=date(2024, 3, 14), sensitivity="region_and_month")
    make_published_event(title_fr="Au mois près", starts_on=date(2024, 3, 1), date_precision="month")
    shown = month(client)
    assert busy_days(shown) == {} and shown.items == []
    assert [item.title for item in shown.items_without_day] == ["Au mois près", "Discret"]
    body = client.get(PAGE, {"jour": "14"}).content.decode()
    assert "Discret" not in body and "14\u00a0mars 2024" in body


def test_the_order_of_events_without_a_day_is_that_of_their_titles(client):
    for title, day in (("Zèbre", 1), ("Abeille", 30)):
        make_published_event(title_fr=title, starts_on=date(2024, 3, day), sensitivity="region_and_month")
    assert [item.title for item in month(client).items_without_day] == ["Abeille", "Zèbre"]


def test_one_day_can_be_asked_for_and_nonsense_shows_the_month(client):
    make_published_event(title_fr="Le douze", starts_on=date(2024, 3, 12))
    make_published_event(title_fr="Le treize", starts_on=date(2024, 3, 13))
    assert [item.title for item in month(client, jour="12").items] == ["Le douze"]
    for nonsense in ("31x", "0", "99", "-1", "é"):
        assert len(month(client, jour=nonsense).items) == 2


def test_what_has_only_a_year_or_no_date_stands_beneath(client):
    make_published_event(title_fr="Dans l’année", starts_on=date(2024, 1, 1), date_precision="year")
    make_published_event(title_fr="Un jour", starts_on=None, outcome=Outcome.PLANNED, announced=True)
    shown = month(client)
    assert [item.title for item in shown.items_of_year] == ["Dans l’année"]
    assert [item.title for item in shown.items_without_date] == ["Un jour"]
    assert not any(link.count for link in shown.strip)


def test_one_leafs_to_the_nearest_months_that_have_events(client):
    make_published_event(starts_on=date(2022, 11, 5))
    make_published_event(starts_on=date(2024, 6, 5))
    before, after = month(client).neighbours
    assert (before.url, after.url) == ("/fr/calendrier/2022/11/", "/fr/calendrier/2024/06/")
    assert month(client, "/fr/calendrier/2024/06/").neighbours[1] is None


def test_the_calendar_opens_on_the_latest_month_with_events(client):
    make_published_event(starts_on=date(2021, 2, 24))
    make_published_event(starts_on=date(2023, 4, 4))
    make_event(starts_on=date(2025, 1, 1))
    shown = month(client, "/fr/calendrier/")
    assert (shown.year, shown.month) == (2023, 4)
    assert shown.canonical_url.endswith("/fr/calendrier/2023/04/")


def test_an_empty_register_has_a_calendar(client):
    response = client.get("/fr/calendrier/")
    assert response.status_code == 200
    assert "Aucun événement public ce mois-ci." in response.content.decode()


def test_drafts_and_hidden_events_are_on_no_day(client):
    make_event(title_fr="Brouillon", starts_on=date(2024, 3, 5))
    make_published_event(title_fr="Totaux seulement", starts_on=date(2024, 3, 6), sensitivity="aggregate")
    assert busy_days(month(client)) == {}
    assert not month(client).counts


@pytest.mark.parametrize(
    "address", ["/fr/calendrier/2024/13/", "/fr/calendrier/2024/3/", "/fr/calendrier/0024/03/"]
)
def test_what_is_no_month_has_no_page(client, address):
    assert client.get(address).status_code == 404


def test_a_busy_month_is_cut_into_pages(client):
    place = make_place()
    for _number in range(41):
        make_published_event(starts_on=date(2024, 3, 5), places=[place])
    assert len(month(client).items) == 40 and len(month(client, page="2").items) == 1
    assert busy_days(month(client)) == {5: 41}
