"""The sentence under which a stored row folds on a phone."""

import re

import pytest

from events.enums import CountUnit, Role, Sex
from rss_registry.figures import Basis
from tests.admin_forms import log_in, sheet_url
from tests.factories import make_event, make_headcount, make_organisation, make_role, make_user
from tests.reading import body_of

pytestmark = pytest.mark.django_db

FOLD = re.compile(r'<details class="row-fold"( open)?>\s*<summary>(.*?) <span', re.DOTALL)


def test_it_says_what_tells_the_row_from_the_next(client):
    officer = make_user()
    log_in(client, officer)
    event = make_event(owner=officer.organisation)
    planned = make_headcount(event, 12, sex=Sex.WOMEN, basis=Basis.PLANNED)
    bodies = make_headcount(event, 18, unit=CountUnit.ORGANISATIONS)
    withheld = make_role(event, make_organisation(acronym="AVEN"), Role.FUNDER, disclosed=False)
    rows = FOLD.findall(body_of(client.get(sheet_url(event))).decode())
    assert [is_open for is_open, _words in rows] == ["", "", ""]
    assert {words for _is_open, words in rows} == {
        f"AVEN ({withheld.get_role_display()})",
        f"{bodies}, {bodies.get_unit_display()}",
        f"{planned}, {planned.get_basis_display()}",
    }
