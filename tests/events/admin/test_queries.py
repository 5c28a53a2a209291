"""What a page of staff asks of the database: as much in a large register, and not more with every change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.enums import AgeBand, Role, Sex
from tests.admin_forms import admin_url, data_of, log_in
from tests.factories import (
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_published_event,
    make_recommendation,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db
MOST_OF_A_SAVE = 40


@pytest.fixture
def draft(client):
    officer = make_user()
    log_in(client, officer)
    draft = make_event(owner=officer.organisation, places=[make_place(), make_place()])
    for role in (Role.ORGANISER, Role.PARTNER, Role.BENEFICIARY):
        make_role(draft, make_organisation(), role)
    for sex, number in ((Sex.NOT_STATED, 40), (Sex.WOMEN, 15), (Sex.MEN, 25)):
        make_headcount(draft, number, sex=sex)
    make_recommendation(draft)
    make_published_event()
    return draft


@pytest.mark.parametrize("part", ["essentiel", "quoi", "ou", "participants", "objectifs", "deroulement"])
def test_saving_a_part_of_a_draft_asks_little(client, draft, part, django_assert_max_num_queries):
    address = f"{admin_url(draft, 'change')}?section={part}"
    data = data_of(client.get(address))
    # The first answer of a process learns more, such as the types of contents.
    assert client.post(address, data).status_code == 302
    data = data_of(client.get(address))
    with django_assert_max_num_queries(MOST_OF_A_SAVE):
        assert client.post(address, data).status_code == 302


def test_a_row_that_nobody_changed_costs_one_query(client, draft, django_assert_max_num_queries):
    for age_band in (AgeBand.UNDER_18, AgeBand.YOUTH, AgeBand.ADULT, AgeBand.SENIOR):
        make_headcount(draft, 10, age_band=age_band)
    address = f"{admin_url(draft, 'change')}?section=participants"
    assert client.post(address, data_of(client.get(address))).status_code == 302
    data = data_of(client.get(address))
    with django_assert_max_num_queries(MOST_OF_A_SAVE + 4):
        assert client.post(address, data).status_code == 302


def test_the_sentence_of_a_row_costs_no_query(client, draft):
    """What rows cost is what their fields offer: one that reads another table would cost one more each."""
    address = f"{admin_url(draft, 'change')}?section=qui"

    def of_roles():
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        names = [each["sql"] for each in captured if "organisations_organisation" in each["sql"]]
        return len(names)

    client.get(address)
    before = of_roles()
    make_role(draft, make_organisation(), Role.HOST)
    # The row that its list, which opens while one types, shows as chosen.
    assert of_roles() - before <= 1
