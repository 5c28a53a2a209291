"""What a browser needs of the test server."""

import pytest
from django.test import Client, override_settings

from tests.browser.axe import DESK


@pytest.fixture(scope="session", autouse=True)
def _a_folder_for_collected_files(tmp_path_factory):
    """The server of static files warns about a missing folder, and a warning is an error here."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture
def open_as(browser, live_server):
    """A window of some width in which an account is logged in."""
    contexts = []

    def open_(user, width=DESK, scheme="light", dots=1):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            device_scale_factor=dots,
            color_scheme=scheme,
            base_url=live_server.url,
            locale="fr-FR",
        )
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        contexts.append(context)
        page = context.new_page()
        page.refused = []
        page.on("console", lambda message: page.refused.append(message.text))
        page.on("pageerror", lambda error: page.refused.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
