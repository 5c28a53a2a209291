"""The references that once had a page and answer 410: since when, and what the public is told of why."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from events.enums import Sensitivity, Status, WithdrawalReason
from events.models import Event, StatusChange
from publication.disclosure.merged_events import kept_of_merged
from publication.models import Withdrawal


def write_withdrawals(
    keys: Collection[int], *, public: Collection[int], on: date, gone: Collection[int]
) -> set[int]:
    """Bring those of these events up to date; returns the keys of those that changed.

    `public`: those that have a page, `gone`: those that had one until now. A record published again is
    withdrawn no more.
    """
    references = dict(
        Event.objects.filter(pk__in=keys, reference__isnull=False).values_list("pk", "reference")
    )
    standing = set(Withdrawal.objects.filter(pk__in=references.values()).values_list("pk", flat=True))
    left = set(Event.objects.no_longer_published(on).filter(pk__in=keys).values_list("pk", flat=True))
    left |= set(gone) | {key for key, reference in references.items() if reference in standing}
    changed = set()
    for key, reference in references.items():
        if key in public:
            if reference in standing:
                Withdrawal.objects.filter(pk=reference).delete()
                changed.add(key)
        elif key in left and _write(key, reference, on):
            changed.add(key)
    return changed


def _write(key, reference, on) -> bool:
    event = Event.objects.only("status", "sensitivity", "visible_from").get(pk=key)
    last = StatusChange.objects.filter(event=key).exclude(to_status=Status.SUBMITTED).order_by("-pk").first()
    moved_at = last.at if last is not None and last.to_status != Status.PUBLISHED else None
    reason = _reason(event, last, on)
    said = {"reason": reason, "double_of": _stands_for(key) if reason == WithdrawalReason.DUPLICATE else ""}
    standing = Withdrawal.objects.filter(pk=reference).first()
    if standing is None:
        at = moved_at or timezone.now()
        Withdrawal.objects.create(pk=reference, at=at, **said)
        return True
    if any(getattr(standing, name) != value for name, value in said.items()):
        Withdrawal.objects.filter(pk=reference).update(**said)
        return True
    return False


def _stands_for(key):
    """The reference of the record with which the event was made one; whether it has a page is asked later."""
    kept = kept_of_merged().get(key)
    return Event.objects.filter(pk=kept).values_list("reference", flat=True).first() or "" if kept else ""


def _reason(event, last, on):
    is_delayed = event.visible_from is None or event.visible_from > on
    if is_delayed or event.sensitivity not in Sensitivity.with_page():
        return WithdrawalReason.PROTECTION.value
    if event.status == Status.WITHDRAWN:
        # Withdrawn before classes were asked for.
        return last.public_reason if last else ""
    return WithdrawalReason.ERROR.value
