"""Addresses as no reader types them: an answer below 500, and never a way to another site."""

import pytest

from tests.factories import make_published_event

pytestmark = pytest.mark.django_db

HUGE = "9" * 40
PATHS = [
    "/fr/evenements/%00/",
    "/fr/evenements/%FF/",
    "/fr/evenements/RSS-ML-2023-0001/documents/{huge}/",
    "/fr/evenements/RSS-ML-2023-0001/photos/{huge}/",
    "/fr/evenements/..%2F..%2Fetc%2Fpasswd.pdf",
    "/fr/evenements/{long}/",
    "/fr/organisations/%E2%80%AE/",
    "/xx/evenements/",
    "/fr//evil.example/",
    "//evil.example/..",
    "/fr/admin",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_breaks_the_site_or_leads_away_from_it(client, path):
    make_published_event()
    client.raise_request_exception = False
    path = path.format(huge=HUGE, long="x" * 3_000)
    answer = client.get("/", PATH_INFO=path) if path.startswith("//") else client.get(path)
    assert answer.status_code < 500
    assert not answer.get("Location", "").startswith(("//", "http"))
