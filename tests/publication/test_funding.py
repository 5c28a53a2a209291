import json
from datetime import date

import pytest

from events.enums import Outcome, Role, Sensitivity
from events.models import Event
from events.quality import CHECKS
from organisations.enums import FinancingKind, PlaceKind
from publication.facts import WITHHELD
from publication.models import (
    Facet,
    PublishedAgreement,
    PublishedEvent,
    PublishedOrganisation,
    PublishedProgramme,
)
from publication.models.pending import settle
from publication.project.facts import build_event_facts
from publication.project.funding import funding_of
from publication.questions.events import roles_held_by
from publication.questions.reading import event_facts
from publication.questions.search import matching_text
from publication.services.bodies import read_bodies
from reports.documents.period.money import funder_lines, funding_by_event
from tests.factories import (
    make_agreement,
    make_event,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_role,
    make_source,
    publish_event,
)
from tests.published import paid_by
from tests.reading import body_of, text_of
from tests.reports.documents.period.making import report_of

pytestmark = pytest.mark.django_db


def names(event):
    return [line.name for line in funding_of(Event.objects.with_facts().get(pk=event.pk))]


def test_direct_funders_and_those_of_the_programme_are_told_apart():
    programme = make_programme(name_fr="Just Future")
    make_agreement(make_organisation(name_fr="Ministère"), programme=programme)
    event = make_event(programmes=[programme])
    make_role(event, make_organisation(name_fr="DCAF"), Role.FUNDER)
    lines = funding_of(Event.objects.with_facts().get(pk=event.pk))
    assert [(line.name, line.level) for line in lines] == [
        ("DCAF", "cet événement"),
        ("Ministère", "programme Just Future"),
    ]


def test_a_funder_is_told_with_whoever_its_money_passed_through(client):
    event = make_published_event()
    make_role(
        event, make_organisation(name_fr="UE"), Role.FUNDER, intermediary=make_organisation(name_fr="FES")
    )
    page = client.get(f"/fr/evenements/{event.reference}/")
    assert "par l’intermédiaire de FES" in text_of(page)
    (line,) = json.loads(body_of(client.get(f"/fr/evenements/{event.reference}.json")))["funding"]
    assert (line["funder"], line["through"]) == ("UE", "FES")


def test_an_intermediary_that_would_tell_a_withheld_funder_or_a_town_is_not_told():
    withheld, local = make_organisation(), make_organisation(place=make_place(kind=PlaceKind.COMMUNE))
    event = make_event(sensitivity=Sensitivity.REGION_AND_MONTH)
    make_role(event, withheld, Role.FUNDER, disclosed=False, intermediary=make_organisation())
    for through in (withheld, local):
        make_role(event, make_organisation(), Role.FUNDER, intermediary=through)
    lines = funding_of(Event.objects.with_facts().get(pk=event.pk))
    told = {line.intermediary.name for line in lines if line.intermediary}
    assert not told & {withheld.full_name, local.full_name}
    assert len([line for line in lines if line == WITHHELD]) == 1


def test_an_office_of_a_withheld_funder_is_no_intermediary_that_is_told():
    ministry = make_organisation()
    embassy = make_organisation(parent=ministry)
    event = make_published_event()
    make_role(event, ministry, Role.FUNDER, disclosed=False)
    make_role(event, make_organisation(), Role.FUNDER, intermediary=embassy)
    lines = funding_of(Event.objects.with_facts().get(pk=event.pk))
    assert [line.intermediary for line in lines] == [None, None]


def test_the_money_that_passed_through_a_withheld_funder_does_not_name_it():
    """Of an agreement as well: its intermediary is the one that the event withholds, or its office."""
    withheld = make_organisation()
    event = make_published_event()
    make_role(event, withheld, Role.FUNDER, disclosed=False)
    event.agreements.add(make_agreement(make_organisation(), intermediary=make_organisation(parent=withheld)))
    lines = funding_of(Event.objects.with_facts().get(pk=event.pk))
    assert not any(line.intermediary for line in lines)


def test_a_withheld_funder_stands_last_wherever_its_money_came_from():
    event = make_published_event()
    make_role(event, make_organisation(), Role.FUNDER, disclosed=False)
    make_role(event, make_organisation(), Role.FUNDER)
    event.agreements.add(make_agreement(make_organisation()))
    lines = funding_of(Event.objects.with_facts().get(pk=event.pk))
    assert [line == WITHHELD for line in lines] == [False, False, True]


def test_an_agreement_outside_the_days_of_the_event_paid_nothing():
    programme = make_programme()
    make_agreement(make_organisation(), programme=programme, ends_on=date(2022, 12, 31))
    assert names(make_event(programmes=[programme])) == []


