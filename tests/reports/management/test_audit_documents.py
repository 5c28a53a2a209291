"""Documents that told more than today's rules allow are found, and their values are not said again."""

from io import StringIO

import pytest
from django.core.management import call_command

from events.enums import Sensitivity, Sex
from publication.questions.reading import event_facts
from reports.documents import event_report
from reports.models import DocumentProof
from reports.services import proof
from reports.verification.audit import excesses
from tests.factories import make_headcount, make_proof, make_published_event

pytestmark = pytest.mark.django_db


def produced(event):
    content = event_report.content_of(event_facts(event.reference))
    issued = proof.code_for_content("event", "fr", {"reference": event.reference}, content)
    proof.register(issued, b"%PDF")
    return DocumentProof.objects.get(code=issued.code)


@pytest.fixture
def event():
    event = make_published_event()
    make_headcount(event, 40)
    make_headcount(event, 20, sex=Sex.WOMEN)
    make_headcount(event, 20, sex=Sex.MEN)
    return event


def audited(*options):
    out = StringIO()
    call_command("audit_documents", *options, stdout=out)
    return out.getvalue()


def test_a_document_that_says_what_may_be_said_is_none(event):
    produced(event)
    assert list(excesses()) == []
    assert audited()


@pytest.mark.parametrize("sensitivity", [Sensitivity.REGION_AND_MONTH, Sensitivity.HIDDEN])
def test_one_that_told_the_day_of_an_event_protected_since_is_named(event, sensitivity):
    standing = produced(event)
    event.sensitivity = sensitivity
    event.save()
    (found,) = excesses()
    assert (found.proof, found.events, found.figures) == (standing, (event.reference,), ())


def test_one_that_told_a_number_withheld_since_is_named_without_the_number(event):
    produced(event)
    event.headcounts.get(sex=Sex.WOMEN).delete()
    event.headcounts.get(sex=Sex.MEN).delete()
    make_headcount(event, 3, sex=Sex.WOMEN)
    make_headcount(event, 37, sex=Sex.MEN)
    (found,) = excesses()
    assert found.events == () and found.figures
    with pytest.raises(SystemExit) as ended:
        audited("--language", "en")
    assert ended.value.code == 1


def test_what_was_made_for_those_who_may_know_is_none(event):
    make_proof(is_public=False, events={event.reference: "public"}, parameters={"reference": event.reference})
    event.sensitivity = Sensitivity.HIDDEN
    event.save()
    assert list(excesses()) == []
