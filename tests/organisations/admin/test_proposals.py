"""« À accepter » on the first page: who sees it, who may answer, and what the form says meanwhile."""

import pytest
from django.test import Client
from django.urls import reverse

from organisations.enums import ProgrammeRole
from organisations.models import GrantAgreement, ProgrammePartner
from tests.admin_forms import admin_url, data_of, errors_of, log_in
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_organisation,
    make_programme,
    make_user,
)
from tests.importing import as_csv, import_file, send

pytestmark = pytest.mark.django_db
AGREEMENTS = "organisations_grantagreement"


@pytest.fixture
def lead():
    return make_user(username="agent-a")


@pytest.fixture
def holder():
    return make_user(username="agent-b")


@pytest.fixture
def programme(lead):
    programme = make_programme(name_fr="Programme de A")
    ProgrammePartner.objects.create(
        programme=programme, organisation=lead.organisation, role=ProgrammeRole.LEAD
    )
    return programme


@pytest.fixture
def proposal(holder, programme):
    return make_agreement(
        make_organisation(name_fr="Fondation"),
        reference="B-1",
        recipient=holder.organisation,
        programme=programme,
        programme_accepted=False,
        proposed_by=holder,
    )


def panel(client, **asked):
    panels = client.get(reverse("admin:index"), asked).context["panels"]
    return next((each for each in panels if hasattr(each, "proposals")), None)


def answer(client, agreement, decision, **how):
    address = reverse(f"admin:organisations_grantagreement_{decision}", args=[agreement.pk])
    response = client.post(address, **how)
    agreement.refresh_from_db()
    return response


def test_it_stands_on_the_first_page_of_the_lead_and_of_coordinators_alone(client, lead, holder, proposal):
    for user, sees in ((lead, True), (make_coordinator(), True), (holder, False), (make_user(), False)):
        log_in(client, user)
        assert (panel(client) is not None) is sees
    log_in(client, lead)
    assert [(row, is_seen) for row, is_seen in panel(client).proposals] == [(proposal, True)]


def test_it_leads_to_the_list_of_what_waits(client, lead, holder, proposal):
    make_agreement(proposal.funder, reference="B-2")
    log_in(client, lead)
    rows = client.get(panel(client).more).context["cl"].result_list
    assert list(rows) == [proposal]


def test_nothing_to_answer_is_no_panel(client, lead, proposal):
    GrantAgreement.objects.update(programme_accepted=True)
    log_in(client, lead)
    assert panel(client) is None


def test_a_withheld_funder_is_not_named_to_whoever_answers(client, lead, proposal):
    GrantAgreement.objects.update(funder_disclosed=False)
    log_in(client, lead)
    page = client.get(reverse("admin:index")).content.decode()
    assert [is_seen for _row, is_seen in panel(client).proposals] == [False]
    assert "Fondation" not in page
    assert "B-1" not in page
    response = answer(client, proposal, "accept", follow=True)
    assert proposal.programme_accepted
    assert "Fondation" not in response.content.decode()


def test_the_lead_accepts_and_takes_it_back(client, lead, holder, proposal):
    log_in(client, lead)
    response = answer(client, proposal, "accept", follow=True)
    assert (proposal.programme_accepted, proposal.proposed_by, proposal.accepted_by) == (True, holder, lead)
    assert panel(client, decided=proposal.pk).decided == proposal
    assert reverse("admin:organisations_grantagreement_reopen", args=[proposal.pk]) in response.text
    answer(client, proposal, "reopen")
    assert proposal.is_proposed
    assert panel(client, decided=proposal.pk).decided is None


def test_the_lead_declines_and_takes_it_back(client, lead, programme, proposal):
    log_in(client, lead)
    answer(client, proposal, "decline")
    assert (proposal.programme, proposal.declined_programme) == (None, programme)
    assert panel(client) is None
    assert panel(client, decided=proposal.pk).decided == proposal
    answer(client, proposal, "reopen")
    assert proposal.programme == programme


def test_an_answer_that_came_first_is_said(client, lead, proposal):
    log_in(client, lead)
    answer(client, proposal, "accept")
    response = answer(client, proposal, "decline", follow=True)
    assert [message.level_tag for message in response.context["messages"]][-1] == "error"
    assert proposal.programme_accepted


@pytest.mark.parametrize("decision", ["accept", "decline", "reopen"])
def test_nobody_else_answers(client, holder, proposal, decision):
    for user in (holder, make_user(), make_user(keeps_lists=True)):
        log_in(client, user)
        response = answer(client, proposal, decision)
        assert response.status_code == 403
        assert (proposal.is_proposed, proposal.accepted_by) == (True, None)
        # Nor is a number told from one that does not exist.
        missing = reverse(f"admin:organisations_grantagreement_{decision}", args=[proposal.pk + 1])
        assert client.post(missing).status_code == 403


def test_an_answer_is_posted_with_its_token(lead, proposal):
    client = log_in(Client(enforce_csrf_checks=True), lead)
    assert answer(client, proposal, "accept").status_code == 403
    log_in(client, lead)
    address = reverse("admin:organisations_grantagreement_accept", args=[proposal.pk])
    assert client.get(address).status_code == 405
    proposal.refresh_from_db()
    assert proposal.is_proposed


@pytest.mark.parametrize("decided", ["", "x", "999999", "9" * 30, "²"])
def test_what_was_not_decided_is_not_offered_back(client, lead, proposal, decided):
    log_in(client, lead)
    assert panel(client, decided=decided).decided is None


def test_the_form_of_a_proposal_says_who_is_waited_for(client, lead, holder, proposal):
    lead.organisation.acronym = "OA"
    lead.organisation.save()
    log_in(client, holder)
    page = client.get(admin_url(proposal, "change")).text
    assert "Proposée, sans réponse encore (OA ou la coordination)" in page
    GrantAgreement.objects.update(programme_accepted=True)
    assert "Proposée, en attente" not in client.get(admin_url(proposal, "change")).text


def test_the_form_proposes_and_no_field_accepts(client, holder, programme):
    log_in(client, holder)
    address = admin_url(GrantAgreement, "add")
    data = data_of(client.get(address)) | {
        "funder": make_organisation().pk,
        "programme": programme.pk,
        "programme_accepted": "on",
        "accepted_by": holder.pk,
    }
    response = client.post(address, data, follow=True)
    assert "adminform" not in (response.context or {}) or not errors_of(response)
    agreement = GrantAgreement.objects.get()
    assert (agreement.is_proposed, agreement.proposed_by, agreement.accepted_by) == (True, holder, None)


@pytest.mark.parametrize(("who", "is_proposed"), [("holder", True), ("lead", False), ("coordinator", False)])
def test_an_import_follows_the_same_rule(client, lead, holder, programme, who, is_proposed):
    user = {"holder": holder, "lead": lead}.get(who) or make_coordinator()
    make_organisation(slug="fondation")
    log_in(client, user)
    headers = ["Référence", "Bailleur", "Programme"]
    data = as_csv(headers, ["4000", "fondation", "Programme de A"])
    # Said beforehand, on the preview.
    assert len(send(client, AGREEMENTS, data).context["report"].notes) == is_proposed
    import_file(client, AGREEMENTS, data)
    agreement = GrantAgreement.objects.get()
    assert (agreement.programme, agreement.proposed_by) == (programme, user)
    assert agreement.is_proposed is is_proposed
