"""Pre- and post-tests as public facts: a count of few copies is a small cell like any other."""

from django.utils.formats import number_format

from events.disclosure import protect
from events.figures import UNKNOWN, Figure
from publication.facts import TestFacts


def test_facts(tests) -> tuple[TestFacts, ...]:
    """The tests of one event, in their order.

    The results of few persons stay out, and those from which they could be computed.
    """
    tests = list(tests)
    copies = {}
    for moment in {test.moment for test in tests}:
        of_moment = [test for test in tests if test.moment == moment]
        total = next((Figure(test.taken_by) for test in of_moment if not test.sex), UNKNOWN)
        copies |= protect({test.pk: Figure(test.taken_by) for test in of_moment if test.sex}, total=total)
        copies |= {
            test.pk: protect({test.pk: Figure(test.taken_by)})[test.pk] for test in of_moment if not test.sex
        }
    return tuple(_facts(test, copies[test.pk]) for test in tests if test.pk in copies)


test_facts.__test__ = False


def _facts(test, copies):
    label = test.get_moment_display()
    if test.sex:
        label = f"{label} – {test.get_sex_display()}"
    return TestFacts(
        label=label,
        taken_by=copies,
        mean=_score(test.mean_score, test.scale) if copies.is_shown else "",
        median=_score(test.median_score, test.scale) if copies.is_shown else "",
        note=test.note,
        is_protected=copies.is_known and not copies.is_shown,
    )


def _score(score, scale):
    return "" if score is None else f"{number_format(score.normalize())}\u00a0/\u00a0{scale}"
