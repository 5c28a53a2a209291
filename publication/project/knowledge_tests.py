"""Pre- and post-tests as public facts: a count of copies is a count of people like any other."""

from typing import Any, cast

from django.utils.formats import number_format

from publication.disclosure.types import Disclosed
from publication.event_statements import copies_of, has_results_to_show, masks_results
from publication.facts import TestFacts
from publication.project.local import free_note


def test_facts(tests, disclosed: Disclosed) -> tuple[TestFacts, ...]:
    """The tests of one event, in their order, as far as they may be `disclosed`.

    The results of few persons stay out, and those from which they could be computed.
    """
    return tuple(_facts(test, disclosed) for test in tests)


cast(Any, test_facts).__test__ = False


def _facts(test, disclosed):
    label = test.get_moment_display()
    if test.sex:
        label = f"{label} – {test.get_sex_display()}"
    has_results = has_results_to_show(test, disclosed)
    return TestFacts(
        label=label,
        taken_by=copies_of(test, disclosed),
        mean=_score(test.mean_score, test.scale) if has_results else "",
        median=_score(test.median_score, test.scale) if has_results else "",
        note=free_note(test.event, test.note),
        is_protected=masks_results(test, disclosed),
    )


def _score(score, scale):
    return "" if score is None else f"{number_format(score.normalize())}\u00a0/\u00a0{scale}"
