"""A document held against the register of today: current, replaced, withdrawn, reserved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.enums import Sensitivity, Sex
from events.models import Event, Presence, Session
from events.services.merging import merge_events
from events.services.workflow import withdraw
from publication.models.pending import settle
from publication.questions.reading import event_facts
from reports import definitions
from reports.documents import certificates, event_report, kinds
from reports.models import DocumentProof
from reports.services import proof
from reports.services.kinds import Content, DocumentKind, ProofFigure
from reports.verification import State, verify
from tests.factories import (
    make_coordinator,
    make_event,
    make_headcount,
    make_organisation,
    make_participant,
    make_published_event,
    make_role,
)
from tests.published import published

pytestmark = pytest.mark.django_db


def produced(event, language="fr"):
    """The proof of its report as it stands, without the time that printing takes."""
    with translation.override(language):
        public = event_facts(published(event).reference)
        issued = proof.code_for_content(
            "event", language, {"reference": event.reference}, event_report.content_of(public)
        )
        proof.register(issued, b"%PDF")
    return DocumentProof.objects.get(code=issued.code)


def event_with(number):
    event = make_published_event(title_fr="Atelier de Gao")
    return event, make_headcount(event, number)


def shown(found):
    return {line.label: (line.then, line.now) for line in found.comparison.lines if line.has_changed}


def test_a_document_of_which_nothing_changed_is_current_in_both_languages():
    event, _headcount = event_with(42)
    document = produced(event)
    for language in ("fr", "en"):
        with translation.override(language):
            found = verify(document)
        assert (found.state, found.comparison.changed, found.reasons) == (State.CURRENT, 0, ())


def test_a_corrected_headcount_is_shown_with_the_day_of_its_correction():
    event, headcount = event_with(42)
    document = produced(event)
    headcount.number = 52
    headcount.save()

    found = verify(document)

    assert found.state == State.REPLACED
    assert shown(found) == {"Participants": ("42", "52")}
    (reason,) = found.reasons
    assert reason.text == "corrigé\u00a0: effectifs"
    assert reason.title == f"{event.reference} – Atelier de Gao"
    assert reason.day is not None


def test_a_correction_that_changes_no_figure_is_told_too():
    event, _headcount = event_with(42)
    document = produced(event)
    make_role(event, make_organisation())
    found = verify(document)
    assert (found.state, found.comparison.changed) == (State.REPLACED, 0)
    assert [reason.text for reason in found.reasons] == ["corrigé\u00a0: organisations et rôles"]


def test_what_was_corrected_before_the_document_is_no_reason():
    event, headcount = event_with(42)
    headcount.number = 43
    headcount.save()
    assert verify(produced(event)).state == State.CURRENT


def test_of_a_withdrawn_event_nothing_is_said_again():
    event, _headcount = event_with(42)
    document = produced(event)
    withdraw(event=event, by=make_coordinator(), reason="Demande de l’organisateur.")

    found = verify(document)

    assert found.state == State.WITHDRAWN
    assert (found.content, found.comparison) == (None, None)
    assert "Gao" not in repr(found)


def test_of_an_event_that_was_made_one_with_another_its_page_is_told():
    event, _headcount = event_with(42)
    document = produced(event)
    kept, by = make_published_event(), make_coordinator()
    settle()
    merge_events(kept=kept, absorbed=event, values={}, by=by)
    settle()
    found = verify(document)
    assert found.state == State.WITHDRAWN
    assert [(reason.title, reason.url) for reason in found.reasons] == [
        (event.reference, kept.get_absolute_url())
    ]
    # Once that one tells less, nothing leads to it.
    kept = Event.objects.get(pk=kept.pk)
    kept.sensitivity = Sensitivity.REGION_AND_MONTH
    kept.save()
    settle()
    assert verify(document).reasons == ()


def test_an_event_that_is_better_protected_since_keeps_its_old_numbers_to_itself():
    event, headcount = event_with(42)
    document = produced(event)
    event.sensitivity = Sensitivity.REGION_AND_MONTH
    event.save()
    headcount.number = 50
    headcount.save()
    found = verify(document)
    assert found.something_protected
    assert shown(found) == {"Participants": ("", "50")}


def test_a_split_that_has_become_small_is_not_told_from_memory():
    event, _headcount = event_with(42)
    women = make_headcount(event, 20, sex=Sex.WOMEN)
    document = produced(event)
    women.number = 3
    women.save()
    assert shown(verify(document))["Femmes"] == ("", "masqué")


def test_a_document_under_older_definitions_is_replaced_and_says_so(monkeypatch):
    event, _headcount = event_with(42)
    document = produced(event)
    current = definitions.CURRENT
    monkeypatch.setattr(definitions, "CURRENT", current + 1)
    found = verify(document)
    assert (found.state, found.has_other_definitions) == (State.REPLACED, True)
    assert found.definitions == definitions.definitions(current)


def test_of_a_reserved_document_no_figure_is_read():
    event, _headcount = event_with(42)
    document = produced(event)
    document.is_public = False
    found = verify(document)
    assert (found.state, found.content, found.comparison) == (State.RESERVED, None, None)


# -- a report of several events ------------------------------------------------------


@pytest.fixture
def gathered(monkeypatch):
    """A kind of document that sums every public event, as the reports of a period do."""

    def read(parameters):
        events = list(Event.objects.published().prefetch_related("headcounts"))
        total = sum(row.number for event in events for row in event.headcounts.all())
        return Content(
            title="Rapport d’essai",
            address="/fr/rapport.pdf",
            figures=(ProofFigure("participants", "Participations", total),),
            as_of=max(event.updated_at for event in events),
            events={event.reference: event.sensitivity for event in events},
        )

    kind = DocumentKind("test", "Essai", read=read, write=None)
    monkeypatch.setitem(kinds._BY_NAME, "test", kind)

    def produce():
        issued = proof.code_for_content("test", "fr", {}, read({}))
        proof.register(issued, b"%PDF")
        return DocumentProof.objects.get(code=issued.code)

    return produce


def test_an_event_published_since_is_a_reason_with_its_page(gathered):
    event_with(40)
    document = gathered()
    later, _headcount = event_with(20)
    found = verify(document)
    assert shown(found) == {"Participations": ("40", "60")}
    (reason,) = found.reasons
    assert (reason.text, reason.url) == ("compté depuis", later.get_absolute_url())


def test_a_withdrawn_event_is_named_by_its_reference_and_never_by_a_difference(gathered):
    event_with(40)
    withdrawn, _headcount = event_with(20)
    document = gathered()
    withdraw(event=withdrawn, by=make_coordinator(), reason="Demande de l’organisateur.")
    found = verify(document)
    assert shown(found) == {"Participations": ("", "40")}
    assert [(reason.title, reason.url) for reason in found.reasons] == [(withdrawn.reference, "")]


def test_an_event_that_is_hidden_since_is_counted_and_not_named(gathered):
    event_with(40)
    hidden, _headcount = event_with(20)
    document = gathered()
    hidden.sensitivity = Sensitivity.HIDDEN
    hidden.save()
    found = verify(document)
    assert hidden.reference not in repr(found.reasons)
    assert "1 fiche n’est plus publiée" in found.reasons[0].text


def test_the_queries_do_not_grow_with_the_events(gathered):
    def cost(number):
        for _each in range(number):
            event_with(10)
        document = gathered()
        settle()
        with CaptureQueriesContext(connection) as queries:
            verify(document)
        return len(queries)

    assert cost(1) == cost(8)


@pytest.mark.parametrize("make", [make_event, make_published_event])
def test_a_certificate_is_authentic_for_its_event_and_names_nobody(client, make):
    event = make(title_fr="Atelier de Kati")
    half_day = Session.objects.create(event=event, day=event.starts_on, half_day="morning")
    Presence.objects.create(
        session=half_day, participant=make_participant(event, full_name="Canari Secretnom")
    )
    (certificate,) = certificates.build(event, certificates.trained(event, 1)).certificates
    proof.register(certificate.proof, b"%PDF")

    page = client.get(f"/fr/verifier/{certificate.proof.printed}").content.decode()

    assert "Authentique" in page and "ne garde ni ne montre aucun nom" in page
    assert "Canari" not in page
    assert ("Atelier de Kati" in page) == (event.reference is not None)
    assert ("pour un événement que le registre ne publie pas" in page) == (event.reference is None)
