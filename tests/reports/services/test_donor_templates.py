"""The forms of donors that every register starts with."""

import pytest

from reports.documents.donor_report.registry import REGISTRY
from reports.models import DonorSection, DonorTemplate
from reports.services.donor_templates import load_donor_templates

pytestmark = pytest.mark.django_db

SLUGS = {
    "eu-annexe-vi-intermediaire",
    "eu-annexe-vi-final",
    "huit-plus-trois",
    "mali-rapport-mensuel",
    "fiche-crss",
    "fiche-ccs",
}


def test_each_form_is_complete_in_both_languages_and_names_known_fields():
    assert {template.slug for template in load_donor_templates()} == SLUGS
    for template in DonorTemplate.objects.all():
        assert all((template.name_en, template.audience_en, template.origin_fr, template.origin_en))
    sections = DonorSection.objects.all()
    assert [str(section) for section in sections if not section.title_en] == []
    assert [
        str(section) for section in sections if section.instruction_fr and not section.instruction_en
    ] == []
    assert {code for section in sections for code in section.fed_by} <= REGISTRY.keys()


def test_annex_vi_and_the_eight_questions_keep_the_order_of_the_donor():
    load_donor_templates()
    interim = DonorTemplate.objects.get(slug="eu-annexe-vi-intermediaire")
    numbers = [section.number for section in interim.sections.all()]
    assert numbers[:10] == ["1", *(f"1.{number}" for number in range(1, 10))]
    assert numbers[10:17] == ["2", "2.1", "2.2", "2.2.A", "2.2.B", "2.3", "2.4"]
    eight = DonorTemplate.objects.get(slug="huit-plus-trois").sections
    assert [section.number for section in eight.filter(number__in="12345678")] == list("12345678")
    assert not eight.filter(number__startswith="9.", is_required=True).exists()


def test_what_staff_edited_stays_and_what_they_deleted_does_not_come_back():
    load_donor_templates()
    edited = DonorTemplate.objects.get(slug="huit-plus-trois")
    edited.name_fr = "Notre 8+3"
    edited.save()
    edited.sections.get(number="9.6").delete()
    DonorTemplate.objects.get(slug="fiche-ccs").delete()

    assert load_donor_templates() == []
    edited.refresh_from_db()
    assert edited.name_fr == "Notre 8+3"
    assert not edited.sections.filter(number="9.6").exists()
    assert not DonorTemplate.objects.filter(slug="fiche-ccs").exists()


def test_a_later_release_feeds_the_parts_that_nobody_edited():
    load_donor_templates()
    template = DonorTemplate.objects.get(slug="huit-plus-trois")
    # As an earlier release left it: fewer fields, and one part less; staff have edited one part.
    for number in ("3", "4"):
        section = template.sections.get(number=number)
        section.fed_by = ["results"]
        section.skip_history_when_saving = True
        section.save()
    template.sections.get(number="C").delete()
    DonorSection.history.filter(template=template, number="C").delete()
    edited = template.sections.get(number="4")
    edited.save()

    assert load_donor_templates() == []
    assert "indicators" in template.sections.get(number="3").fed_by
    assert template.sections.get(number="4").fed_by == ["results"]
    # A new part does not join a form that staff have made their own.
    assert not template.sections.filter(number="C").exists()

    edited.history.all().delete()
    load_donor_templates()
    assert template.sections.order_by("position").last().number == "C"
