"""Pages for the days when nothing works: they need no database and speak both languages."""

import pytest
from django.template.loader import render_to_string

CODES = (400, 403, 404, 410, 429, 500, 503)


@pytest.mark.parametrize("code", CODES)
def test_an_error_page_needs_nothing_and_speaks_both_languages(code):
    page = render_to_string(f"{code}.html")
    assert str(code) in page
    assert '<section lang="en">' in page and "/fr/" in page and "/en/" in page
    assert "<script" not in page and " style=" not in page
