"""What the register keeps to itself, looked for through the whole site as a curious reader would."""

import pytest

from events.enums import Role
from events.models import Event, EventClaim
from organisations.models import ProgrammeClaim
from tests.factories import (
    make_agreement,
    make_event,
    make_organisation,
    make_programme,
    make_published_event,
    make_role,
    make_source,
    publish_event,
)
from tests.test_public_surface import text_of

pytestmark = pytest.mark.django_db

FUNDER = "Bailleur-canari"


def read(client, address):
    response = client.get(address)
    return response.status_code, text_of(response)


def assert_nobody_reads(client, secret, *addresses):
    for address in addresses:
        assert secret not in read(client, address)[1], address


def public_addresses(event, *others):
    return (
        event.get_absolute_url(),
        event.get_absolute_url().rstrip("/") + ".pdf",
        "/fr/",
        "/fr/evenements/",
        "/fr/organisations/",
        "/fr/programmes/",
        *(other.get_absolute_url() for other in others),
    )


# -- funders that may not be named -------------------------------------------------------------------


def test_a_funder_of_an_event_that_names_none_is_in_no_list_of_choices_and_has_no_page(client):
    event, funder = make_event(funders_withheld=True), make_organisation(name_fr=FUNDER, slug="canari")
    make_role(event, funder, Role.FUNDER)
    publish_event(event)
    assert client.get(funder.get_absolute_url()).status_code == 404
    assert_nobody_reads(client, FUNDER, *public_addresses(event))
    assert "canari" in client.get("/fr/evenements/?bailleur=canari").context["listing"].unknown_values[0]


def test_a_funder_withheld_in_its_role_is_not_named_through_the_programme(client):
    programme, funder = make_programme(), make_organisation(name_fr=FUNDER, slug="canari")
    make_agreement(funder, programme=programme)
    named, discreet = make_event(programmes=[programme]), make_event(programmes=[programme])
    make_role(discreet, funder, Role.FUNDER, disclosed=False)
    publish_event(named)
    publish_event(discreet)
    assert FUNDER in read(client, named.get_absolute_url())[1]
    address = discreet.get_absolute_url()
    assert_nobody_reads(client, FUNDER, address, address.rstrip("/") + ".pdf")
    assert list(Event.objects.publicly_funded_by(funder)) == [named]


def test_a_funder_withheld_in_its_agreement_is_not_named_through_its_role(client):
    event, funder = make_event(), make_organisation(name_fr=FUNDER, slug="canari")
    event.agreements.add(make_agreement(funder, funder_disclosed=False))
    make_role(event, funder, Role.FUNDER)
    publish_event(event)
    assert_nobody_reads(client, FUNDER, *public_addresses(event))
    assert client.get(funder.get_absolute_url()).status_code == 404
    assert not Event.objects.publicly_funded_by(funder).exists()
    assert not Event.objects.search("canari").exists()


def test_a_funder_withheld_for_the_event_does_not_pass_as_intermediary(client):
    event, funder = make_event(), make_organisation(name_fr=FUNDER)
    event.agreements.add(make_agreement(make_organisation(name_fr="Autre"), intermediary=funder))
    make_role(event, funder, Role.FUNDER, disclosed=False)
    publish_event(event)
    assert_nobody_reads(client, FUNDER, event.get_absolute_url())


def test_what_sources_say_of_a_withheld_funder_is_not_repeated(client):
    programme = make_programme()
    hidden = make_organisation()
    make_agreement(hidden, programme=programme, funder_disclosed=False)
    event = make_published_event(programmes=[programme])
    source = make_source()
    EventClaim.objects.create(event=event, field="funding", value_fr=FUNDER, source=source)
    ProgrammeClaim.objects.create(programme=programme, field="funder", value_fr=FUNDER, source=source)
    assert_nobody_reads(client, FUNDER, *public_addresses(event, programme))


def test_what_sources_say_of_a_funder_that_may_be_named_stays(client):
    programme = make_programme()
    make_agreement(make_organisation(), programme=programme)
    event = make_published_event(programmes=[programme])
    EventClaim.objects.create(event=event, field="funding", value_fr="payé ainsi", source=make_source())
    ProgrammeClaim.objects.create(
        programme=programme, field="funder", value_fr="payé ainsi", source=make_source()
    )
    for address in (event.get_absolute_url(), programme.get_absolute_url()):
        assert "payé ainsi" in read(client, address)[1]


def test_the_programme_of_an_event_that_names_no_funder_says_that_one_is_withheld(client):
    programme = make_programme()
    make_agreement(make_organisation(name_fr=FUNDER), programme=programme)
    event = make_published_event(programmes=[programme], funders_withheld=True)
    ProgrammeClaim.objects.create(programme=programme, field="funder", value_fr=FUNDER, source=make_source())
    assert_nobody_reads(client, FUNDER, *public_addresses(event, programme))
    assert "Bailleur non divulgué" in read(client, programme.get_absolute_url())[1]
