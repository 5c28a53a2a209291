"""The moves of a record: submit, publish, return, withdraw.

Each writes who, when, from, to and why in the transaction of the change, and refuses a move
that `TRANSITIONS` does not allow. Who may make which move is for `events/permissions/`.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import REASON_REQUIRED, TRANSITIONS, Status
from events.models import Event, StatusChange
from events.permissions.records import is_absorbed
from events.sections import BY_KEY
from events.services.completeness import missing_for_submission
from events.services.references import has_page, next_reference
from events.services.search_text import index_event


class WorkflowError(ValidationError):
    """A move that is refused; its message is for the reader."""


class IncompleteRecordError(WorkflowError):
    """The record lacks what a submitted one must say; `missing` names each, with its field."""

    def __init__(self, missing):
        self.missing = missing
        super().__init__([ValidationError(sentence, code=code) for _field, sentence, code in missing])


@transaction.atomic
def submit(*, event, by):
    """Hand the record over to the reviewers."""
    if typed := [BY_KEY[row.section].title for row in event.section_states.filter(typed__isnull=False)]:
        raise WorkflowError(
            _("Il reste une saisie à corriger dans : %(parts)s."),
            params={"parts": ", ".join(map(str, typed))},
            code="typed_to_correct",
        )
    return _move(event, Status.SUBMITTED, by=by)


@transaction.atomic
def publish(*, event, by):
    """Open the record to the public; with its first page it gets its permanent reference."""
    current = _lock(event)
    if current.first_published_at is None:
        event.first_published_at = timezone.now()
    if current.reference is None and has_page(event, timezone.localdate()):
        event.reference = next_reference(event)
    _move(event, Status.PUBLISHED, by=by)
    # The reference is one of the words by which the event is found.
    index_event(event=event)
    return event


@transaction.atomic
def return_to_author(*, event, by, reason):
    """Send the record back to its organisation, with what must be corrected."""
    return _move(event, Status.RETURNED, by=by, reason=reason)


@transaction.atomic
def withdraw(*, event, by, reason, public_reason=""):
    """Take a published record off the public site: its address answers that, and which `WithdrawalReason`."""
    return _move(event, Status.WITHDRAWN, by=by, reason=reason, public_reason=public_reason)


@transaction.atomic
def absorb(*, event, by, reason, public_reason):
    """Another record stands for this one: withdrawn if it was ever public, else deleted like a draft."""
    if event.first_published_at is None:
        event.deleted_at = timezone.now()
        event.save(update_fields=["deleted_at"])
    elif event.status != Status.WITHDRAWN:
        _record(event, Status.WITHDRAWN, by=by, reason=reason, public_reason=public_reason)
    else:
        # Whether it leads on is published with it.
        event.save(update_fields=["status"])
    return event


@transaction.atomic
def stand_again(*, event, status, by):
    """The way back from `absorb`, unless somebody has moved the record since."""
    if event.deleted_at is not None:
        event.deleted_at = None
        event.save(update_fields=["deleted_at"])
    elif event.status == Status.WITHDRAWN != status:
        _record(event, status, by=by, reason=_("Séparée de nouveau"))
    else:
        event.save(update_fields=["status"])
    return event


def _lock(event):
    """The stored row, held until the end of the transaction: two reviewers may click at once."""
    return Event.objects.select_for_update().get(pk=event.pk)


def _move(event, to_status, *, by, reason="", public_reason=""):
    stored = _lock(event)
    from_status = Status(stored.status)
    if to_status not in TRANSITIONS[from_status]:
        raise WorkflowError(
            _("Cette fiche est « %(current)s » : elle ne peut pas passer à « %(wanted)s »."),
            params={"current": from_status.label, "wanted": Status(to_status).label},
            code="transition_not_allowed",
        )
    if is_absorbed(event):
        raise WorkflowError(
            _("Cette fiche est réunie à une autre : séparez-les d’abord."), code="merged_with_another"
        )
    reason = reason.strip()
    if to_status in REASON_REQUIRED and not reason:
        raise WorkflowError(_("Dites pourquoi, en une phrase au moins."), code="reason_missing")
    if to_status not in Status.editable_by_officers() and (missing := missing_for_submission(stored)):
        raise IncompleteRecordError(missing)
    _record(event, to_status, by=by, reason=reason, public_reason=public_reason, from_status=from_status)
    return event


def _record(event, to_status, *, by, reason, public_reason="", from_status=None):
    from_status = from_status or Status(event.status)
    event.status = to_status
    event.save(update_fields=["status", "reference", "first_published_at"])
    StatusChange.objects.create(
        event=event,
        from_status=from_status,
        to_status=to_status,
        by=by,
        reason=reason,
        public_reason=public_reason,
    )
