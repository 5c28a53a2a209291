"""Sums of cost lines: currencies apart, and an unknown amount is not zero."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from events.costs import agreements_to_charge, amount_text, events_to_charge, sums_by_heading, sums_of
from events.models import CostLine
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_event,
    make_organisation,
    make_programme,
    make_published_event,
    make_user,
)


def line(planned=None, spent=None, currency="XOF", heading="transport"):
    amounts = {
        name: None if amount is None else Decimal(amount)
        for name, amount in (("planned", planned), ("spent", spent))
    }
    return CostLine(currency=currency, heading=heading, **amounts)


def shown(sums):
    return [(total.currency, total.planned, total.spent, total.gap) for total in sums]


def test_two_currencies_are_never_added():
    lines = [line(100_000, 90_000), line("500.50", 400, "EUR"), line(50_000, 70_000)]
    assert shown(sums_of(lines)) == [
        ("EUR", "500,50\u00a0EUR", "400\u00a0EUR", "100,50\u00a0EUR"),
        ("XOF", "150\u00a0000\u00a0XOF", "160\u00a0000\u00a0XOF", "-10\u00a0000\u00a0XOF"),
    ]


def test_a_sum_that_lacks_an_amount_is_a_minimum_and_has_no_gap():
    (total,) = shown(sums_of([line(100, 0), line(50)]))
    assert total == ("XOF", "150\u00a0XOF", "≥\u00a00\u00a0XOF", "non communiqué")
    (unknown,) = shown(sums_of([line(100), line(50)]))
    assert unknown[2:] == ("non communiqué", "non communiqué")


def test_headings_come_in_the_order_of_a_budget():
    lines = [line(1, heading="other"), line(2, heading="transport"), line(3, currency="EUR")]
    found = [(heading.value, total.planned) for heading, total in sums_by_heading(lines)]
    assert found == [("transport", "3\u00a0EUR"), ("transport", "2\u00a0XOF"), ("other", "1\u00a0XOF")]


def test_amounts_are_written_as_the_language_does():
    with override("en"):
        assert amount_text(Decimal("1250000.50"), "USD") == "1,250,000.50\u00a0USD"


@pytest.mark.django_db
def test_lines_are_charged_to_an_agreement_that_pays_for_the_event():
    officer, funder, programme = make_user(), make_organisation(), make_programme()
    own = make_agreement(funder, recipient=officer.organisation, programme=programme)
    direct = make_agreement(funder, recipient=officer.organisation, funder_disclosed=False)
    make_agreement(funder, recipient=officer.organisation)
    foreign = make_agreement(funder, recipient=make_organisation(), funder_disclosed=False)
    event = make_event(owner=officer.organisation, programmes=[programme])
    event.agreements.set([direct, foreign])
    assert set(agreements_to_charge(officer, event)) == {own, direct}
    assert set(agreements_to_charge(make_coordinator(), event)) == {own, direct, foreign}


@pytest.mark.django_db
def test_the_holder_of_an_agreement_charges_the_published_events_that_it_pays_for():
    holder = make_user()
    agreement = make_agreement(make_organisation(), recipient=holder.organisation)
    own = make_event(owner=holder.organisation)
    draft, published, other = make_event(), make_published_event(), make_published_event()
    for event in (draft, published):
        event.agreements.add(agreement)
    assert set(events_to_charge(holder)) == {own, published}
    assert set(events_to_charge(make_coordinator())) == {own, draft, published, other}
