"""The form of every donor, filled in from the demonstration register, keeps both standards."""

from datetime import date

import pytest
from django.core.management import call_command
from django.utils import translation

from organisations.models import Organisation, Programme
from reports.documents.donor_report.build import build
from reports.documents.donor_report.scope import scope_of
from reports.documents.donor_report.write import write
from reports.enums import DonorVersion
from reports.models import DonorTemplate, DonorText
from tests.factories import make_coordinator, make_donor_report

pytestmark = [pytest.mark.django_db, pytest.mark.pdf_standards]

PERIOD = {"starts_on": date(2021, 1, 1), "ends_on": date(2024, 12, 31)}


def test_the_form_of_every_donor_as_a_draft_and_as_handed_in(pdf_verdicts):
    call_command("load_demo", verbosity=0)
    call_command("load_donor_templates", verbosity=0)
    user = make_coordinator()
    abouts = (
        {"programme": Programme.objects.get(slug="securite-pour-tous")},
        {"subject": Organisation.objects.get(slug="ccs-district-de-bamako")},
    )
    files = {}
    for template in DonorTemplate.objects.all():
        for about, version, language in zip(
            abouts, (DonorVersion.DRAFT, DonorVersion.DONOR), ("fr", "en"), strict=True
        ):
            report = make_donor_report(template, **about, **PERIOD)
            DonorText.objects.create(
                report=report, section=template.sections.last(), text_fr="Écrit par l’équipe."
            )
            with translation.override(language):
                document = build(report, scope_of(report, user=user, version=version))
                files[f"{template.slug}, {version}, {language}"] = write(document)

    assert len(files) == 12
    assert pdf_verdicts(files) == {}
