"""Agreements in the admin: what one team may learn of those of another."""

import pytest

from organisations.models import GrantAgreement
from tests.admin_forms import admin_url, data_of, log_in
from tests.factories import make_agreement, make_coordinator, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden():
    """An agreement of another team, whose funder may not be named."""
    return make_agreement(
        make_organisation(), reference="4000", recipient=make_organisation(), funder_disclosed=False
    )


def add(client, **typed):
    page = client.get(admin_url(GrantAgreement, "add"))
    return client.post(admin_url(GrantAgreement, "add"), data_of(page) | typed)


def test_the_reference_of_an_agreement_that_one_may_not_see_is_free(client, hidden):
    officer = make_user()
    log_in(client, officer)
    own = officer.organisation
    response = add(client, reference="4000", funder=hidden.funder_id, recipient=own.pk)
    assert response.status_code == 302
    assert own.agreements_held.get().reference == "4000"
    again = add(client, reference="4000", funder=hidden.funder_id, recipient=own.pk)
    assert again.status_code == 200 and own.agreements_held.count() == 1
    several = client.get(admin_url(GrantAgreement, "changelist"), {"reference": "several"})
    assert "several" not in str(several.context["cl"].filter_specs if several.context else "")


def test_the_coordination_is_told_of_two_holders_of_one_reference(client, hidden):
    make_agreement(hidden.funder, reference="5000", recipient=hidden.recipient)
    other = make_organisation()
    log_in(client, make_coordinator())
    add(client, reference="4000", funder=hidden.funder_id, recipient=other.pk)
    page = client.get(admin_url(GrantAgreement, "changelist"), {"reference": "several"})
    assert len(page.context["messages"]) == 2
    assert set(page.context["cl"].queryset) == {hidden, other.agreements_held.get()}
