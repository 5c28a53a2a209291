"""What a page of staff asks of the database: as much in a large register, and not more with every change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.enums import AgeBand, Category, Role, Sex
from events.models import Audience, Theme
from publication.models import PublicationState, PublishedEvent
from publication.models.pending import settle
from publication.services.rebuilding import differences
from tests.admin_forms import admin_url, data_of, log_in
from tests.factories import (
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db
MOST_OF_A_SAVE = 30
# What the public may know is made anew and compared.
MOST_OF_A_PUBLIC_SAVE = 40
# Within a test the transaction is a savepoint, and PostgreSQL is asked whose turn it is to publish.
OF_THE_TEST = 1 + (connection.vendor == "postgresql")


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


def queries_of_a_save(client, record, part, **typed):
    """What the second of two saves asks: the first answer of a process learns more."""
    address = f"{admin_url(record, 'change')}?section={part}"
    for number in (1, 2):
        data = data_of(client.get(address)) | {name: value % number for name, value in typed.items()}
        with CaptureQueriesContext(connection) as queries:
            assert client.post(address, data).status_code == 302
            settle()
    return len(queries)


def test_rows_that_nobody_changed_cost_nothing(client, draft):
    few = queries_of_a_save(client, draft, "participants"), queries_of_a_save(client, draft, "qui")
    for age_band in (AgeBand.UNDER_18, AgeBand.YOUTH, AgeBand.ADULT, AgeBand.SENIOR):
        make_headcount(draft, 10, age_band=age_band, source=make_source())
    for _number in range(5):
        make_role(draft, make_organisation(), Role.PARTNER)
    many = queries_of_a_save(client, draft, "participants"), queries_of_a_save(client, draft, "qui")
    assert many == few


# -- a record that the public reads --------------------------------------------------------------------


@pytest.fixture
def published(client):
    log_in(client, make_coordinator())
    event = make_published_event(
        places=[make_place()],
        programmes=[make_programme()],
        themes=[Theme.objects.create(name_fr="Thème", slug="theme")],
    )
    _give_parts(event, 1)
    make_headcount(event, 40)
    settle()
    return event


def _give_parts(event, number):
    for _part in range(number):
        make_role(event, make_organisation())
        make_recommendation(event)
        event.event_places.create(place=make_place())
        event.objectives.create(text_fr="Objectif")
        Audience.objects.create(event=event, category=Category.OTHER, category_words=f"mot {make_place().pk}")


def test_saving_another_venue_of_a_public_record_asks_little(client, published):
    assert queries_of_a_save(client, published, "ou", venue="Salle %d") <= MOST_OF_A_PUBLIC_SAVE + OF_THE_TEST
    assert PublishedEvent.objects.get().corrections.count() == 2
    assert list(differences()) == []


def test_saving_a_public_record_as_it_is_writes_and_asks_less(client, published):
    token = PublicationState.current_token()
    assert queries_of_a_save(client, published, "ou") <= MOST_OF_A_PUBLIC_SAVE - 8 + OF_THE_TEST
    assert PublicationState.current_token() == token


def test_a_public_record_of_many_parts_asks_as_much_as_one_of_few(client, published):
    few = queries_of_a_save(client, published, "ou", venue="Salle %d")
    _give_parts(published, 6)
    settle()
    assert queries_of_a_save(client, published, "ou", venue="Cour %d") == few
    assert list(differences()) == []


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
