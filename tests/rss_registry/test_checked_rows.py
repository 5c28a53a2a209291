"""Rules told from the values at hand say what the database says."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, EventRole
from organisations.models import Organisation, Place
from tests.factories import make_event, make_organisation, make_place

pytestmark = pytest.mark.django_db


def codes(row):
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    return {problem.code for problems in refused.value.error_dict.values() for problem in problems}


def test_checks_that_hold_are_not_asked_of_the_database():
    event = make_event()
    with CaptureQueriesContext(connection) as queries:
        event.validate_constraints()
    assert not [query for query in queries if "_check" in query["sql"]]


def test_what_breaks_a_rule_is_refused_in_its_own_words():
    body, place = make_organisation(), make_place()
    assert codes(Organisation(name_fr="x", kind="ngo", ccs_level="communal")) == {"ccs_facts_elsewhere"}
    place.latitude = 12
    assert "half_coordinates" in codes(place)
    assert codes(EventRole(event=make_event(), organisation=body, role="host", financing_kind="financial"))
    body.parent = body
    assert codes(body) == {"own_parent"}


def test_a_row_at_hand_is_not_looked_for_again_and_another_one_is():
    body = make_organisation()
    event = Event(title_fr="x", owner=body)
    with CaptureQueriesContext(connection) as queries:
        event.clean_fields()
    assert not queries.captured_queries
    with pytest.raises(ValidationError):
        Event(title_fr="x", owner_id=body.pk + 1_000).clean_fields()
    with pytest.raises(ValidationError):
        Place(name_fr="x", slug="x", kind="commune", parent_id=1_000_000).clean_fields()
