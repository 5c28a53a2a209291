"""Whose saving stands at once on a programme, and what its lead answers to the others."""

import pytest

from organisations.enums import ProgrammeRole
from organisations.models import GrantAgreement, ProgrammePartner
from organisations.permissions import RULES, can
from organisations.services.agreements import (
    ProposalError,
    accept,
    decline,
    reopen,
    settle_programme,
)
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_organisation,
    make_programme,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make_organisation()


@pytest.fixture
def programme(lead):
    return led_by(lead)


@pytest.fixture
def holder():
    return make_user()


def led_by(organisation, role=ProgrammeRole.LEAD):
    programme = make_programme()
    ProgrammePartner.objects.create(programme=programme, organisation=organisation, role=role)
    return programme


def saved(agreement, by):
    settle_programme(agreement=agreement, by=by)
    agreement.save()
    return GrantAgreement.objects.get(pk=agreement.pk)


def new(user, programme, **fields):
    fields = {"funder": make_organisation(), "recipient": user.organisation, **fields}
    return saved(GrantAgreement(programme=programme, **fields), by=user)


def test_an_agreement_on_anothers_programme_is_a_proposal(holder, programme):
    agreement = new(holder, programme)
    assert agreement.is_proposed
    assert agreement.standing_programme is None
    assert (agreement.proposed_by, agreement.accepted_by, agreement.accepted_at) == (holder, None, None)


def test_a_partner_of_the_programme_proposes_as_well(holder):
    assert new(holder, led_by(holder.organisation, ProgrammeRole.PARTNER)).is_proposed


def test_a_holder_that_leads_the_programme_is_accepted_at_once(holder):
    programme = led_by(holder.organisation)
    agreement = new(holder, programme)
    assert (agreement.standing_programme, agreement.accepted_by) == (programme, holder)
    assert agreement.accepted_at is not None


def test_what_a_coordinator_saves_is_accepted_at_once(holder, programme):
    coordinator = make_coordinator()
    agreement = new(coordinator, programme, recipient=holder.organisation)
    assert (agreement.standing_programme, agreement.proposed_by) == (programme, coordinator)


def test_an_agreement_without_a_programme_waits_for_nobody(holder):
    agreement = new(holder, None)
    assert (agreement.is_proposed, agreement.proposed_by) == (False, None)


def test_another_programme_is_another_proposal(holder, programme):
    agreement = new(holder, led_by(holder.organisation))
    agreement.programme = programme
    assert saved(agreement, by=holder).is_proposed
    agreement.programme = None
    agreement = saved(agreement, by=holder)
    assert (agreement.is_proposed, agreement.proposed_by) == (False, None)


@pytest.mark.parametrize(
    ("change", "is_accepted"),
    [
        ({}, True),
        ({"audit_due_on": "2030-01-01"}, True),
        ({"visibility_statement_fr": ""}, True),
        ({"funder_disclosed": False}, True),
        ({"visibility_statement_fr": "Une mention."}, False),
        ({"visibility_statement_en": "A statement."}, False),
        ({"shows_logos": True}, False),
        ({"amount": 10, "currency": "EUR"}, False),
        ({"ends_on": "2030-01-01"}, False),
        ({"reference": "4000"}, False),
    ],
)
def test_what_the_programme_prints_is_accepted_again(holder, programme, change, is_accepted):
    agreement = accept(agreement=new(holder, programme), by=make_coordinator())
    for name, value in change.items():
        setattr(agreement, name, value)
    agreement = saved(agreement, by=holder)
    assert agreement.programme_accepted is is_accepted
    assert (agreement.accepted_at is not None) is is_accepted


def test_naming_a_funder_that_was_withheld_is_accepted_again(holder, programme):
    agreement = accept(agreement=new(holder, programme, funder_disclosed=False), by=make_coordinator())
    agreement.title_fr = "Autre"
    agreement = saved(agreement, by=holder)
    # It prints nothing of it, and still keeps others from naming the funder.
    assert agreement.programme_accepted
    agreement.funder_disclosed = True
    assert saved(agreement, by=holder).is_proposed


