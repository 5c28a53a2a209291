"""Of which events a document may no longer speak as it did."""

import pytest

from events.enums import Sensitivity
from events.services.workflow import withdraw
from reports.services.withdrawals import protected_since
from tests.factories import make_coordinator, make_published_event

pytestmark = pytest.mark.django_db


def changed_to(sensitivity):
    event = make_published_event()
    event.sensitivity = sensitivity
    event.save()
    return event.reference


def test_withdrawn_hidden_and_coarser_events_are_named_and_the_others_not():
    withdrawn = make_published_event()
    withdraw(event=withdrawn, by=make_coordinator(), reason="Demande de l’organisateur.")
    named = {withdrawn.reference}
    named |= {changed_to(level) for level in (Sensitivity.REGION_AND_MONTH, Sensitivity.AGGREGATE, "hidden")}
    same = make_published_event().reference
    then = dict.fromkeys({*named, same}, Sensitivity.PUBLIC.value)
    assert protected_since(then) == named


def test_what_was_already_coarse_or_has_become_more_open_is_not_protected_since():
    coarse, opened = changed_to(Sensitivity.REGION_AND_MONTH), make_published_event().reference
    assert protected_since({coarse: "region_and_month", opened: "region_and_month"}) == set()
