"""What each field prints, and what it says is missing."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from events.enums import Basis, Category, Outcome, Role, Sex
from organisations.enums import OrganisationKind
from reports.documents.donor_report import extracts
from reports.documents.donor_report.blocks import Facts, Prose, Table
from reports.documents.donor_report.fields import results
from reports.documents.donor_report.registry import REGISTRY
from reports.documents.donor_report.scope import scope_of
from reports.enums import DonorVersion
from rss_registry.figures import BELOW_THRESHOLD
from tests.factories import (
    make_agreement,
    make_composition,
    make_coordinator,
    make_donor_report,
    make_headcount,
    make_indicator,
    make_organisation,
    make_participant,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return make_programme(name_fr="Sécurité pour tous")


def read(code, report, user=None, version=DonorVersion.DRAFT):
    return REGISTRY[code].read(scope_of(report, user=user or make_coordinator(), version=version))


def rows(content):
    """What the tables of a field say, cell by cell."""
    found = []
    for block in content.blocks:
        if isinstance(block, Facts):
            found += [(row.label, *(entry.text for entry in row.entries)) for row in block.rows]
        elif isinstance(block, Table):
            found += block.rows
    return found


def sentences(content):
    return [gap.sentence for gap in content.gaps]


def test_every_field_can_be_read_of_a_report_without_any_event(programme):
    for report in (
        make_donor_report(programme=programme),
        make_donor_report(agreement=make_agreement(make_organisation())),
        make_donor_report(subject=make_organisation(kind=OrganisationKind.CCS)),
    ):
        for language in ("fr", "en"):
            with translation.override(language):
                scope = scope_of(report, user=make_coordinator())
                for field in REGISTRY.values():
                    field.read(scope)


def test_participants_add_up_and_say_what_is_not_known(programme):
    known = make_published_event(programmes=[programme])
    for number, sex in ((18, ""), (7, Sex.WOMEN), (11, Sex.MEN)):
        make_headcount(known, number, sex=sex)
    about = make_published_event(programmes=[programme])
    make_headcount(about, 40, basis=Basis.APPROXIMATE)
    make_published_event(programmes=[programme])

    content = read("participants", make_donor_report(programme=programme))
    assert rows(content) == [("Participations", "≈\u00a058"), ("Femmes", "7"), ("Hommes", "11")]
    assert sentences(content) == [
        "1 événement sans effectif",
        "1 événement sans répartition entre femmes et hommes",
    ]


def test_nobody_counted_is_missing_and_not_zero(programme):
    make_published_event(programmes=[programme])
    content = read("participants", make_donor_report(programme=programme))
    assert content.blocks == ()
    assert sentences(content) == ["1 événement sans effectif"]


def test_a_small_category_stays_hidden_in_the_version_for_the_donor(programme):
    event = make_published_event(programmes=[programme])
    make_headcount(event, 30)
    make_headcount(event, 3, category=Category.JUSTICE)
    make_headcount(event, 20, category=Category.FDS)

    content = read(
        "participants_by_category", make_donor_report(programme=programme), version=DonorVersion.DONOR
    )
    assert ("Justice", BELOW_THRESHOLD) in rows(content)


def test_activities_are_listed_by_date_with_their_numbers(programme):
    later = make_published_event(programmes=[programme], title_fr="Forum", starts_on=date(2023, 6, 1))
    make_headcount(later, 40, basis=Basis.APPROXIMATE)
    make_published_event(
        programmes=[programme],
        title_fr="Atelier",
        starts_on=date(2023, 2, 1),
        places=[make_place(name_fr="Gao")],
    )
    assert rows(read("activity_list", make_donor_report(programme=programme))) == [
        ("1er\u00a0février 2023", "Atelier", "Gao", "non communiqué", "non communiqué"),
        ("1er\u00a0juin 2023", "Forum", "–", "≈\u00a040", "non communiqué"),
    ]


def test_a_cancelled_activity_is_a_change_and_none_is_said_aloud(programme):
    report = make_donor_report(programme=programme)
    assert isinstance(read("changes", report).blocks[0], Prose)
    make_published_event(
        programmes=[programme],
        outcome=Outcome.CANCELLED,
        announced=True,
        title_fr="Forum",
        starts_on=date(2023, 5, 2),
    )
    assert rows(read("changes", report)) == [("Forum", "2\u00a0mai 2023", "Annulé")]


def test_recommendations_without_addressee_lead_to_their_record(programme):
    officer = make_user()
    event = make_published_event(programmes=[programme], owner=officer.organisation, title_fr="Forum de Gao")
    make_recommendation(event)
    content = read("recommendations", make_donor_report(programme=programme), officer)
    assert [record.text for record in content.blocks[0].records] == ["Associer les femmes aux CCS."]
    (gap,) = content.gaps
    assert gap.sentence == "1 événement avec une recommandation sans destinataire"
    assert [(link.name, link.url.rpartition("/")[2]) for link in gap.links] == [
        ("Forum de Gao", "#partie-suites")
    ]


def test_the_amount_is_for_the_two_parties_alone():
    officer = make_user()
    agreement = make_agreement(
        make_organisation(),
        recipient=officer.organisation,
        reference="EU-1",
        amount=Decimal(1_200_000),
        currency="EUR",
    )
    report = make_donor_report(agreement=agreement)
    assert rows(read("agreement_amount", report, officer)) == [("Montant", "1\u00a0200\u00a0000\u00a0EUR")]
    for user, version in ((make_user(), DonorVersion.DONOR), (officer, DonorVersion.PUBLIC)):
        assert rows(read("agreement_amount", report, user, version)) == []


def test_a_withheld_funder_takes_its_reference_with_it():
    funder = make_organisation(name_fr="Fondation discrète")
    programme = make_programme()
    make_agreement(funder, programme=programme, reference="FD-77", funder_disclosed=False)
    report = make_donor_report(programme=programme)
    shown = [read(code, report, make_user()) for code in ("funders", "agreement_reference", "other_funders")]
    assert [row for content in shown for row in rows(content)] == [("Bailleur", "bailleur non divulgué")]


def test_the_european_union_is_acknowledged_where_it_pays_and_may_be_named(programme):
    union = make_organisation(slug="union-europeenne", kind=OrganisationKind.INTERNATIONAL)
    report = make_donor_report(programme=programme)
    assert read("eu_acknowledgement", report).blocks == ()
    agreement = make_agreement(union, programme=programme)
    (block,) = read("eu_acknowledgement", report).blocks
    assert "l’Union européenne" in block.paragraphs[0]
    agreement.funder_disclosed = False
    agreement.save()
    assert read("eu_acknowledgement", report, version=DonorVersion.PUBLIC).blocks == ()


def test_a_committee_is_told_with_its_installation_and_trainings(programme):
    committee = make_organisation(
        name_fr="CCS de Gao",
        kind=OrganisationKind.CCS,
        ccs_level="regional",
        ccs_installed_on=date(2021, 3, 4),
    )
    event = make_published_event(programmes=[programme], kind="training")
    make_role(event, committee, Role.BENEFICIARY)
    assert rows(read("security_committees", make_donor_report(programme=programme))) == [
        ("CCS de Gao", "Régional ou du District", "4\u00a0mars 2021", "1", "1")
    ]


def test_the_seats_of_a_committee_are_told_as_on_its_page():
    committee = make_organisation(name_fr="CCS de Gao", kind=OrganisationKind.CCS)
    report = make_donor_report(subject=committee)
    assert read("committee_composition", report).blocks == ()
    (gap,) = read("committee_composition", report).gaps
    assert "Composition non communiquée" in gap.sentence
    make_composition(committee, {"fds": (9, None), "civil_society_women": (3, 3)})
    assert rows(read("committee_composition", report)) == [
        ("Forces de défense et de sécurité", "masqué", "non communiqué"),
        ("Société civile – femmes", "masqué", "masqué"),
        ("Ensemble", "12", "non communiqué"),
    ]


def test_no_field_reads_the_attendance_list(programme):
    event = make_published_event(programmes=[programme])
    make_participant(event, full_name="Aminata Canari", phone="+22370000000")
    scope = scope_of(make_donor_report(programme=programme), user=make_coordinator())
    told = "".join(repr(field.read(scope).blocks) for field in REGISTRY.values())
    assert "Canari" not in told
    assert "70000000" not in told


def test_a_long_list_is_cut_and_says_how_much_it_leaves_out(programme, monkeypatch):
    monkeypatch.setattr(results, "MOST_RECOMMENDATIONS", 1)
    monkeypatch.setattr(extracts, "MOST_TOLD", 1)
    for _number in range(3):
        make_recommendation(make_published_event(programmes=[programme], results_fr="Un plan est adopté."))
    report = make_donor_report(programme=programme)

    listed, rest = read("recommendations", report).blocks
    assert (len(listed.records), rest.paragraphs) == (1, ("2 autres figurent dans le registre.",))
    told, rest = read("results", report).blocks
    assert len(told.items) == 1
    assert rest.paragraphs[0].startswith("2 autres activités ne sont pas détaillées ici")


def test_indicators_are_cumulated_to_the_last_day_of_the_report(programme):
    make_headcount(make_published_event(programmes=[programme], starts_on=date(2022, 5, 1)), 30)
    make_headcount(make_published_event(programmes=[programme], starts_on=date(2023, 5, 1)), 20)
    make_headcount(make_published_event(programmes=[programme], starts_on=date(2024, 5, 1)), 99)
    make_indicator(programme, code="R1", label_fr="Venus", measure="participations", target=100)
    make_indicator(programme, code="R2", label_fr="Confiance", unit_fr="%")
    content = read("indicators", make_donor_report(programme=programme))
    assert rows(content) == [
        (
            "R1 Venus (participations)",
            "–",
            "100",
            "50 (31\u00a0décembre 2023)",
            "50\u202f% de la cible – en cours",
        ),
        ("R2 Confiance", "non communiqué", "non fixée", "non communiqué", "valeur non communiquée"),
    ]
    assert sentences(content) == [
        "1 indicateur sans cible",
        "1 indicateur sans valeur à la fin de la période",
    ]


def test_a_programme_without_a_logical_framework_is_a_gap(programme):
    content = read("indicators", make_donor_report(programme=programme))
    assert (content.blocks, len(content.gaps)) == ((), 1)
