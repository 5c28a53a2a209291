"""Extracts of sources: entered beside the sources, read beside what they support, and never in public."""

import pytest

from events.models import Quotation
from tests.admin_forms import add_row, admin_url, data_of, errors_of
from tests.factories import make_event, make_headcount, make_source

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
