"""The headers of every answer, whatever page gives it."""

import pytest
from django.test import override_settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/fr/", "/fr/admin/login/", "/fr/nulle-part/"])
def test_every_answer_is_closed_to_frames_guessing_and_devices(client, address):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    for device in ("camera", "geolocation", "microphone"):
        assert f"{device}=()" in headers["Permissions-Policy"]


def test_production_asks_browsers_to_stay_on_https(client):
    with override_settings(SECURE_HSTS_SECONDS=31_536_000):
        headers = client.get("/fr/", secure=True).headers
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
