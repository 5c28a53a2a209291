"""What a browser needs of the test server."""

import pytest
from django.test import override_settings


@pytest.fixture(scope="session", autouse=True)
def _a_folder_for_collected_files(tmp_path_factory):
    """The server of static files warns about a missing folder, and a warning is an error here."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield
