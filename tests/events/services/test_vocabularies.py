"""The shared lists that every register starts with."""

import pytest
from django.core.management import call_command

from events.models import Language, LegalReference, StrategyElement, Theme
from events.services.vocabularies import load_vocabularies

pytestmark = pytest.mark.django_db


def test_a_new_register_has_the_lists_in_both_languages():
    load_vocabularies()
    for model in (Theme, Language, StrategyElement, LegalReference):
        assert model.objects.exists()
        assert not model.objects.filter(name_fr="").exists()
        assert not model.objects.filter(name_en="").exists()
    assert {"fra", "bam", "ful", "taq", "ses"} <= set(Language.objects.values_list("code", flat=True))
    assert set(LegalReference.objects.values_list("code", flat=True)) == {
        "decret-2019-041",
        "loi-2013-015",
        "resolution-1325",
        "resolution-2250",
    }


def test_the_action_plan_is_part_of_the_strategy_and_no_axis_is_invented():
    load_vocabularies()
    plan = StrategyElement.objects.get(code="snrss-plan-2022-2024")
    assert plan.parent.code == "snrss"
    assert StrategyElement.objects.count() == 2


def test_a_second_run_adds_nothing_and_keeps_what_staff_renamed():
    load_vocabularies()
    theme = Theme.objects.get(slug="plaidoyer")
    theme.name_fr = "Plaidoyer et lobbying"
    theme.save()
    call_command("load_vocabularies", verbosity=0)
    theme.refresh_from_db()
    assert theme.name_fr == "Plaidoyer et lobbying"
    assert load_vocabularies() == []
