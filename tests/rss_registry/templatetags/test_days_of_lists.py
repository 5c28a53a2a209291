"""The bar of years above a list says what Django's own says, and reads no row for it."""

from datetime import date

import pytest
from django.contrib.admin.templatetags.admin_list import date_hierarchy
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from rss_registry.templatetags.days_of_lists import days_of_list
from tests.admin_forms import admin_url, log_in
from tests.factories import make_coordinator, make_event

pytestmark = pytest.mark.django_db
SEVERAL_YEARS = [
    date(2019, 5, 7),
    date(2021, 3, 1),
    date(2021, 3, 9),
    date(2021, 3, 9),
    date(2021, 11, 2),
    None,
]


def list_of(client, days, query):
    for day in days:
        make_event(starts_on=day)
    log_in(client, make_coordinator())
    return client.get(f"{admin_url(Event, 'changelist')}?{query}").context["cl"]


@pytest.mark.parametrize(
    ("days", "query"),
    [
        (SEVERAL_YEARS, ""),
        (SEVERAL_YEARS, "starts_on__year=2021"),
        (SEVERAL_YEARS, "starts_on__year=2021&starts_on__month=3"),
        (SEVERAL_YEARS, "starts_on__year=2021&starts_on__month=3&starts_on__day=9"),
        (SEVERAL_YEARS, "status__exact=published"),
        (SEVERAL_YEARS[1:], ""),
        (SEVERAL_YEARS[1:4], ""),
        (SEVERAL_YEARS[2:4], ""),
        ([None], ""),
        ([], ""),
    ],
)
def test_the_bar_is_that_of_django(client, days, query):
    changes = list_of(client, days, query)
    assert days_of_list(changes) == date_hierarchy(changes)


def test_it_is_read_in_one_query_that_cuts_no_days_to_years(client):
    changes = list_of(client, SEVERAL_YEARS, "")
    with CaptureQueriesContext(connection) as captured:
        shown = days_of_list(changes)
    assert [choice["title"] for choice in shown["choices"]] == ["2019", "2021"]
    assert len(captured) == 1
    assert "trunc" not in captured.captured_queries[0]["sql"].lower()
    page = client.get(admin_url(Event, "changelist")).content.decode()
    assert "?starts_on__year=2019" in page
