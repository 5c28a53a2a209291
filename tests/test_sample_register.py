"""Invented events are said to be so wherever they are read, and real ones never."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from tests.public_register import make_register
from tests.test_public_surface import pages

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SAYS = {"fr": "Registre d’exemple : événements inventés", "en": "Sample register: invented events"}


@pytest.fixture
def register():
    return make_register()


def printed(client, address):
    content = client.get(address).content
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize("language", SAYS)
def test_every_page_of_a_sample_says_so(register, client, settings, language):
    settings.SAMPLE_REGISTER = True
    for address in pages(register, language):
        page = client.get(address)
        if page.status_code == 200:
            content = page.content.decode()
            assert SAYS[language] in content, address
            assert '<meta name="robots" content="noindex">' in content, address


def test_an_error_of_a_sample_says_so_in_both_languages(client, settings):
    settings.SAMPLE_REGISTER = True
    page = client.get("/fr/nulle-part/").content.decode()
    assert all(words in page for words in SAYS.values())


@pytest.mark.parametrize("language", SAYS)
def test_every_sheet_of_a_document_of_a_sample_says_so(register, client, settings, language):
    settings.SAMPLE_REGISTER = True
    with override(language):
        one = printed(client, reverse("reports:event_pdf", args=[register.event.reference]))
        many = printed(client, reverse("reports:period_report"))
    assert len(one) > 1 and len(many) > 2
    for sheet in (*one, *many):
        assert SAYS[language] in sheet


def test_a_real_register_says_nothing_of_it(register, client):
    for address in (*pages(register, "fr"), "/fr/nulle-part/"):
        cache.clear()
        content = client.get(address).content.decode()
        assert not any(words in content for words in SAYS.values()), address
