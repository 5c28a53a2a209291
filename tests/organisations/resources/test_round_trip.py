"""What was exported and is imported again changes nothing, whatever the format and the language."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import ProtectedError

from organisations.enums import (
    CCSLevel,
    Currency,
    DatePrecision,
    FinancingKind,
    OrganisationKind,
    PlaceKind,
    ProgrammeRole,
)
from organisations.models import (
    GrantAgreement,
    Indicator,
    Organisation,
    OrganisationAlias,
    Place,
    PlaceAlias,
    Programme,
    ProgrammeAlias,
    ProgrammePartner,
)
from tests.factories import (
    make_agreement,
    make_coordinator,
    make_country,
    make_indicator,
    make_organisation,
    make_place,
    make_programme,
)
from tests.importing import address, confirm, export_file, problems, send

pytestmark = pytest.mark.django_db
TABLES = {
    "organisations_place": Place,
    "organisations_organisation": Organisation,
    "organisations_programme": Programme,
    "organisations_indicator": Indicator,
    "organisations_grantagreement": GrantAgreement,
}
NASTY = "=cmd|' /C calc'!A0 ; « guillemets \" » | deux\nlignes – ɛɔɲŋ"


@pytest.fixture
def rich(client):
    """Rows in which every column of every table says something, some of it hostile."""
    client.force_login(make_coordinator())
    mali = make_country(slug="mali", name_fr="Mali", name_en="Mali (country)", iso_3166_1="ML")
    kayes = make_place(name_fr="Kayes", slug="kayes", iso_3166_2="ML-1", code_national="01")
    make_place(
        name_fr="Nioro",
        slug="nioro",
        parent=mali,
        created_from=kayes,
        code_national="12",
        code_national_certain=True,
        ocha_pcode_2021="ML12",
        latitude=Decimal("15.2300"),
        longitude=Decimal("-9.5900"),
    )
    PlaceAlias.objects.create(place=kayes, name="Khasso ; Kayes-rive")
    cercle = make_place(name_fr="Kayes", slug="cercle-de-kayes", kind=PlaceKind.CERCLE, parent=kayes)
    mother = make_organisation(name_fr="Réseau ; du | fleuve", slug="zz-reseau", acronym="RF")
    committee = make_organisation(
        name_fr="@CCS de Kayes",
        name_en="-Kayes committee",
        slug="aa-ccs-de-kayes",
        kind=OrganisationKind.CCS,
        parent=mother,
        place=cercle,
        description_fr=NASTY,
        description_en="+1",
        website="https://example.org/ccs?a=1;b=2",
        active_from=date(2020, 2, 29),
        active_to=date(2030, 12, 31),
        ccs_level=CCSLevel.CERCLE,
        ccs_installed_on=date(2021, 5, 4),
    )
    for name in ("Comité ; de Kayes", "=CCS", "'quote"):
        OrganisationAlias.objects.create(organisation=committee, name=name)
    programme = make_programme(
        name_fr="Juste avenir",
        name_en="Just Future",
        slug="juste-avenir",
        acronym="JF",
        description_fr=NASTY,
        starts_on=date(2021, 1, 1),
        ends_on=date(2025, 12, 31),
        period_precision=DatePrecision.DAY,
        budget=Decimal("1234567.89"),
        currency=Currency.EUR,
    )
    ProgrammeAlias.objects.create(programme=programme, name="JF 2020-2025")
    make_indicator(
        programme,
        code="-R1 ; 2",
        label_fr="=Part des femmes",
        unit_fr="%",
        measure="women_share",
        direction="decrease",
        baseline=Decimal("12.50"),
        baseline_on=date(2021, 1, 1),
        target=0,
        target_on=date(2025, 12, 31),
        position=3,
    )
    make_indicator(programme, code="R2")
    for body, role in (
        (mother, ProgrammeRole.LEAD),
        (mother, ProgrammeRole.PARTNER),
        (committee, ProgrammeRole.PARTNER),
        (committee, ProgrammeRole.BENEFICIARY),
    ):
        ProgrammePartner.objects.create(programme=programme, organisation=body, role=role)
    funder = make_organisation(name_fr="Ministère", slug="ministere", kind=OrganisationKind.FOREIGN_STATE)
    make_agreement(
        funder,
        reference="-4000/2021",
        title="=Convention",
        recipient=mother,
        intermediary=committee,
        programme=programme,
        financing_kind=FinancingKind.BOTH,
        amount=Decimal("2500000.00"),
        currency=Currency.XOF,
        starts_on=date(2021, 1, 1),
        ends_on=date(2025, 12, 31),
        audit_due_on=date(2026, 6, 30),
        funder_disclosed=False,
    )
    make_agreement(funder, title="Sans référence", financing_kind=FinancingKind.NOT_SPECIFIED)


@pytest.mark.parametrize("model", TABLES)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("headers", ["labels", "codes"])
def test_an_export_changes_nothing_when_it_is_imported(client, rich, model, file_format, headers):
    data = export_file(client, model, file_format, headers)
    report = send(client, model, data, f"table.{file_format}").context["report"]
    assert (report.problems, report.rows) == ([], [])
    assert report.unchanged == TABLES[model].objects.count()


@pytest.mark.parametrize("model", TABLES)
def test_an_english_export_changes_nothing_on_the_french_page(client, rich, model):
    answer = client.post(
        address(model, "export").replace("/fr/", "/en/"),
        {"resource": 0, "file_format": "csv", "headers": "labels"},
    )
    report = send(client, model, answer.content).context["report"]
    assert (report.problems, report.rows) == ([], [])


def test_exports_rebuild_the_register_in_another_installation(client, rich):
    """Deleted and imported again from their files, all tables export the same bytes."""
    GrantAgreement.objects.filter(reference="").delete()  # known by its number here, and here alone
    before = {model: export_file(client, model, "csv", "codes") for model in TABLES}
    ProgrammePartner.objects.all().delete()
    for model in reversed(TABLES.values()):
        while rows := model.objects.all():
            for row in rows:
                with suppress(ProtectedError):  # what depends on it goes first
                    row.delete()
    for model, data in before.items():
        page = send(client, model, data)
        assert problems(page) == []
        confirm(client, model, page)
    assert {model: export_file(client, model, "csv", "codes") for model in TABLES} == before
