from datetime import date

import pytest

from events.enums import Outcome, Role
from events.models import Event
from events.quality import CHECKS
from publication.facts import WITHHELD
from publication.models import PublishedAgreement, PublishedEvent, PublishedOrganisation, PublishedProgramme
from publication.models.pending import settle
from publication.project.funding import funding_of
from publication.questions.search import matching_text
from publication.services.bodies import read_bodies
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
from tests.published import paid_by

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
