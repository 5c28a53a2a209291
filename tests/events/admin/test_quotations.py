"""Extracts of sources: entered beside the sources, read beside what they support, and never in public."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from events.enums import Role
from events.models import Event, HeadcountGroup, Quotation
from events.services.copying import copy_as_model
from tests.admin_forms import add_row, admin_url, data_of, errors_of, log_in
from tests.events.admin.test_proposed_corrections import accept
from tests.factories import (
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_published_event,
    make_role,
    make_source,
)
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(officer):
    return make_event(owner=officer.organisation)


def part_url(event, key):
    return f"{admin_url(event, 'change')}?section={key}"


def add(client, event, **quotation):
    data = data_of(client.get(part_url(event, "sources")))
    add_row(data, "quotations", **quotation)
    return client.post(part_url(event, "sources"), data)


def test_it_supports_a_row_and_stands_on_the_page_of_that_part(client, event):
    row, source = make_headcount(event, 18), make_source(title="L’Essor")
    add(client, event, about=f"headcount:{row.pk}", source=source.pk, text="dix-huit", locator="p. 3")
    quotation = event.quotations.get()
    assert (quotation.text, quotation.locator) == ("dix-huit", "p. 3")
    assert b"dix-huit" in client.get(part_url(event, "participants")).content
    assert b"dix-huit" not in client.get(part_url(event, "ou")).content


def test_it_stays_when_the_row_that_it_supported_is_gone(client, event):
    row = make_headcount(event, 18)
    add(client, event, about=f"headcount:{row.pk}", source=make_source().pk, locator="p. 3")
    row.delete()
    address = part_url(event, "sources")
    client.post(address, data_of(client.get(address)) | {"quotations-0-locator": "p. 4"})
    assert event.quotations.get().locator == "p. 4"


@pytest.mark.parametrize(
    ("quotation", "field"),
    [
        ({"about": "venue"}, "text"),
        ({"about": "headcount:0", "locator": "p. 1"}, "about"),
        ({"about": "", "locator": "p. 1"}, "about"),
    ],
)
def test_what_says_nothing_or_supports_nothing_is_refused(client, event, quotation, field):
    response = add(client, event, source=make_source().pk, **quotation)
    assert not Quotation.objects.exists()
    assert f"quotations-0-{field}" in errors_of(response)


def test_a_row_of_another_event_is_not_supported(client, event):
    foreign = make_headcount(make_event(), 18)
    response = add(client, event, about=f"headcount:{foreign.pk}", source=make_source().pk, locator="p. 1")
    assert not Quotation.objects.exists()
    assert "quotations-0-about" in errors_of(response)


CANARY = "Aminata Canari a signé"


@pytest.fixture
def quoted(officer):
    event = make_published_event(owner=officer.organisation)
    source = make_source(title="L’Essor")
    event.event_sources.create(source=source)
    event.quotations.create(about="venue", source=source, text=CANARY, locator="p. 3, canari")
    return event


def test_it_stands_in_nothing_that_is_public(client, quoted):
    client.logout()
    at = f"/fr/evenements/{quoted.reference}"
    pages = (
        f"{at}/",
        f"{at}.json",
        f"{at}.csv",
        f"{at}.pdf",
        "/fr/evenements.csv",
        "/fr/recherche/?q=canari",
    )
    for page in pages:
        text = text_of(client.get(page)).lower()
        assert "canari a sign" not in text and "p. 3, canari" not in text, page
    assert not Event.objects.search("canari").exists()


def test_it_is_read_by_nobody_of_another_organisation_and_goes_with_no_copy(client, quoted, officer):
    copy = copy_as_model(event=quoted, by=officer)
    assert not copy.quotations.exists()
    log_in(client, make_coordinator())
    assert CANARY in client.get(part_url(quoted, "ou")).content.decode()
    for reader in ("public", "bailleur", "nuire"):
        preview = client.get(reverse("staff:event_preview", args=[quoted.pk, reader]))
        assert preview.status_code == 200 and CANARY not in preview.content.decode()
    assert not LogEntry.objects.filter(change_message__contains="Canari").exists()


def test_the_words_of_a_proposal_are_gone_with_it(client, quoted):
    data = data_of(client.get(part_url(quoted, "sources"))) | {"quotations-0-text": f"{CANARY} deux fois"}
    assert client.post(part_url(quoted, "sources"), data).status_code == 302
    assert quoted.quotations.get().text == CANARY
    accept(client, quoted, "sources")
    assert quoted.quotations.get().text == f"{CANARY} deux fois"
    assert not quoted.proposals.exists()
    assert not LogEntry.objects.filter(change_message__contains="Canari").exists()


def test_a_withheld_funder_is_not_labelled_to_who_may_not_read_it(client, event):
    make_role(event, make_organisation(name_fr="Bailleur caché"), Role.FUNDER, disclosed=False)
    public = make_published_event()
    HeadcountGroup.objects.create(label_fr="deux").events.set([event, public])
    assert b"Bailleur cach" not in client.get(part_url(public, "sources")).content
