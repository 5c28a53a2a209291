"""From an address to what a report is about."""

from datetime import date

import pytest

from events.enums import Outcome
from publication.models import PublishedProgramme
from reports.documents.period.scope import SubjectKind
from tests.factories import (
    make_agreement,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_role,
)
from tests.published import published
from tests.reports.documents.period.making import asked, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return make_programme(name_fr="Just Future", slug="just-future")


def test_the_programme_heads_the_cover_and_the_other_filters_stand_below(programme):
    gao = make_place(name_fr="Gao", slug="gao")
    event = make_published_event(programmes=[programme], places=[gao], starts_on=date(2023, 5, 2))
    make_published_event(programmes=[programme], starts_on=date(2023, 5, 2))

    scope = scope_of("region=gao&programme=just-future&annee=2023")

    assert (scope.subject.kind, scope.subject.record) == (
        SubjectKind.PROGRAMME,
        PublishedProgramme.objects.get(slug="just-future"),
    )
    assert scope.filters == ("Région\u00a0: Gao",)
    assert scope.period.text == "2023"
    assert list(scope.events) == [published(event)]


def test_a_funder_an_organisation_a_region_and_a_year_each_head_their_own(programme):
    funder = make_organisation(slug="bailleur")
    make_agreement(funder, programme=programme)
    region = make_place(slug="kayes")
    event = make_published_event(programmes=[programme], places=[region], starts_on=date(2023, 5, 2))
    make_role(event, make_organisation(slug="reseau"))

    kinds = [
        scope_of(query).subject.kind
        for query in ("bailleur=bailleur", "organisation=reseau", "region=kayes", "annee=2023", "")
    ]

    assert kinds == [
        SubjectKind.FUNDER,
        SubjectKind.ORGANISATION,
        SubjectKind.REGION,
        SubjectKind.YEAR,
        SubjectKind.REGISTER,
    ]


def test_a_year_beside_another_filter_is_no_annual_report():
    make_published_event(starts_on=date(2023, 5, 2))
    assert scope_of("annee=2023&type=workshop").subject.kind is SubjectKind.REGISTER
    assert scope_of("du=2023-01&au=2023-12").subject.kind is SubjectKind.YEAR


def test_a_report_holds_what_was_not_held_and_no_tab_or_order_changes_it(programme):
    held = make_published_event(programmes=[programme])
    cancelled = make_published_event(programmes=[programme], outcome=Outcome.CANCELLED, announced=True)

    scope = scope_of("programme=just-future&statut=annules&tri=anciens&page=7")

    assert set(scope.events) == {published(held), published(cancelled)}
    assert list(scope.held) == [published(held)]
    assert scope.parameters == {"programme": ["just-future"]}


def test_the_address_says_the_whole_report_and_gives_the_same_one_again(programme):
    make_published_event(programmes=[programme])

    scope = scope_of("sections=fiches&sections=resume&du=2023-01&programme=just-future&langue=en")

    assert scope.language == "en"
    assert scope.address.startswith("/en/") and scope.address.endswith(
        ".pdf?programme=just-future&du=2023-01&sections=resume%2Cfiches"
    )
    again = asked("&".join(f"{name}={value}" for name, (value,) in scope.parameters.items())).scope()
    assert (again.parameters, again.sections) == (scope.parameters, scope.sections)


@pytest.mark.parametrize("query", ["programme=inconnu", "region=atlantide&du=2023-01", "annee=12"])
def test_an_unknown_value_is_a_problem_rather_than_a_wider_report(query):
    (problem,) = asked(query).problems
    assert problem.startswith("Filtre inconnu")


@pytest.mark.parametrize("query", ["program=just-future", "debut=2024-01", "Annee=2024"])
def test_a_misspelt_parameter_is_a_problem_rather_than_a_wider_report(query):
    (problem,) = asked(query).problems
    assert problem.startswith("Paramètre inconnu") and "programme, " in problem


@pytest.mark.parametrize("query", ["tri=anciens&page=2&statut=tenus", "utm_source=lettre&fbclid=x"])
def test_what_belongs_to_the_list_or_to_a_letter_is_no_problem(query):
    assert asked(query).problems == []


def test_an_empty_report_tells_what_each_removal_would_find(programme):
    make_place(slug="gao", name_fr="Gao")
    make_published_event(programmes=[programme], starts_on=date(2023, 5, 2))

    request = asked("programme=just-future&region=gao&du=2024-01")

    assert request.count() == 0
    assert [(removal.label, removal.count) for removal in request.removals()] == [
        ("Région\u00a0: Gao", 0),
        ("Programme\u00a0: Just Future", 0),
        ("la période", 0),
    ]
    assert "region=gao" not in request.removals()[0].url and "du=2024-01" in request.removals()[0].url
