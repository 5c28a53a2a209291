"""When two records of one event may be made one, and how far the one that stays is then protected."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import CountUnit, Sensitivity, Status, WithdrawalReason
from events.models import Event
from events.permissions import can, keeps_list_of
from events.services.list_work import open_import
from events.services.references import has_page
from organisations.models import User
from organisations.permissions import belongs_to, coordinates
from organisations.services.merge_limits import MergeError

_REFUSED = {
    "keep_the_public_one": _("Gardez la fiche publique : c’est elle que l’on a citée."),
    "withdrawn_to_protect": _(
        "L’une est retirée à la demande de quelqu’un ou pour protéger : ce qu’elle dit ne revient pas par "
        "une autre fiche."
    ),
    "typed_to_correct": _("La fiche à réunir garde une saisie à corriger : corrigez-la ou videz-la d’abord."),
    "proposal_waits": _("Une correction proposée attend sur la fiche à réunir : répondez-y d’abord."),
    "shared_total": _(
        "L’une partage un total avec d’autres événements, l’autre a ses effectifs : ôtez-en un d’abord."
    ),
    "costs": _(
        "Les deux fiches ont des coûts, ou des équipes différentes : ils ne se mêlent pas d’eux-mêmes."
    ),
    "list_waits": _(
        "Un fichier de liste attend sur l’une des fiches : importez-le ou abandonnez-le d’abord."
    ),
    "list_of_others": _(
        "La fiche à réunir a une liste de présence, et une autre équipe : ses noms y restent."
    ),
    "two_lists": _("Les deux fiches ont une liste de présence : seul qui tient les deux peut les réunir."),
}


def may_merge(user: User, kept: Event, absorbed: Event) -> bool:
    """The coordination; an officer for a draft that he entered himself, into one of his organisation."""
    if coordinates(user):
        return can(user, "view", kept) and can(user, "view", absorbed)
    return (
        can(user, "change", kept)
        and can(user, "delete", absorbed)
        and kept.first_published_at is None
        and belongs_to(user, kept.owner_id)
        and kept.owner_id == absorbed.owner_id
    )


def check_merge(kept: Event, absorbed: Event, by: User) -> None:
    """MergeError, with its code, where something stands in the way."""
    for code in _obstacles(kept, absorbed, by):
        raise MergeError(_REFUSED[code], code=code)


def _obstacles(kept, absorbed, by):
    if absorbed.status == Status.PUBLISHED != kept.status:
        yield "keep_the_public_one"
    if kept.status == Status.PUBLISHED and _is_withdrawn_to_protect(absorbed):
        yield "withdrawn_to_protect"
    if absorbed.section_states.filter(typed__isnull=False).exists():
        yield "typed_to_correct"
    if absorbed.proposals.filter(answered_at=None).exists():
        yield "proposal_waits"
    if any(one.headcount_groups.exists() and _counts(other) for one, other in _both(kept, absorbed)):
        yield "shared_total"
    if absorbed.cost_lines.exists() and (kept.owner_id != absorbed.owner_id or kept.cost_lines.exists()):
        yield "costs"
    if absorbed.participants.exists():
        if kept.owner_id != absorbed.owner_id:
            yield "list_of_others"
        if kept.participants.exists() and not (keeps_list_of(by, kept) and keeps_list_of(by, absorbed)):
            yield "two_lists"
    if open_import(absorbed) is not None:
        yield "list_waits"


def _both(one, other):
    return (one, other), (other, one)


def _counts(event):
    return event.headcount_groups.exists() or event.headcounts.filter(unit=CountUnit.PERSONS).exists()


def _is_withdrawn_to_protect(event):
    last = event.status_changes.order_by("-pk").first()
    return event.status == Status.WITHDRAWN and last is not None and last.public_reason in _PROTECTING


# Those that were withdrawn before classes were asked for may have been withdrawn for any.
_PROTECTING = ("", WithdrawalReason.PROTECTION)


def protection_of_both(kept: Event, absorbed: Event) -> dict[str, object]:
    """What the one that stays takes over so that it tells no more than either did."""
    levels = list(Sensitivity)
    strictest = max(kept.sensitivity, absorbed.sensitivity, key=levels.index)
    delays = [each.delay_days for each in (kept, absorbed) if each.delay_days is not None]
    if strictest != Sensitivity.DELAYED and any(map(_is_delayed_still, (kept, absorbed))):
        # No level tells the month, or counts, and waits.
        strictest = Sensitivity.HIDDEN
    return {
        "sensitivity": strictest,
        "delay_days": max(delays, default=None) if strictest == Sensitivity.DELAYED else None,
        "funders_withheld": kept.funders_withheld or absorbed.funders_withheld,
    }


def _is_delayed_still(event):
    opens = event.first_visible_day
    return event.sensitivity == Sensitivity.DELAYED and (opens is None or opens > timezone.localdate())


def is_open_in_full(event: Event) -> bool:
    """Whether it has a page that tells every fact."""
    is_published = event.status == Status.PUBLISHED and bool(event.reference)
    return is_published and has_page(event, timezone.localdate()) and not event.is_coarse
