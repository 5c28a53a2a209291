"""Bringing what is public up to date: events, whoever shares a total with them, and what they name."""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from events.models import Event, EventLink, HeadcountGroup
from publication.models import PublicationState, PublishedEvent
from publication.models.pending import settling
from publication.project.linked_events import linked_with
from publication.services.batches import publish_batches
from publication.services.bodies import publish_bodies
from publication.services.events import Changes, publish_events
from publication.services.naming import remember_naming
from publication.services.totals import companions_of, publish_totals

# Any number that no other advisory lock of this database has.
_PUBLISHING = 7_202_608


def publish_now(
    keys: Iterable[int], *, reason: str = "", of: Collection[int] = (), bodies: bool = False
) -> bool:
    """Bring these events, those that share a total with them, and whatever they name up to date.

    `reason`: of the corrections of the events `of` alone; what follows for others has none. `bodies`: whether
    what events name has itself changed.
    """
    changes, is_changed = Changes(), False
    with settling(), transaction.atomic(savepoint=False):
        one_at_a_time()
        if not _are_nobodys_business(set(keys)):
            keys = companions_of(set(keys))
            keys |= linked_with(keys)
            changes = publish_events(keys, on=timezone.localdate(), reasons=dict.fromkeys(of, reason))
            if publish_totals(keys):
                # A total that is told, or is told no more, stands on the page of each of its events.
                changes.add(publish_events(keys, on=timezone.localdate()))
            is_changed = publish_batches() or bool(changes.events)
        if changes.naming or bodies:
            is_changed |= publish_bodies()
            remember_naming(changes.naming)
        if is_changed:
            PublicationState.renew()
    return is_changed


def _are_nobodys_business(keys):
    """Whether all of these are records that were never published, and that stand beside no other event.

    Of them nothing can be public. One that was deleted is none of them: it may have been.
    """
    beside = (
        PublishedEvent.objects.filter(pk=OuterRef("pk")),
        HeadcountGroup.events.through.objects.filter(event=OuterRef("pk")),
        EventLink.objects.filter(Q(event=OuterRef("pk")) | Q(other=OuterRef("pk"))),
    )
    in_work = Event.objects.filter(pk__in=keys, first_published_at=None, reference=None)
    return in_work.exclude(reduce(or_, map(Exists, beside))).count() == len(keys)


def one_at_a_time() -> None:
    """Until this transaction ends no other publishes: what two publish at once would be held against neither.

    SQLite has one writer anyway (its transactions begin as IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PUBLISHING])