@pytest.mark.parametrize("is_direct", [True, False])
@pytest.mark.parametrize(
    ("days", "covers"),
    [
        ({}, True),
        ({"starts_on": date(2023, 3, 29)}, True),
        ({"starts_on": date(2023, 3, 30)}, False),
        ({"ends_on": date(2023, 3, 28)}, True),
        ({"ends_on": date(2023, 3, 27)}, False),
        ({"starts_on": date(2022, 1, 1), "ends_on": date(2023, 12, 31)}, True),
    ],
)
def test_the_filter_finds_an_event_by_whoever_its_page_names(days, covers, is_direct):
    """An agreement that the event names itself has paid, whatever its dates say."""
    programme, funder = make_programme(), make_organisation()
    agreement = make_agreement(funder, programme=None if is_direct else programme, **days)
    event = make_event(
        programmes=[programme],
        starts_on=date(2023, 3, 28),
        ends_on=date(2023, 3, 29),
        owner=make_organisation(),
    )
    # A second agreement of the programme that covers the event names nobody else.
    other = make_agreement(make_organisation(), programme=programme)
    if is_direct:
        event.agreements.add(agreement)
    publish_event(event)
    has_paid = covers or is_direct
    assert (funder.name in names(event)) is has_paid
    assert paid_by(funder) == ([event.reference] if has_paid else [])
    assert paid_by(other.funder) == [event.reference]


def test_an_event_without_a_date_is_paid_by_every_agreement_of_its_programme():
    programme, funder = make_programme(), make_organisation()
    make_agreement(funder, programme=programme, ends_on=date(2020, 12, 31))
    event = make_event(programmes=[programme], starts_on=None, outcome=Outcome.PLANNED, announced=True)
    publish_event(event)
    assert names(event) == [funder.name]
    assert paid_by(funder) == [event.reference]


def test_an_agreement_that_covers_nothing_leaves_the_event_without_a_funder():
    programme = make_programme()
    make_agreement(make_organisation(), programme=programme, ends_on=date(2020, 12, 31))
    event = make_event(programmes=[programme])
    (check,) = (check for check in CHECKS if check.code == "funder")
    assert list(check.find(Event.objects.all())) == [event]
    make_agreement(make_organisation(), programme=programme)
    assert not check.find(Event.objects.all()).exists()


def test_withheld_funders_are_one_line_without_any_clue():
    programme = make_programme()
    make_agreement(make_organisation(), programme=programme, funder_disclosed=False)
    event = make_event(programmes=[programme])
    make_role(event, make_organisation(), Role.FUNDER, disclosed=False)
    assert funding_of(Event.objects.with_facts().get(pk=event.pk)) == (WITHHELD,)
    assert WITHHELD.name == "bailleur non divulgué"


def test_an_event_can_withhold_every_funder_and_is_not_found_by_them():
    funder, programme = make_organisation(), make_programme()
    make_agreement(funder, programme=programme)
    event = make_published_event(programmes=[programme])
    assert paid_by(funder) == [event.reference]
    event.funders_withheld = True
    event.save()
    direct = make_organisation(name_fr="DCAF")
    make_role(event, direct, Role.FUNDER)
    assert names(event) == ["bailleur non divulgué"]
    for body in (funder, direct):
        assert not paid_by(body)
        assert not Event.objects.publicly_with_role(body).exists()
        assert not PublishedOrganisation.objects.filter(pk=body.pk).exists()
    assert not matching_text(PublishedEvent.objects.open(), "DCAF").exists()


def test_what_bodies_cost_does_not_grow_with_the_agreements(django_assert_max_num_queries):
    programme = make_programme()
    make_published_event(programmes=[programme])
    costs = []
    for number in (1, 5):
        for _ in range(number):
            make_agreement(make_organisation(), programme=programme)
        settle()
        with django_assert_max_num_queries(100) as asked:
            read_bodies()
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_nothing_is_told_of_which_the_share_of_a_withheld_funder_is_left():
    programme = make_programme(budget=123456, currency="EUR")
    programme.phases.create(name="Première", budget=100000, currency="EUR")
    programme.claims.create(field="budget", value="123 456 EUR", source=make_source())
    make_published_event(programmes=[programme])
    make_agreement(make_organisation(), programme=programme, amount=60001, currency="EUR")
    told = PublishedProgramme.objects.get()
    assert (told.budget, PublishedAgreement.objects.get().amount) == (123456, 60001)
    assert "100000" in told.content_fr
    make_agreement(
        make_organisation(), programme=programme, amount=63455, currency="EUR", funder_disclosed=False
    )
    told = PublishedProgramme.objects.get()
    (agreement,) = PublishedAgreement.objects.all()
    assert (told.budget, told.currency, agreement.amount, agreement.currency) == (None, "", None, "")
    assert "100000" not in told.content_fr
    assert "123 456" not in told.content_fr


