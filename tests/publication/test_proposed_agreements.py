"""What another organisation says of a programme reaches nothing of its lead's before the lead accepts it."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from events.costs import agreements_to_charge, events_to_charge
from events.models import Event
from events.quality import missing_from
from events.services.retention import lists_to_erase
from organisations.enums import ProgrammeRole
from organisations.models import GrantAgreement, ProgrammePartner
from organisations.services.agreements import accept, decline, reopen, settle_programme
from publication.models import PublishedAgreement, PublishedProgramme
from publication.models.pending import settle
from publication.services.rebuilding import differences
from reports.documents.donor_report.scope import scope_of
from reports.enums import DonorVersion
from tests.factories import (
    make_agreement,
    make_donor_report,
    make_donor_template,
    make_event,
    make_organisation,
    make_participant,
    make_programme,
    make_published_event,
    make_role,
    make_user,
    publish_event,
)
from tests.published import paid_by

pytestmark = pytest.mark.django_db
STATEMENT = "Mention-canari de B."


class World:
    """A leads a programme with a published event; B is a stranger to it."""

    def __init__(self):
        self.a, self.b = make_organisation(name_fr="Alliance A"), make_organisation(name_fr="Bureau B")
        self.officer_a, self.officer_b = make_user(organisation=self.a), make_user(organisation=self.b)
        self.programme = make_programme(name_fr="Programme de A")
        ProgrammePartner.objects.create(
            programme=self.programme, organisation=self.a, role=ProgrammeRole.LEAD
        )
        own = make_organisation(name_fr="Fondation de A", slug="fondation-a")
        make_agreement(own, recipient=self.a, programme=self.programme)
        self.event = make_published_event(
            owner=self.a, programmes=[self.programme], starts_on=date(2022, 3, 28)
        )
        make_role(self.event, self.a)
        # Public already, for what it does elsewhere.
        self.funder = make_organisation(name_fr="Bailleur-canari", slug="bailleur-canari")
        make_role(make_published_event(), self.funder)

    def propose(self, **fields):
        agreement = GrantAgreement(
            **{
                "funder": self.funder,
                "recipient": self.b,
                "programme": self.programme,
                "financing_kind": "financial",
                "shows_logos": True,
                "visibility_statement_fr": STATEMENT,
                **fields,
            }
        )
        settle_programme(agreement=agreement, by=self.officer_b)
        agreement.save()
        return agreement


@pytest.fixture
def world():
    return World()


def pages_of(client, world):
    """What each public address says, byte for byte; of a PDF, which is dated, its text."""
    settle()
    event = world.event.get_absolute_url().rstrip("/")
    addresses = [
        f"{event}/",
        f"{event}.json",
        f"{event}.csv",
        f"{event}.pdf",
        world.programme.get_absolute_url(),
        world.a.get_absolute_url(),
        world.funder.get_absolute_url(),
        "/fr/",
        "/fr/evenements/",
        "/fr/evenements.json",
        "/fr/evenements/?bailleur=bailleur-canari",
        "/fr/programmes/",
        "/fr/organisations/",
    ]
    return {address: _said(client.get(address), address) for address in addresses}


def _said(response, address):
    assert response.status_code == 200, address
    body = b"".join(response)
    if not address.endswith(".pdf"):
        return body.decode()
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages).split())


def test_a_proposal_changes_no_byte_and_stands_once_accepted(client, world):
    before = pages_of(client, world)
    proposal = world.propose()
    assert pages_of(client, world) == before
    accept(agreement=proposal, by=world.officer_a)
    after = pages_of(client, world)
    event = world.event.get_absolute_url().rstrip("/")
    for address in (f"{event}/", f"{event}.json", f"{event}.pdf", world.programme.get_absolute_url()):
        assert "Bailleur-canari" not in before[address], address
        assert "Bailleur-canari" in after[address], address
    assert STATEMENT in after[f"{event}.pdf"]
    assert after[world.funder.get_absolute_url()] != before[world.funder.get_absolute_url()]
    assert paid_by(world.funder) == [world.event.reference]
    reopen(agreement=proposal, by=world.officer_a)
    again = pages_of(client, world)
    # A document made anew bears the moment and the code of its own proof.
    assert "Bailleur-canari" not in again.pop(f"{event}.pdf")
    del before[f"{event}.pdf"]
    assert again == before


def test_what_was_declined_changes_no_byte(client, world):
    before = pages_of(client, world)
    decline(agreement=world.propose(), by=world.officer_a)
    assert pages_of(client, world) == before


def test_what_the_holder_changes_of_it_afterwards_waits_again(client, world):
    accepted = accept(agreement=world.propose(visibility_statement_fr="Convenu."), by=world.officer_a)
    accepted.visibility_statement_fr = STATEMENT
    settle_programme(agreement=accepted, by=world.officer_b)
    accepted.save()
    settle()
    assert accepted.is_proposed
    assert paid_by(world.funder) == []


def test_an_agreement_that_moves_leaves_the_events_of_its_first_programme(world):
    agreement = make_agreement(world.funder, recipient=world.b, programme=world.programme)
    settle()
    assert paid_by(world.funder) == [world.event.reference]
    agreement.programme = make_programme()
    agreement.save()
    settle()
    assert paid_by(world.funder) == []
    assert not list(differences())


def test_cited_by_an_event_of_its_holder_it_stands_there_and_not_on_the_programme(world):
    proposal = world.propose()
    event = make_event(owner=world.b)
    event.agreements.add(proposal)
    publish_event(event)
    settle()
    assert paid_by(world.funder) == [event.reference]
    assert PublishedAgreement.objects.get(pk=proposal.pk).programme_id is None
    accept(agreement=proposal, by=world.officer_a)
    settle()
    assert PublishedAgreement.objects.get(pk=proposal.pk).programme_id == world.programme.pk


def test_a_proposal_that_withholds_its_funder_does_not_make_the_programme_say_so(world):
    world.propose(funder_disclosed=False)
    settle()
    assert not PublishedProgramme.objects.get(pk=world.programme.pk).has_withheld_funder


def test_an_event_that_only_a_proposal_pays_for_has_no_funder(world):
    programme = make_programme()
    event = make_event(programmes=[programme])
    proposal = world.propose(programme=programme)
    assert "funder" in {check.code for check in missing_from(event)}
    accept(agreement=proposal, by=world.officer_a)
    assert "funder" not in {check.code for check in missing_from(event)}


def test_nothing_is_charged_to_a_proposal(world):
    proposal = world.propose()
    assert agreements_to_charge(world.officer_b, world.event) == []
    assert world.event not in events_to_charge(world.officer_b)
    accept(agreement=proposal, by=world.officer_a)
    assert agreements_to_charge(world.officer_b, Event.objects.get(pk=world.event.pk)) == [proposal]
    assert world.event in events_to_charge(world.officer_b)


@pytest.mark.parametrize("version", [DonorVersion.PUBLIC, DonorVersion.DRAFT])
def test_a_donor_report_on_the_programme_names_its_accepted_agreements_alone(world, version):
    proposal = world.propose()
    report = make_donor_report(
        make_donor_template({"fed_by": ["activity_list"]}), programme=world.programme, organisation=world.a
    )

    def funders():
        scope = scope_of(report, user=world.officer_a, version=version)
        return {funder.agreement for funder in scope.funders}

    assert proposal not in funders()
    accept(agreement=proposal, by=world.officer_a)
    assert proposal in funders()


def test_the_donor_report_on_a_proposal_tells_of_no_event_of_the_programme(world):
    proposal = world.propose()
    report = make_donor_report(
        make_donor_template({"fed_by": ["activity_list"]}),
        programme=None,
        agreement=proposal,
        organisation=world.b,
        starts_on=date(2022, 1, 1),
        ends_on=date(2022, 12, 31),
    )

    def told():
        report.agreement.refresh_from_db()
        scope = scope_of(report, user=world.officer_b)
        return [entry.event for entry in scope.held], scope.programme

    assert told() == ([], None)
    accept(agreement=proposal, by=world.officer_a)
    assert told() == ([world.event], world.programme)


@pytest.mark.parametrize("is_accepted", [False, True])
def test_nobody_elses_audit_prolongs_how_long_names_are_kept(world, is_accepted):
    make_participant(world.event)
    proposal = world.propose(audit_due_on=date(2999, 1, 1))
    if is_accepted:
        accept(agreement=proposal, by=world.officer_a)
    world.event.agreements.add(make_agreement(world.funder, recipient=world.b, audit_due_on=date(2999, 1, 1)))
    assert list(lists_to_erase(on=date(2024, 3, 28))) == [world.event]


@pytest.mark.parametrize("is_direct", [False, True])
def test_ones_own_audit_does(world, is_direct):
    make_participant(world.event)
    programme = None if is_direct else world.programme
    mine = make_agreement(world.funder, recipient=world.a, programme=programme, audit_due_on=date(2999, 1, 1))
    if is_direct:
        world.event.agreements.add(mine)
    assert list(lists_to_erase(on=date(2024, 3, 28))) == []
