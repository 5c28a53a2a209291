"""Parameters that no page knows: they lead to the address without them, whatever their value."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.reading import body_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/fr/?utm_source=lettre", "/fr/"),
        ("/fr/evenements/?fbclid=1&region=gao&region=mopti", "/fr/evenements/?region=gao&region=mopti"),
        ("/en/events.csv?x=1&entetes=codes", "/en/events.csv?entetes=codes"),
        ("/fr/calendrier/2024/03/?jour=4&y=2", "/fr/calendrier/2024/03/?jour=4"),
        ("/sitemap.xml?1", "/sitemap.xml"),
    ],
)
def test_they_lead_to_the_address_without_them(client, asked, led_to):
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (302, led_to)
    assert client.get(led_to).status_code == 200


def test_what_a_page_knows_is_left(client):
    for address in (
        "/fr/evenements/?q=a&tri=anciens&page=1",
        "/fr/statistiques/?annee=2024",
        "/fr/verifier/?code=",
    ):
        assert client.get(address).status_code == 200, address
    with override("fr"):
        report = client.get(reverse("reports:report_form"), {"anne": "2024"})
    assert report.status_code == 400 and "anne" in body_of(report).decode()


def test_no_address_leads_to_another_site(client):
    assert client.get("//evil.example/?x=1").get("Location", "").startswith("//") is False
