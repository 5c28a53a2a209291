from datetime import date

import pytest

from events.enums import Role
from events.funding import WITHHELD, funding_of
from events.models import Event
from tests.factories import (
    make_agreement,
    make_event,
    make_organisation,
    make_programme,
    make_published_event,
    make_role,
)
from tests.test_protection import paid_by

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
    assert paid_by(funder) == [event]
    event.funders_withheld = True
    event.save()
    direct = make_organisation(name_fr="DCAF")
    make_role(event, direct, Role.FUNDER)
    assert names(event) == ["bailleur non divulgué"]
    for body in (funder, direct):
        assert not paid_by(body)
        assert not Event.objects.publicly_with_role(body).exists()
    assert not Event.objects.search("DCAF").exists()
