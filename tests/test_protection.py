"""What the register keeps to itself, looked for through the whole site as a curious reader would."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from events.enums import Outcome, Role, Sensitivity
from events.models import Event, EventClaim, EventFigure
from events.services.workflow import withdraw
from organisations.enums import PlaceKind
from organisations.models import ProgrammeClaim
from publication.models import PublishedEvent, PublishedOrganisation
from publication.questions import facets
from publication.questions.committees import committees
from publication.questions.search import matching_text
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_organisation,
    make_place,
    make_programme,
    make_published_event,
    make_recommendation,
    make_role,
    make_series,
    make_source,
    publish_event,
)
from tests.published import paid_by
from tests.test_public_surface import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_request_limits")]

FUNDER = "Bailleur-canari"
# References were once given to every published event, with a page or without.
OLD = "RSS-ML-2023-0099"


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
    assert paid_by(funder) == [named.reference]


def test_a_funder_withheld_in_its_agreement_is_not_named_through_its_role(client):
    event, funder = make_event(), make_organisation(name_fr=FUNDER, slug="canari")
    event.agreements.add(make_agreement(funder, funder_disclosed=False))
    make_role(event, funder, Role.FUNDER)
    publish_event(event)
    assert_nobody_reads(client, FUNDER, *public_addresses(event))
    assert client.get(funder.get_absolute_url()).status_code == 404
    assert not paid_by(funder)
    assert not matching_text(PublishedEvent.objects.open(), "canari").exists()
    assert not PublishedOrganisation.objects.filter(pk=funder.pk).exists()


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


# -- events whose day, place or existence is not told --------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/fr/evenements/", "/fr/evenements/?tri=anciens", "/fr/recommandations/"]
)
def test_the_order_of_a_list_does_not_tell_the_day_of_an_event_known_to_its_month(client, address):
    orders = set()
    for day in (2, 28):
        Event.objects.all().delete()
        for number in (1, 10, 20, 31):
            public = make_published_event(title_fr=f"Repère {number}", starts_on=date(2023, 3, number))
            make_recommendation(public, text_fr=f"Repère {number}")
        coarse = make_published_event(
            title_fr="Discret", starts_on=date(2023, 3, day), sensitivity=Sensitivity.REGION_AND_MONTH
        )
        make_recommendation(coarse, text_fr="Discret")
        cache.clear()  # a page that is kept has no context to read
        items = client.get(address).context["listing"].items
        orders.add(tuple(item.facts.text if hasattr(item, "facts") else item.title for item in items))
    assert len(orders) == 1


def test_a_series_does_not_tell_the_day_of_an_event_known_to_its_month(client):
    orders = set()
    for day in (2, 28):
        Event.objects.all().delete()
        series = make_series()
        for number in (1, 10, 20, 31):
            make_published_event(title_fr=f"Repère {number}", starts_on=date(2023, 3, number), series=series)
        coarse = make_published_event(
            title_fr="Discret",
            starts_on=date(2023, 3, day),
            series=series,
            sensitivity=Sensitivity.REGION_AND_MONTH,
        )
        progress = client.get(series.get_absolute_url()).context["progress"]
        neighbours = client.get(coarse.get_absolute_url()).context
        around = tuple(event and event.title for event in (neighbours["previous"], neighbours["following"]))
        orders.add((tuple(item.title for item in progress.items), around))
    assert len(orders) == 1


def test_a_planned_place_that_an_event_reached_does_not_tell_where_in_the_region_it_was(client):
    region = make_place()
    town = make_place(kind=PlaceKind.COMMUNE, parent=region, name_fr="Commune-canari")
    series = make_series(planned_number=2)
    series.planned_places.add(town, make_place(kind=PlaceKind.COMMUNE, parent=region))
    make_published_event(series=series, places=[town], sensitivity=Sensitivity.REGION_AND_MONTH)
    assert "Commune-canari" not in client.get(series.get_absolute_url()).content.decode()


def test_an_organisation_that_only_a_hidden_figure_names_has_no_page(client):
    event = make_event(sensitivity=Sensitivity.REGION_AND_MONTH)
    body = make_organisation(name_fr="Commune-canari")
    EventFigure.objects.create(event=event, title_on_day_fr="Maire", role="chair", organisation=body)
    publish_event(event)
    assert client.get(body.get_absolute_url()).status_code == 404


def test_a_delayed_event_without_a_date_stays_hidden_even_when_announced():
    make_published_event(
        starts_on=None,
        ends_on=None,
        outcome=Outcome.PLANNED,
        announced=True,
        sensitivity=Sensitivity.DELAYED,
        delay_days=30,
    )
    assert not Event.objects.counted().exists()


def test_an_event_under_way_that_nobody_announced_is_not_public():
    today = timezone.localdate()
    event = make_published_event(starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=1))
    assert not Event.objects.counted().exists()
    event.announced = True
    event.save()
    assert Event.objects.published().exists()


@pytest.mark.parametrize("sensitivity", [Sensitivity.HIDDEN, Sensitivity.AGGREGATE])
def test_withdrawing_an_event_that_never_had_a_page_does_not_tell_that_it_existed(client, sensitivity):
    event = make_published_event(sensitivity=sensitivity, reference=OLD)
    withdraw(event=event, by=make_coordinator(), reason="Double.")
    for address in (event.get_absolute_url(), event.get_absolute_url().rstrip("/") + ".pdf"):
        assert client.get(address).status_code == 404


def test_withdrawing_an_event_before_its_delay_is_over_does_not_tell_that_it_existed(client):
    event = make_published_event(
        starts_on=timezone.localdate(), sensitivity=Sensitivity.DELAYED, delay_days=30, reference=OLD
    )
    withdraw(event=event, by=make_coordinator(), reason="Double.")
    assert client.get(event.get_absolute_url()).status_code == 404


def test_the_page_of_a_committee_does_not_tell_what_it_received_where_only_the_region_may_be_known(client):
    committee = make_organisation(name_fr="CCS de Markala", kind="ccs")
    event = make_published_event(
        title_fr="Formation discrète",
        starts_on=date(2023, 3, 7),
        sensitivity=Sensitivity.REGION_AND_MONTH,
    )
    make_role(event, committee, Role.BENEFICIARY)
    assert "Formation discrète" not in client.get(committee.get_absolute_url()).content.decode()
    assert committee.slug not in dict(facets.organisations())
    (record,) = committees()
    assert record.received == 0
