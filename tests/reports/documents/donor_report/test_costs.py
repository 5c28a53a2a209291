"""Costs and justifications: for the donor of an agreement that the team holds, and for nobody else."""

from datetime import date

import pytest

from events.enums import Outcome
from events.models import Justification
from reports.documents.donor_report.blocks import Table
from reports.documents.donor_report.build import State, build
from reports.documents.donor_report.scope import scope_of
from reports.enums import DonorVersion
from tests.factories import (
    make_agreement,
    make_cost_line,
    make_donor_report,
    make_donor_template,
    make_organisation,
    make_programme,
    make_published_event,
    make_user,
)

NOT_STATED = "non communiqué"

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user()


@pytest.fixture
def agreement(officer):
    return make_agreement(
        make_organisation(), recipient=officer.organisation, programme=make_programme(), reference="C-1"
    )


def make_paid_event(agreement, **fields):
    return make_published_event(
        programmes=[agreement.programme],
        **{"owner": agreement.recipient, "starts_on": date(2023, 5, 2), **fields},
    )


def document_of(agreement, user, *codes, version=DonorVersion.DRAFT):
    template = make_donor_template({"fed_by": list(codes), "is_required": False})
    report = make_donor_report(template, agreement=agreement, organisation=user.organisation)
    return build(report, scope_of(report, user=user, version=version))


def rows(document):
    return [
        row
        for part in document.parts
        for block in part.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]


def gaps(document):
    return [gap.sentence for part in document.parts for gap in part.gaps]


def test_costs_are_added_by_heading_each_currency_apart(officer, agreement):
    first = make_paid_event(agreement, title_fr="Atelier un")
    second = make_paid_event(agreement, title_fr="Atelier deux", outcome=Outcome.CANCELLED, announced=True)
    late = make_paid_event(agreement, starts_on=date(2024, 1, 3))
    make_cost_line(first, agreement, planned=1000, spent=800)
    make_cost_line(second, agreement, planned=500, spent=100)
    make_cost_line(first, agreement, heading="venue", planned=300, currency="EUR")
    make_cost_line(late, agreement, planned=9, spent=9)
    document = document_of(agreement, officer, "costs")
    space = "\u00a0"
    assert rows(document) == [
        ("Transport", f"1{space}500{space}XOF", f"900{space}XOF", f"600{space}XOF"),
        ("Location de salle", f"300{space}EUR", NOT_STATED, NOT_STATED),
        ("Total EUR", f"300{space}EUR", NOT_STATED, NOT_STATED),
        ("Total XOF", f"1{space}500{space}XOF", f"900{space}XOF", f"600{space}XOF"),
    ]
    assert gaps(document) == ["1 activité dont une dépense n’est pas connue"]
    by_activity = rows(document_of(agreement, officer, "costs_by_activity"))
    assert [(row[0], row[1]) for row in by_activity] == [
        ("Atelier un", f"300{space}EUR"),
        ("Atelier un", f"1{space}000{space}XOF"),
        ("Atelier deux", f"500{space}XOF"),
    ]


def test_each_line_is_printed_with_its_justification(officer, agreement):
    event = make_paid_event(agreement, title_fr="Atelier un")
    make_cost_line(event, agreement, label="Bus", planned=10, note="Deux cars au lieu de trois.")
    assert rows(document_of(agreement, officer, "cost_lines")) == [
        ("Atelier un – transport – Bus", "10\u00a0XOF", NOT_STATED, "Deux cars au lieu de trois.")
    ]


def test_an_activity_without_a_line_is_a_gap_that_leads_to_its_sheet(officer, agreement):
    event = make_paid_event(agreement)
    (gap,) = document_of(agreement, officer, "costs").parts[0].gaps
    assert gap.sentence == "1 activité sans ligne de coût"
    assert gap.links[0].url.endswith(f"/events/event/{event.pk}/couts/")


@pytest.mark.parametrize("code", ["costs", "costs_by_activity", "cost_lines", "justifications"])
def test_no_version_to_spread_holds_them_nor_what_was_written_beside(officer, agreement, code):
    event = make_paid_event(agreement)
    make_cost_line(event, agreement, planned=987654, note="Secret")
    Justification.objects.create(event=event, finding="theme", text_fr="Secret")
    for version, shown in ((DonorVersion.DONOR, True), (DonorVersion.PUBLIC, False)):
        document = document_of(agreement, officer, code, version=version)
        assert bool(rows(document)) is shown, version
        section = document.report.template.sections.get()
        document.report.texts.create(section=section, text_fr="La salle a coûté 987 654 francs.")
        report = document.report
        (part,) = build(report, scope_of(report, user=officer, version=version)).parts
        assert bool(part.text) is shown
        assert (part.state == State.OPTIONAL) is not shown


def test_beside_public_fields_a_private_one_is_left_out_alone(officer, agreement):
    event = make_paid_event(agreement)
    make_cost_line(event, agreement, planned=987654)
    document = document_of(agreement, officer, "costs", "activity_list", version=DonorVersion.PUBLIC)
    (part,) = document.parts
    assert part.blocks and "987" not in repr(part.blocks)


def test_costs_of_an_agreement_that_another_team_holds_are_not_in_a_report_on_the_programme(
    officer, agreement
):
    other = make_agreement(make_organisation(), recipient=make_organisation(), programme=agreement.programme)
    event = make_paid_event(agreement)
    make_cost_line(event, agreement, planned=10)
    make_cost_line(event, other, planned=987)
    template = make_donor_template({"fed_by": ["costs"]})
    report = make_donor_report(template, programme=agreement.programme, organisation=officer.organisation)
    document = build(report, scope_of(report, user=officer))
    assert [row[1] for row in rows(document)] == ["10\u00a0XOF", "10\u00a0XOF"]


def test_justifications_stand_beside_the_findings_that_still_hold(officer, agreement):
    event = make_paid_event(agreement, title_fr="Atelier un")
    foreign = make_paid_event(agreement, title_fr="Atelier d’une autre équipe", owner=make_organisation())
    for row, finding, text in (
        (event, "headcount", "Liste perdue."),
        (event, "over_total", "Réglé depuis."),
        (foreign, "headcount", "Pas la nôtre."),
    ):
        Justification.objects.create(event=row, finding=finding, text_fr=text)
    document = document_of(agreement, officer, "justifications")
    assert rows(document) == [("Effectifs non communiqués.", "Atelier un", "Liste perdue.")]
    (unexplained,) = gaps(document)
    assert unexplained.endswith("constats sans justification")
