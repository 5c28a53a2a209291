from decimal import Decimal

import pytest

from events.enums import Sex, TestMoment
from events.models import KnowledgeTest
from publication.project.knowledge_tests import test_facts as facts_of
from tests.factories import make_event

pytestmark = pytest.mark.django_db


def copies(**numbers):
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
    tests = event.tests.order_by("pk")
    return dict(zip(numbers, ((item.taken_by.short, item.mean) for item in facts_of(tests)), strict=True))


def test_few_copies_of_one_sex_are_hidden_with_what_would_tell_them():
    assert copies(all=20, women=3, men=17) == {
        "all": ("20", "12\u00a0/\u00a020"),
        Sex.WOMEN: ("< 5", ""),
        Sex.MEN: ("masqué", ""),
    }


def test_many_copies_are_told():
    assert copies(women=8, men=9)[Sex.WOMEN] == ("8", "12\u00a0/\u00a020")


def test_few_copies_in_all_are_hidden():
    assert copies(all=4) == {"all": ("< 5", "")}


def test_results_without_a_number_of_copies_are_not_told():
    assert copies(all=None) == {"all": ("non communiqué", "")}
