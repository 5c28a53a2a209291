"""Who reads and completes a report to a donor, and who keeps the forms."""

import pytest

from organisations.enums import OrganisationKind
from reports.models import DonorReport, DonorSection, DonorTemplate
from reports.permissions import RULES, agreements_to_report_on, subjects_to_report_on
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_donor_report,
    make_donor_template,
    make_organisation,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_predicates_and_querysets_agree():
    officer = make_user()
    users = (officer, make_user(organisation=officer.organisation), make_user(), make_coordinator())
    template = make_donor_template({})
    for organisation in (officer.organisation, make_organisation(), None):
        make_donor_report(template, organisation=organisation)
    for model in (DonorTemplate, DonorSection, DonorReport):
        rules, rows = RULES[model], model.objects.all()
        for user in users:
            assert {row for row in rows if rules.may_view(user, row)} == set(rules.visible(user, rows))
            assert {row for row in rows if rules.may_change(user, row)} == set(rules.editable(user, rows))


def test_a_report_is_its_organisations_own():
    officer, other = make_user(), make_user()
    mine = make_donor_report(organisation=officer.organisation)
    make_donor_report(organisation=other.organisation)
    assert list(RULES[DonorReport].visible(officer, DonorReport.objects.all())) == [mine]
    assert not RULES[DonorReport].may_delete(officer, mine)
    assert RULES[DonorReport].may_delete(make_coordinator(), mine)


def test_one_reports_on_the_agreements_one_holds_and_on_ones_own_organisation_or_a_committee():
    officer = make_user()
    held = make_agreement(make_organisation(), recipient=officer.organisation)
    make_agreement(make_organisation())
    committee = make_organisation(kind=OrganisationKind.CCS)
    assert list(agreements_to_report_on(officer)) == [held]
    assert set(subjects_to_report_on(officer)) == {officer.organisation, committee}
