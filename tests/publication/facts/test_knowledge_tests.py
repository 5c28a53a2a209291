from decimal import Decimal

import pytest

from events.enums import Sex, TestMoment
from events.models import KnowledgeTest
from publication.disclosure.events import suppress
from publication.event_statements import statements_of_event
from publication.project.knowledge_tests import test_facts as facts_of
from rss_registry.figures import BELOW_THRESHOLD
from tests.factories import make_event, make_headcount

pytestmark = pytest.mark.django_db

RESULT = "12\u00a0/\u00a020"


def copies(headcount=None, **numbers):
    event = make_event()
    for sex, number in numbers.items():
        KnowledgeTest.objects.create(
            event=event,
            moment=TestMoment.BEFORE,
            sex="" if sex == "all" else sex,
            taken_by=number,
            mean_score=Decimal(12),
            scale=20,
        )
    for sex, number in (headcount or {}).items():
        make_headcount(event, number, sex=sex)
    tests = event.tests.order_by("pk")
    shown = facts_of(tests, suppress(statements_of_event(event)))
    return dict(zip(numbers, ((item.taken_by.short, item.mean) for item in shown), strict=True))


def test_few_copies_of_one_sex_are_hidden_with_what_would_tell_them():
    assert copies(all=20, women=3, men=17) == {
        "all": ("20", "12\u00a0/\u00a020"),
        Sex.WOMEN: (BELOW_THRESHOLD, ""),
        Sex.MEN: ("masqué", ""),
    }


def test_many_copies_are_told():
    assert copies(women=8, men=9)[Sex.WOMEN] == ("8", "12\u00a0/\u00a020")


def test_few_copies_in_all_are_hidden():
    assert copies(all=4) == {"all": (BELOW_THRESHOLD, "")}


def test_results_without_a_number_of_copies_are_not_told():
    assert copies(all=None) == {"all": ("non communiqué", "")}


def test_copies_by_one_sex_that_leave_few_of_the_participants_are_hidden():
    """« 27 copies by men » of 30 people tells of three women."""
    assert copies({"": 30}, men=27) == {Sex.MEN: ("masqué", "")}


def test_no_copies_are_told_beside_a_headcount_of_which_a_part_is_withheld():
    assert copies({"": 40, "women": 3}, all=20) == {"all": ("masqué", RESULT)}


def test_results_stay_where_all_but_a_few_took_the_test():
    assert copies({"": 20}, all=18) == {"all": ("masqué", RESULT)}
