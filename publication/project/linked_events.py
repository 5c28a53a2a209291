"""The other events that the page of an event names beside it, as far as both are told in full."""

from collections.abc import Collection

from django.db.models import Q

from events.enums import EventLinkKind
from events.models import Event, EventLink
from publication import facts as types


def linked_events(event: Event) -> tuple[types.LinkedEvent, ...]:
    """Of an event read `with_facts`; none where it, or the other one, tells no more than region and month."""
    if event.is_coarse:
        return ()
    ends = [(EventLinkKind(link.kind), False, link.other) for link in event.links.all()]
    ends += [(EventLinkKind(link.kind), True, link.event) for link in event.links_to_it.all()]
    # In the order of what is published: who made which link when is nobody's business.
    ends.sort(key=lambda end: (EventLinkKind.values.index(end[0]), end[1], end[2].reference or ""))
    return tuple(
        types.LinkedEvent(
            kind.value,
            is_reverse,
            kind.reversed if is_reverse else str(kind.label),
            types.Link(other.title, other.get_absolute_url(), slug=other.reference or ""),
        )
        for kind, is_reverse, other in ends
    )


def linked_with(keys: Collection[int]) -> set[int]:
    """The events at both ends of each link with one of these."""
    links = EventLink.objects.filter(Q(event__in=keys) | Q(other__in=keys)).order_by()
    return {end for ends in links.values_list("event", "other") for end in ends}