def test_support_that_no_source_says_to_be_money_is_apart_from_funders_everywhere(client):
    event, payer, supporter = (
        make_event(),
        make_organisation(name_fr="Payeur"),
        make_organisation(name_fr="Aide"),
    )
    make_role(event, payer, Role.FUNDER, financing_kind=FinancingKind.BOTH)
    make_role(event, supporter, Role.FUNDER, financing_kind=FinancingKind.NOT_SPECIFIED)
    publish_event(event)
    facts = event_facts(event.reference)
    assert [item.name for item in facts.payers] == ["Payeur"]
    assert [item.name for item in facts.supporters] == ["Aide"]
    assert paid_by(payer) == [event.reference] and paid_by(supporter) == []
    assert [role.label for role in roles_held_by(PublishedOrganisation.objects.get(pk=supporter.pk))] == [
        "appui, sans paiement connu"
    ]
    page = text_of(client.get(event.get_absolute_url()))
    assert "Financement Payeur" in page and "Appui, sans paiement connu Aide" in page
    content = json.loads(body_of(client.get(f"/fr/evenements/{event.reference}.json")))
    assert (content["rows"][0]["funders"], content["rows"][0]["supporters"]) == (["Payeur"], ["Aide"])
    printed = text_of(client.get(f"/fr/evenements/{event.reference}.pdf"))
    assert "Appuis, sans paiement connu" in printed
    report = report_of()
    assert [line.name for line in report.funders] == ["Payeur"]
    assert [line.name for line in report.supporters] == ["Aide"]


def test_one_funder_is_one_line_whatever_the_roads_of_its_money(client):
    programme, funder = make_programme(name_fr="Programme d’essai"), make_organisation(name_fr="Payeur")
    make_agreement(funder, programme=programme)
    event = make_event(programmes=[programme])
    make_role(event, funder, Role.FUNDER, financing_kind=FinancingKind.NOT_SPECIFIED)
    publish_event(event)
    facts = event_facts(event.reference)
    (contributor,) = facts.payers
    assert [line.level for line in contributor.lines] == ["cet événement", "programme Programme d’essai"]
    assert facts.supporters == ()
    assert text_of(client.get(event.get_absolute_url())).count("Payeur") == 1


def test_a_ministry_and_its_country_are_one_donor_where_the_record_says_so(client):
    country = make_organisation(name_fr="Royaume des Pays-Bas")
    ministry = make_organisation(name_fr="Ministère des Affaires étrangères", parent=country)
    alone, both = make_published_event(), make_published_event()
    make_role(alone, ministry, Role.FUNDER, financing_kind="financial")
    for body in (ministry, country):
        make_role(both, body, Role.FUNDER, financing_kind="financial")
    facts = {event: build_event_facts(Event.objects.with_facts().get(pk=event.pk)) for event in (alone, both)}
    # The one that the source names, as long as it stands alone.
    assert [item.name for item in facts[alone].payers] == ["Ministère des Affaires étrangères"]
    (donor,) = facts[both].payers
    assert (donor.name, donor.branches) == ("Royaume des Pays-Bas", ("Ministère des Affaires étrangères",))
    page = client.get(both.get_absolute_url()).content.decode()
    assert "Royaume des Pays-Bas" in page and "Ministère des Affaires étrangères" in page
    lines = funder_lines(funding_by_event(facts.values()))
    assert [(line.name, line.events) for line in lines] == [("Royaume des Pays-Bas", 2)]
    # Each is found by its own name.
    for slug, number in ((country.slug, 1), (ministry.slug, 2)):
        assert Facet.objects.filter(name="bailleur", value=slug).count() == number


def test_a_whole_that_is_withheld_withholds_its_parts():
    country = make_organisation(name_fr="Royaume")
    ministry = make_organisation(name_fr="Ministère du Royaume", parent=country)
    event = make_published_event()
    make_role(event, ministry, Role.FUNDER)
    make_role(event, country, Role.FUNDER, disclosed=False)
    assert funding_of(Event.objects.with_facts().get(pk=event.pk)) == (WITHHELD,)


def test_a_withheld_country_is_not_told_by_an_agreement_of_its_ministry(client):
    country = make_organisation(name_fr="Royaume")
    ministry = make_organisation(name_fr="Ministère Y", parent=country)
    office = make_organisation(name_fr="Bureau Z", parent=ministry)
    programme = make_programme()
    for funder in (ministry, office):
        make_agreement(
            funder,
            programme=programme,
            visibility_statement_fr=f"Cofinancé par {funder.name}",
            shows_logos=True,
        )
    event = make_event(programmes=[programme])
    make_role(event, country, Role.FUNDER, disclosed=False)
    publish_event(event)
    facts = build_event_facts(Event.objects.with_facts().get(pk=event.pk))
    assert (facts.funding, facts.visible_agreements) == ((WITHHELD,), ())
    assert PublishedProgramme.objects.get().has_withheld_funder
    assert not PublishedAgreement.objects.exists()
    for thing in (event, programme):
        page = client.get(thing.get_absolute_url()).content.decode()
        assert "Ministère Y" not in page and "Bureau Z" not in page
    assert client.get(ministry.get_absolute_url()).status_code == 404
