"""Which agreements a programme stands by: its lead or a coordinator accepts those of others.

Until then an agreement that names it is a proposal: nothing public, printed or kept knows of it.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.enums import ProgrammeRole
from organisations.models import GrantAgreement, Programme, User
from organisations.permissions import RULES, leads

_DECIDED = ("programme_accepted", "proposed_by", "accepted_by", "accepted_at", "declined_programme")
# What no page or document of a programme prints.
_UNTOLD = {"audit_due_on", "funder_disclosed", *_DECIDED}


class ProposalError(ValidationError):
    """The agreement is not in a state for this decision."""


def accepted_by(user: User) -> dict:
    """The columns of an agreement that `user` may write on the programme that it names."""
    return {
        "programme_accepted": True,
        "proposed_by": user,
        "accepted_by": user,
        "accepted_at": timezone.now(),
    }


def settle_programme(*, agreement: GrantAgreement, by: User) -> None:
    """Accept or propose `agreement`, about to be saved by `by`, to the programme that it names.

    A new link is a proposal, and so is what the holder changes afterwards of what the programme prints,
    unless the holder leads the programme or `by` may accept. Withholding the funder needs no consent.
    Ask within the transaction that saves: the row is locked until then.
    """
    stored = _locked(agreement) if agreement.pk else None
    if stored is not None:
        # What was decided since the form was opened holds.
        columns = [GrantAgreement._meta.get_field(name).attname for name in _DECIDED]
        _set(agreement, {name: getattr(stored, name) for name in columns})
    is_link_new = stored is None or stored.programme_id != agreement.programme_id
    if agreement.programme_id is None:
        if stored is not None and is_link_new:
            _forget_acceptance(agreement)
            agreement.proposed_by = None
    elif is_link_new or (agreement.programme_accepted and _tells_otherwise(agreement, stored)):
        agreement.declined_programme = None
        if may_write(by, agreement):
            _set(agreement, accepted_by(by))
        else:
            _forget_acceptance(agreement)
            agreement.proposed_by = by


def may_write(user: User, agreement: GrantAgreement) -> bool:
    """Whether what the user saves of the agreement stands at once on the programme that it names."""
    is_leads_own = leads(agreement.recipient_id, agreement.programme_id)
    return is_leads_own or RULES[GrantAgreement].may_accept(user, agreement)


def who_accepts(programme: Programme) -> str:
    """Whose answer a proposal waits for, in words."""
    leads = programme.partners.filter(role=ProgrammeRole.LEAD).select_related("organisation")
    names = ", ".join(lead.organisation.short_name for lead in leads)
    return _("%(leads)s ou la coordination") % {"leads": names} if names else _("la coordination")


@transaction.atomic
def accept(*, agreement: GrantAgreement, by: User) -> GrantAgreement:
    """From now on the programme, its events and their documents tell of the agreement."""
    agreement = _proposal(agreement)
    agreement.programme_accepted, agreement.accepted_by = True, by
    agreement.accepted_at = timezone.now()
    return _signed(agreement, by, _("Acceptée dans le programme"))


@transaction.atomic
def decline(*, agreement: GrantAgreement, by: User) -> GrantAgreement:
    """The agreement stays with its holder, and names the programme no more."""
    agreement = _proposal(agreement)
    agreement.declined_programme, agreement.programme = agreement.programme, None
    return _signed(agreement, by, _("Refusée par le programme"))


@transaction.atomic
def reopen(*, agreement: GrantAgreement, by: User) -> GrantAgreement:
    """Take the decision back: the agreement is a proposal again."""
    agreement = _locked(agreement)
    if agreement.declined_programme_id is not None and agreement.programme_id is None:
        agreement.programme, agreement.declined_programme = agreement.declined_programme, None
    elif agreement.programme_id is None or agreement.is_proposed:
        raise ProposalError(_("Aucune décision à annuler pour cette convention."), code="nothing_to_reopen")
    _forget_acceptance(agreement)
    return _signed(agreement, by, _("Décision annulée"))


def _proposal(agreement):
    agreement = _locked(agreement)
    if not agreement.is_proposed:
        raise ProposalError(_("Cette convention n’attend plus de réponse."), code="not_proposed")
    return agreement


def _locked(agreement):
    return GrantAgreement.objects.select_for_update().get(pk=agreement.pk)


def _signed(agreement, by, reason):
    agreement._history_user, agreement._change_reason = by, reason
    agreement.save()
    return agreement


def _forget_acceptance(agreement):
    agreement.programme_accepted, agreement.accepted_by, agreement.accepted_at = False, None, None


def _set(agreement, columns):
    for name, value in columns.items():
        setattr(agreement, name, value)


def _tells_otherwise(agreement, stored):
    # Of one that is withheld nothing is printed; that it stands is what keeps others from naming the funder.
    if not agreement.funder_disclosed:
        return False
    return not stored.funder_disclosed or _told(agreement) != _told(stored)


def _told(agreement):
    return [
        # An empty text of one language is stored as none, and comes from a form as empty.
        getattr(agreement, field.attname) or None
        for field in agreement._meta.concrete_fields
        if field.name not in _UNTOLD and not hasattr(agreement, f"{field.name}_fr")
    ]
