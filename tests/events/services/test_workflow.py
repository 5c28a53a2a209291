import pytest

from events.enums import Status
from events.models import Event
from events.services import workflow
from tests.factories import make_coordinator, make_event, make_published_event, make_user

pytestmark = pytest.mark.django_db


def test_the_first_publication_gives_a_permanent_reference():
    event = make_published_event()
    assert (event.status, event.reference) == (Status.PUBLISHED, "RSS-ML-2023-0001")
    assert make_published_event().reference == "RSS-ML-2023-0002"


def test_a_reference_survives_withdrawal_and_is_never_reused():
    by, event = make_coordinator(), make_published_event()
    workflow.withdraw(event=event, by=by, reason="Demande de l’organisation")
    Event.objects.filter(pk=event.pk).delete()
    assert make_published_event().reference == "RSS-ML-2023-0002"


def test_a_record_published_again_keeps_its_reference():
    by, event = make_coordinator(), make_published_event()
    workflow.withdraw(event=event, by=by, reason="Erreur")
    workflow.publish(event=event, by=by)
    assert event.reference == "RSS-ML-2023-0001"


def test_a_move_writes_who_from_where_to_where_and_why():
    by, event = make_coordinator(), make_event()
    workflow.submit(event=event, by=make_user())
    workflow.return_to_author(event=event, by=by, reason="La date manque.")
    change = event.status_changes.first()
    assert (change.from_status, change.to_status, change.by, change.reason) == (
        Status.SUBMITTED,
        Status.RETURNED,
        by,
        "La date manque.",
    )


def test_a_draft_cannot_be_published_without_review():
    event = make_event()
    with pytest.raises(workflow.WorkflowError, match="« brouillon »"):
        workflow.publish(event=event, by=make_coordinator())
    event.refresh_from_db()
    assert (event.status, event.reference) == (Status.DRAFT, None)


def test_a_record_is_not_sent_back_without_a_reason():
    event = make_event()
    workflow.submit(event=event, by=make_user())
    with pytest.raises(workflow.WorkflowError, match="Dites pourquoi"):
        workflow.return_to_author(event=event, by=make_coordinator(), reason="  ")
    assert event.status_changes.count() == 1


def test_the_second_of_two_reviewers_is_refused():
    event = make_event()
    workflow.submit(event=event, by=make_user())
    first, second = Event.objects.get(), Event.objects.get()
    workflow.publish(event=first, by=make_coordinator())
    with pytest.raises(workflow.WorkflowError):
        workflow.publish(event=second, by=make_coordinator())
    assert Event.objects.get().reference == "RSS-ML-2023-0001"
