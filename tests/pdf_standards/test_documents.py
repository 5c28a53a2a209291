"""Every kind of document, in both languages, keeps PDF/A-3a and PDF/UA-1 without a single failure.

The public ones are found in the URL configuration: a new kind cannot be forgotten.
"""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from events.half_days import half_days_of
from events.models import Event, Presence, Session
from reports.documents import certificates, guide, sign_in_sheets
from rss_registry.guide import the_guide
from tests.factories import make_event, make_participant
from tests.public_register import make_register
from tests.reports.test_hostile_texts import TEXTS, make_hostile_event
from tests.test_public_surface import addresses

LANGUAGES = ("fr", "en")
NAMES = ("Awa Ɔɲɛŋ", "ߒߞߏ ߛߓߍ", "محمد ولد سيدي", "N" * 200, "Zoé <b>& Cie</b>")

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


def test_reports_of_many_events_of_the_demonstration(client, pdf_verdicts):
    """With their maps, charts and recommendations; one of nothing that was held."""
    call_command("load_demo", verbosity=0)
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            report = reverse("reports:period_report")
            found += [
                f"{report}?programme=just-future",
                f"{report}?annee=2023&sections=resume,repartitions,carte,registre",
            ]
            found.append(f"{report}?region=kayes")
            found.append(reverse("reports:series_synthesis", args=["forums-societe-civile-rss"]))

    assert pdf_verdicts(documents(client, found)) == {}


def test_whatever_staff_paste_in_any_script(client, pdf_verdicts):
    """In the titles, texts and recommendations of one report, which has pages for each event."""
    for text in TEXTS.values():
        event = make_hostile_event(text)
    report = reverse("reports:period_report")
    report_of_one = f"{event.get_absolute_url().rstrip('/')}.pdf"

    assert pdf_verdicts(documents(client, [report, report_of_one])) == {}


def test_what_is_printed_for_the_room(pdf_verdicts):
    """Names of every script and length on the sheets of two half-days; a single blank one; certificates."""
    event = make_event(title_fr="T" * 250, starts_on=date(2024, 2, 29), ends_on=date(2024, 3, 1))
    session = Session.objects.create(event=event, day=event.starts_on, half_day="morning")
    for number, name in enumerate(NAMES, 1):
        person = make_participant(event, number=number, full_name=name, organisation_name=name)
        Presence.objects.create(participant=person, session=session)
    Session.objects.create(event=event, day=event.ends_on, half_day="afternoon", title="M" * 250)
    people = certificates.trained(event, 1)
    slots = half_days_of(event)
    files = {}
    for language in LANGUAGES:
        with translation.override(language):
            named = sign_in_sheets.build(event, slots, rows=20, people=people)
            blank = sign_in_sheets.build(event, slots[:1], rows=1)
            files |= {
                f"named sheets, {language}": sign_in_sheets.write(named),
                f"a blank sheet, {language}": sign_in_sheets.write(blank),
                f"certificates, {language}": certificates.write(certificates.build(event, people)),
            }

    assert pdf_verdicts(files) == {}


def test_the_guide_of_the_desk(pdf_verdicts):
    assert pdf_verdicts({"guide": guide.write(the_guide())}) == {}
