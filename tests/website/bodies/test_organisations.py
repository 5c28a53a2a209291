from datetime import date

import pytest
from django.core.cache import cache

from events.enums import Outcome, Role
from organisations.enums import CCSLevel, OrganisationKind
from organisations.models import OrganisationAlias
from tests.factories import (
    make_agreement,
    make_event,
    make_headcount,
    make_membership,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_role,
)

DIRECTORY = "/fr/organisations/"
NBSP = "\u00a0"

pytestmark = pytest.mark.django_db


def make_named_organisation(**fields):
    """An organisation that a public event names."""
    organisation = make_organisation(**fields)
    make_role(make_published_event(), organisation)
    return organisation


def names(client, **query):
    return [item.name for item in client.get(DIRECTORY, query).context["page"]]


def page(client, thing):
    response = client.get(thing.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_directory_names_only_those_that_something_public_names(client):
    make_named_organisation(name_fr="Nommée")
    make_role(make_event(), make_organisation(name_fr="De brouillon"))
    make_role(
        make_published_event(), make_organisation(name_fr="Bailleur caché"), Role.FUNDER, disclosed=False
    )
    assert names(client) == ["Nommée"]


def test_an_alliance_brings_its_members_and_an_office_its_parent(client):
    alliance = make_named_organisation(name_fr="Alliance", kind=OrganisationKind.ALLIANCE)
    make_membership(alliance, make_organisation(name_fr="Membre"))
    make_named_organisation(name_fr="Bureau", parent=make_organisation(name_fr="Siège"))
    assert names(client) == ["Alliance", "Bureau", "Membre", "Siège"]


def test_a_funder_is_named_through_the_agreement_of_a_programme_with_public_events(client):
    programme = make_programme()
    make_agreement(make_organisation(name_fr="Bailleur"), programme=programme)
    make_agreement(make_organisation(name_fr="Caché"), programme=programme, funder_disclosed=False)
    make_agreement(make_organisation(name_fr="Sans événement"), programme=make_programme())
    make_published_event(programmes=[programme])
    assert names(client) == ["Bailleur"]


def test_the_directory_is_searched_without_accents_and_by_other_names(client):
    committee = make_organisation(name_fr="Comité de sécurité de Ménaka", kind=OrganisationKind.CCS)
    OrganisationAlias.objects.create(organisation=committee, name="CCS du Nord-Est")
    make_organisation(name_fr="Comité de Gao", kind=OrganisationKind.CCS)
    make_named_organisation(name_fr="Association", kind=OrganisationKind.ASSOCIATION)
    assert names(client, q="MENAKA securite") == ["Comité de sécurité de Ménaka"]
    assert names(client, q="nord-est") == ["Comité de sécurité de Ménaka"]
    assert names(client, type="association") == ["Association"]


def test_a_body_that_has_closed_stays_visible_with_the_day_it_closed(client):
    mission = make_named_organisation(name_fr="Mission", active_to=date(2023, 12, 31))
    closed = f"pris fin le 31{NBSP}décembre 2023"
    assert closed in page(client, mission)
    assert closed in client.get(DIRECTORY).content.decode()


def test_a_security_committee_shows_its_level_its_installation_and_what_it_received(client):
    committee = make_organisation(
        name_fr="CCS de Gao",
        kind=OrganisationKind.CCS,
        ccs_level=CCSLevel.COMMUNAL,
        ccs_installed_on=date(2022, 5, 1),
    )
    received = make_published_event(title_fr="Formation reçue")
    make_role(received, committee, Role.BENEFICIARY)
    body = page(client, committee)
    assert "Communal" in body and f"1<sup>er</sup>{NBSP}mai 2022" in body
    assert body.index("Formations et ateliers reçus") < body.index("Formation reçue")
    assert "Autres événements" not in body


def test_roles_are_counted_and_withheld_funding_is_not(client):
    organisation = make_organisation()
    for number in (1, 2):
        make_role(make_published_event(starts_on=date(2023, 1, number)), organisation)
    make_role(make_published_event(title_fr="Payé en secret"), organisation, Role.FUNDER, disclosed=False)
    body = " ".join(page(client, organisation).split())
    assert "<li>Organisateur <span>2 événements</span></li>" in body
    assert "Bailleur <span>" not in body and "Payé en secret" not in body


def test_members_and_alliances_are_shown_over_time(client):
    alliance = make_named_organisation(name_fr="Alliance", kind=OrganisationKind.ALLIANCE)
    member = make_organisation(name_fr="Membre")
    make_membership(alliance, member, joined_on=date(2021, 1, 1), joined_precision="month")
    assert "depuis janvier 2021" in page(client, alliance)
    assert "Membre de" in page(client, member)


def test_who_has_left_an_alliance_stands_after_its_members(client):
    alliance = make_named_organisation(name_fr="Alliance", kind=OrganisationKind.ALLIANCE)
    for name, left_on in (("A parti", date(2022, 1, 1)), ("B resté", None), ("C parti", date(2021, 1, 1))):
        make_membership(
            alliance, make_organisation(name_fr=name), joined_on=date(2020, 1, 1), left_on=left_on
        )
    assert sorted(("A parti", "B resté", "C parti"), key=page(client, alliance).find) == [
        "B resté",
        "C parti",
        "A parti",
    ]


def test_a_payer_sees_the_events_of_its_programme(client):
    programme = make_programme(name_fr="Programme")
    funder = make_organisation(name_fr="Bailleur")
    make_agreement(funder, programme=programme)
    event = make_published_event(title_fr="Payé par le programme", programmes=[programme])
    make_headcount(event, 25)
    make_published_event(
        title_fr="Prévu", programmes=[programme], starts_on=None, outcome=Outcome.PLANNED, announced=True
    )
    body = page(client, funder)
    assert "Payé par le programme" in body and "Prévu" in body
    assert "<dd>1</dd>" in body and "<dd>25</dd>" in body


def found(client, **query):
    cache.clear()
    return {item.name for item in client.get("/fr/organisations/", query).context["page"]}


def test_the_directory_is_filtered_by_region_role_and_activity(client):
    gao = make_place(name_fr="Gao", slug="gao")
    commune = make_place(name_fr="Ansongo", kind="commune", parent=gao)
    organiser = make_organisation(name_fr="Organisatrice", place=commune)
    closed = make_organisation(name_fr="Mission close", active_to=date(2023, 12, 31))
    event = make_published_event()
    make_role(event, organiser, Role.ORGANISER)
    make_role(event, closed, Role.FUNDER)
    assert found(client, region="gao") == {"Organisatrice"}
    assert found(client, role="organiser") == {"Organisatrice"}
    assert found(client, role="funder") == {"Mission close"}
    assert found(client, role=["organiser", "funder"]) == {"Organisatrice", "Mission close"}
    assert found(client, activite="closes") == {"Mission close"}
    assert found(client, activite="actives") == {"Organisatrice"}


def test_a_withheld_funder_is_not_found_by_its_role(client):
    hidden = make_organisation(name_fr="Bailleur discret")
    event = make_published_event(funders_withheld=True)
    make_role(event, hidden, Role.FUNDER)
    make_role(make_published_event(), hidden, Role.PARTNER)
    assert found(client) == {"Bailleur discret"}
    assert found(client, role="funder") == set()