def test_a_coordinator_corrects_without_a_proposal(holder, programme):
    agreement = accept(agreement=new(holder, programme), by=make_coordinator())
    agreement.title_fr = "Autre"
    assert saved(agreement, by=make_coordinator()).programme_accepted


def test_saving_a_proposal_again_accepts_nothing(holder, programme):
    agreement = new(holder, programme)
    agreement.title_fr = "Autre"
    assert saved(agreement, by=make_coordinator()).is_proposed


def test_a_form_that_was_open_before_a_decision_does_not_undo_it(holder, programme):
    coordinator = make_coordinator()
    opened = accept(agreement=new(holder, programme), by=coordinator)
    reopen(agreement=opened, by=coordinator)
    assert saved(opened, by=holder).is_proposed
    opened = new(holder, programme)
    accept(agreement=opened, by=coordinator)
    assert saved(opened, by=holder).accepted_by == coordinator


def test_both_names_are_kept(holder, lead, programme):
    officer = make_user(organisation=lead)
    agreement = accept(agreement=new(holder, programme), by=officer)
    assert (agreement.proposed_by, agreement.accepted_by) == (holder, officer)
    assert agreement.history.first().history_user == officer


def test_what_is_declined_stays_with_its_holder_and_asks_no_more(holder, lead, programme):
    officer = make_user(organisation=lead)
    agreement = decline(agreement=new(holder, programme), by=officer)
    assert (agreement.programme, agreement.declined_programme) == (None, programme)
    assert not RULES[GrantAgreement].acceptable(officer, GrantAgreement.objects.all()).exists()
    assert agreement.history.first().history_user == officer
    assert agreement.history.last().programme == programme
    agreement.title_fr = "Autre"
    assert saved(agreement, by=holder).declined_programme == programme


def test_a_decision_is_taken_back(holder, lead, programme):
    officer = make_user(organisation=lead)
    for decide in (accept, decline):
        agreement = reopen(agreement=decide(agreement=new(holder, programme), by=officer), by=officer)
        assert agreement.is_proposed
        assert (agreement.programme, agreement.declined_programme) == (programme, None)
        assert (agreement.proposed_by, agreement.accepted_by) == (holder, None)


def test_what_is_decided_is_not_decided_twice(holder, programme):
    agreement, coordinator = new(holder, programme), make_coordinator()
    with pytest.raises(ProposalError) as refused:
        reopen(agreement=agreement, by=coordinator)
    assert refused.value.code == "nothing_to_reopen"
    accept(agreement=agreement, by=coordinator)
    for decide in (accept, decline):
        with pytest.raises(ProposalError) as refused:
            decide(agreement=agreement, by=coordinator)
        assert refused.value.code == "not_proposed"


def test_who_may_accept_is_whom_the_proposals_wait_for(holder, lead, programme):
    accepted = make_agreement(make_organisation(), programme=programme)
    proposals = [
        new(holder, programme),
        new(holder, programme, funder_disclosed=False),
        new(holder, led_by(make_organisation())),
        new(holder, led_by(lead, ProgrammeRole.PARTNER)),
        new(holder, make_programme()),
    ]
    users = {
        "holder": (holder, []),
        "lead": (make_user(organisation=lead), proposals[:2]),
        "stranger": (make_user(), []),
        "coordinator": (make_coordinator(), proposals),
        "without organisation": (make_coordinator(is_active=False), []),
    }
    for name, (user, expected) in users.items():
        waiting = RULES[GrantAgreement].acceptable(user, GrantAgreement.objects.order_by("pk"))
        assert list(waiting) == expected, name
        assert [row for row in proposals if can(user, "accept", row)] == expected, name
        assert accepted not in waiting
