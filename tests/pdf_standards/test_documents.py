"""Every kind of document, in both languages, keeps PDF/A-3a and PDF/UA-1 without a single failure.

The public ones are found in the URL configuration: a new kind cannot be forgotten.
"""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from events.models import Event
from tests.public_register import make_register
from tests.test_public_surface import addresses

LANGUAGES = ("fr", "en")

pytestmark = [pytest.mark.django_db, pytest.mark.pdf_standards]


def documents(client, found):
    """The content of each address that is a PDF."""
    files = {address: client.get(address) for address in found if ".pdf" in address}
    assert {response["Content-Type"] for response in files.values()} == {"application/pdf"}
    return {address: b"".join(response) for address, response in files.items()}


def test_every_public_document_of_a_register_that_holds_everything(client, pdf_verdicts):
    register = make_register()
    found = [address for language in LANGUAGES for address in addresses(register, language)]

    assert pdf_verdicts(documents(client, found)) == {}


def test_the_report_of_every_event_of_the_demonstration(client, pdf_verdicts):
    call_command("load_demo", verbosity=0)
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found += [
                reverse("reports:event_pdf", args=[event.reference]) for event in Event.objects.published()
            ]

    assert len(found) == 20
    assert pdf_verdicts(documents(client, found)) == {}
