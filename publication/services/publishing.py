"""Bringing what is public up to date: events, whoever shares a total with them, and what they name."""

from collections.abc import Collection, Iterable

from django.db import connection, transaction
from django.utils import timezone

from events.enums import Sensitivity
from publication.models import PublicationState
from publication.models.pending import settling
from publication.project.linked_events import linked_with
from publication.services.batches import publish_batches
from publication.services.bodies import publish_bodies
from publication.services.events import Changes, publish_events
from publication.services.glance import BATCH, LISTED, PUBLISHED, TOTAL, glance_at
from publication.services.naming import remember_naming
from publication.services.persons import publish_persons
from publication.services.totals import companions_of, publish_totals

# Any number that no other advisory lock of this database has.
_PUBLISHING = 7_202_608
_BESIDE_OTHERS = {"headcount_groups", "links", "links_to_it"}


def publish_now(
    keys: Iterable[int],
    *,
    reason: str = "",
    of: Collection[int] = (),
    bodies: bool = False,
    lists: Collection[int] = (),
) -> bool:
    """Bring these events, those that share a total with them, and whatever they name up to date.

    `reason`: of the corrections of the events `of` alone; what follows for others has none. `bodies`: whether
    what events name has itself changed. `lists`: the events of which the marks of persons have.
    """
    changes, keys = Changes(), set(keys)
    with settling(), transaction.atomic(savepoint=False):
        one_at_a_time()
        seen = glance_at(keys)
        if not _are_nobodys_business(keys, seen):
            if _may(keys, seen, _BESIDE_OTHERS):
                keys = companions_of(keys)
                keys |= linked_with(keys)
                seen |= glance_at(keys - seen.keys())
            reasons = dict.fromkeys(of, reason)
            changes = publish_events(keys, on=timezone.localdate(), reasons=reasons, seen=seen)
            if _may(keys, seen, {"headcount_groups", TOTAL}) and publish_totals(keys):
                # A total that is told, or is told no more, stands on the page of each of its events.
                changes.add(publish_events(keys, on=timezone.localdate(), seen=glance_at(keys)))
        is_changed = bool(changes.events)
        if bodies or _may_stand_in_batches(keys, seen):
            is_changed |= publish_batches()
        if changes.naming or bodies:
            is_changed |= publish_bodies()
            remember_naming(changes.naming)
        listed = set(lists)
        if not _are_nobodys_business(keys, seen):
            # Its organisation may have changed, which no page tells.
            listed |= {key for key in keys if _may([key], seen, {LISTED})}
        if listed:
            is_changed |= publish_persons(listed)
        if is_changed:
            PublicationState.renew()
    return is_changed


def _may(keys, seen, asked) -> bool:
    """Whether one of these events has any of what is asked; of one that was deleted nobody knows."""
    return any(key not in seen or seen[key].has & asked for key in keys)


def _may_stand_in_batches(keys, seen) -> bool:
    """Whether one of these may be, or have been, known from totals only.

    The batches held before: what else changes leaves them as they are.
    """
    if _are_nobodys_business(keys, seen):
        return False
    return _may(keys, seen, {BATCH}) or any(
        each.sensitivity == Sensitivity.AGGREGATE for each in seen.values()
    )


def _are_nobodys_business(keys, seen):
    """Whether all of these are records that were never published, and that stand beside no other event.

    Of them nothing can be public. One that was deleted is none of them: it may have been.
    """
    return not _may(keys, seen, {PUBLISHED, *_BESIDE_OTHERS}) and not any(
        each.was_published or each.reference for each in seen.values()
    )


def one_at_a_time() -> None:
    """Until this transaction ends no other publishes: what two publish at once would be held against neither.

    SQLite has one writer anyway (its transactions begin as IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PUBLISHING])
