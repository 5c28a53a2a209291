import logging
import sys

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation

from rss_registry.log_format import DiscreetFormatter

QUOTED = "duplicate key\nDETAIL:  Failing row contains (Aminata Secret,\n+223 70).\n"


def test_a_row_that_the_database_quotes_does_not_reach_the_log():
    try:
        try:
            raise ValueError(QUOTED)
        except ValueError as error:
            raise RuntimeError("refused") from error
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    line = DiscreetFormatter().format(record)
    assert "Aminata" not in line and "+223" not in line
    assert "duplicate key" in line and "refused" in line and "failed" in line


def test_the_word_of_a_link_that_opens_an_account_is_in_no_line():
    told = ("Forbidden (%s): %s", "CSRF", "/fr/admin/lien/XpV4-k_7/?a=b")
    record = logging.LogRecord("django", logging.WARNING, "", 0, told[0], told[1:], None)
    assert DiscreetFormatter().format(record) == "Forbidden (CSRF): /fr/admin/lien/…/?a=b"


@pytest.mark.parametrize("refusal", [PermissionDenied("not hers"), SuspiciousOperation("a made-up host")])
def test_what_is_refused_on_purpose_is_one_line(refusal):
    try:
        raise refusal
    except type(refusal):
        record = logging.LogRecord(
            "django.request", logging.WARNING, __file__, 1, "Forbidden: /fr/admin/", (), sys.exc_info()
        )
    assert DiscreetFormatter().format(record) == "Forbidden: /fr/admin/"
