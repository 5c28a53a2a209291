"""The PDF of a security committee at the address of its page."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from organisations.enums import OrganisationKind
from reports.models import DocumentProof
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


def make_committee():
    return make_organisation(name_fr="CCS d’Ansongo", name_en="Ansongo CCS", kind=OrganisationKind.CCS)


def test_its_page_leads_to_it_and_the_file_to_its_verification(client):
    committee = make_committee()
    page = client.get(f"/fr/organisations/{committee.slug}/").content.decode()
    assert f'href="/fr/organisations/{committee.slug}.pdf"' in page

    response = client.get(f"/fr/organisations/{committee.slug}.pdf")
    (sheet,) = PdfReader(BytesIO(response.content)).pages

    assert "CCS d’Ansongo" in sheet.extract_text()
    assert f'filename="{committee.slug}-fr.pdf"' in response["Content-Disposition"]
    (stored,) = DocumentProof.objects.all()
    assert (stored.kind, stored.parameters) == ("committee", {"slug": committee.slug})


def test_each_language_has_its_file(client):
    committee = make_committee()
    reader = PdfReader(BytesIO(client.get(f"/en/organisations/{committee.slug}.pdf").content))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Ansongo CCS" in reader.pages[0].extract_text()


def test_no_other_organisation_has_one(client):
    assert client.get(f"/fr/organisations/{make_organisation().slug}.pdf").status_code == 404
    assert client.get("/fr/organisations/inconnu.pdf").status_code == 404
