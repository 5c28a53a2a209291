"""Which events a donor's report is about, and whose money it may name."""

from datetime import date

import pytest

from events.enums import Outcome, Role, Sensitivity
from organisations.enums import OrganisationKind
from reports.documents.donor_report import scope as scopes
from reports.documents.donor_report.scope import TooManyEventsError, scope_of
from reports.enums import DonorVersion
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_donor_report,
    make_event,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db


def held(report, user=None, **options):
    return [entry.event for entry in scope_of(report, user=user or make_coordinator(), **options).held]


def test_only_published_events_of_the_programme_and_the_period_are_in_it():
    programme = make_programme()
    inside = make_published_event(programmes=[programme], starts_on=date(2023, 12, 30))
    make_event(programmes=[programme], starts_on=date(2023, 5, 1))
    make_published_event(programmes=[programme], starts_on=date(2024, 1, 1))
    make_published_event(starts_on=date(2023, 5, 1))

    assert held(make_donor_report(programme=programme)) == [inside]


def test_an_event_known_to_its_month_is_in_the_report_of_any_day_of_that_month():
    """Otherwise a short period would tell its day."""
    programme = make_programme()
    event = make_published_event(
        programmes=[programme], starts_on=date(2023, 4, 20), sensitivity=Sensitivity.REGION_AND_MONTH
    )
    for day in (date(2023, 4, 1), date(2023, 4, 30)):
        assert held(make_donor_report(programme=programme, starts_on=day, ends_on=day)) == [event]
    assert held(make_donor_report(programme=programme, starts_on=date(2023, 5, 1))) == []


def test_an_agreement_pays_for_its_events_and_for_those_of_its_programme_while_it_lasts():
    programme = make_programme()
    agreement = make_agreement(
        make_organisation(), programme=programme, starts_on=date(2023, 3, 1), ends_on=date(2023, 6, 30)
    )
    during = make_published_event(programmes=[programme], starts_on=date(2023, 4, 1))
    make_published_event(programmes=[programme], starts_on=date(2023, 9, 1))
    own = make_published_event(starts_on=date(2023, 10, 1))
    own.agreements.add(agreement)

    assert held(make_donor_report(agreement=agreement)) == [during, own]


def test_an_organisation_reports_what_it_led():
    organisation = make_organisation()
    led = make_published_event()
    make_role(led, organisation)
    make_role(make_published_event(), organisation, Role.BENEFICIARY)

    assert held(make_donor_report(subject=organisation)) == [led]


def test_a_committee_has_what_it_took_part_in_and_what_its_area_saw_but_nothing_coarse():
    area = make_place()
    committee = make_organisation(kind=OrganisationKind.CCS, place=area)
    near = make_published_event(places=[area], starts_on=date(2023, 2, 1))
    elsewhere = make_published_event(starts_on=date(2023, 3, 1))
    make_role(elsewhere, committee, Role.BENEFICIARY)
    make_published_event(places=[area], sensitivity=Sensitivity.REGION_AND_MONTH)

    assert held(make_donor_report(subject=committee)) == [near, elsewhere]


def test_a_withheld_funder_is_named_to_the_two_parties_alone():
    mine = make_user()
    funder = make_organisation(name_fr="Fondation discrète")
    programme = make_programme()
    agreement = make_agreement(
        funder,
        recipient=mine.organisation,
        programme=programme,
        funder_disclosed=False,
        amount=100,
        currency="EUR",
    )
    report = make_donor_report(agreement=agreement, organisation=mine.organisation)

    def named(user, version, report=report):
        return [(item.name, item.is_own) for item in scope_of(report, user=user, version=version).funders]

    assert named(mine, DonorVersion.DRAFT) == [("Fondation discrète", True)]
    assert named(mine, DonorVersion.DONOR) == [("Fondation discrète", True)]
    assert named(mine, DonorVersion.PUBLIC) == [("bailleur non divulgué", False)]
    other = make_user()
    theirs = make_donor_report(programme=programme, organisation=other.organisation)
    assert named(other, DonorVersion.DONOR, theirs) == [("bailleur non divulgué", False)]


def test_the_version_to_spread_leaves_out_events_that_withhold_the_funder_of_the_agreement():
    funder, officer = make_organisation(), make_user()
    agreement = make_agreement(funder, recipient=officer.organisation)
    silent = make_published_event(funders_withheld=True, starts_on=date(2023, 2, 1))
    open_about_it = make_published_event(starts_on=date(2023, 3, 1))
    for event in (silent, open_about_it):
        event.agreements.add(agreement)
    report = make_donor_report(agreement=agreement)

    assert held(report, officer) == [silent, open_about_it]
    assert held(report, officer, version=DonorVersion.PUBLIC) == [open_about_it]


def test_what_is_planned_next_and_what_was_dropped_are_told_apart():
    programme = make_programme()
    fields = {"programmes": [programme], "announced": True}
    later = make_published_event(outcome=Outcome.PLANNED, starts_on=date(2030, 2, 1), **fields)
    undated = make_published_event(outcome=Outcome.PLANNED, starts_on=None, ends_on=None, **fields)
    cancelled = make_published_event(outcome=Outcome.CANCELLED, starts_on=date(2023, 5, 2), **fields)

    scope = scope_of(make_donor_report(programme=programme), user=make_coordinator())
    assert [entry.event for entry in scope.ahead] == [later, undated]
    assert [entry.event for entry in scope.dropped] == [cancelled]


def test_records_that_stay_out_are_shown_to_those_who_may_open_them():
    officer, programme = make_user(), make_programme()
    draft = make_event(owner=officer.organisation, programmes=[programme])
    make_event(programmes=[programme])
    report = make_donor_report(programme=programme, organisation=officer.organisation)

    assert scope_of(report, user=officer).unpublished == (draft,)
    assert scope_of(report, user=make_user()).unpublished == ()


def test_a_gap_leads_to_the_record_only_for_its_team(settings):
    officer, programme = make_user(), make_programme()
    mine = make_published_event(owner=officer.organisation, programmes=[programme])
    other = make_published_event(programmes=[programme])
    scope = scope_of(make_donor_report(programme=programme), user=officer)

    assert (
        scope.link_to(mine, "participants").url
        == f"/fr/admin/events/event/{mine.pk}/change/#partie-participants"
    )
    assert scope.link_to(other, "participants").url == other.get_absolute_url()


def test_a_report_that_nobody_would_read_asks_for_a_shorter_period(monkeypatch):
    monkeypatch.setattr(scopes, "MOST_EVENTS", 1)
    programme = make_programme()
    for _number in range(2):
        make_published_event(programmes=[programme])
    with pytest.raises(TooManyEventsError):
        scope_of(make_donor_report(programme=programme), user=make_coordinator())
