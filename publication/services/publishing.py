"""Bringing what is public up to date: events, whoever shares a total with them, and what they name."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from publication.models import PublicationState
from publication.models.pending import settling
from publication.services.batches import publish_batches
from publication.services.bodies import publish_bodies
from publication.services.events import publish_events
from publication.services.totals import companions_of, publish_totals


def publish_now(keys: Iterable[int], *, reason: str = "") -> bool:
    """Bring these events, those that share a total with them, and whatever they name up to date."""
    keys = companions_of(set(keys))
    with settling(), transaction.atomic():
        changed = publish_events(keys, on=timezone.localdate(), reason=reason)
        if publish_totals(keys):
            # A total that is told, or is told no more, stands on the page of each of its events.
            changed |= publish_events(keys, on=timezone.localdate())
        is_changed = publish_batches() or bool(changed)
        if changed:
            publish_bodies()
        if is_changed:
            PublicationState.renew()
    return is_changed
