"""Corrections of a public record that wait for a coordinator; meanwhile its page stays as it is."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Status
from events.models import Event, ProposedCorrection, StatusChange
from events.services.workflow import WorkflowError
from rss_registry.text import without_nul


class ProposalError(WorkflowError):
    """A step that is refused; its message is for the reader."""


@transaction.atomic
def propose(*, event, section, typed, reason, by):
    """Hand over one part as it should read; takes the place of what was proposed for it before."""
    if Event.objects.select_for_update().get(pk=event.pk).status != Status.PUBLISHED:
        raise ProposalError(
            _("Cette fiche n’est plus publiée : rechargez la page."), code="nothing_to_correct"
        )
    ProposedCorrection.objects.filter(event=event, section=section.key).delete()
    return ProposedCorrection.objects.create(
        event=event, section=section.key, typed=typed, reason=without_nul(reason), proposed_by=by
    )


@transaction.atomic
def turn_down(*, proposal, by, answer):
    """Set a proposal aside, and tell its officer why; it stays, to be proposed again otherwise."""
    answer = without_nul(answer).strip()
    if not answer:
        raise ProposalError(_("Dites pourquoi, en une phrase au moins."), code="reason_missing")
    proposal.answer, proposal.answered_by, proposal.answered_at = answer, by, timezone.now()
    proposal.save()
    return proposal


@transaction.atomic(savepoint=False)
def settle_proposal(*, proposal, by):
    """After a coordinator saved the page that showed it: what was proposed there, and asked, is answered.

    One that has been sent anew meanwhile is another row: nobody has read it, and it goes on waiting.
    """
    event = proposal.event
    if event.proposals.filter(pk=proposal.pk).delete()[0] and correction_asked(event):
        _note(event, by, "")


@transaction.atomic
def ask_correction(*, event, by, reason):
    """Ask the officers of a public record to propose a correction; its page stays."""
    reason = without_nul(reason).strip()
    if not reason:
        raise ProposalError(_("Dites pourquoi, en une phrase au moins."), code="reason_missing")
    if Event.objects.select_for_update().get(pk=event.pk).status != Status.PUBLISHED:
        raise ProposalError(
            _("Cette fiche n’est plus publiée : rechargez la page."), code="nothing_to_correct"
        )
    _note(event, by, reason)
    return event


def correction_asked(event) -> StatusChange | None:
    """What a coordinator has asked of a public record, as long as nobody has answered it."""
    last = event.status_changes.order_by("-pk").first()
    is_request = last is not None and last.from_status == last.to_status == Status.PUBLISHED and last.reason
    return last if is_request else None


def _note(event, by, reason):
    StatusChange.objects.create(
        event=event, from_status=Status.PUBLISHED, to_status=Status.PUBLISHED, by=by, reason=reason
    )
