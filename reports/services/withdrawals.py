"""What must not be told again of a document: the events that were withdrawn or are protected more since."""

from collections.abc import Mapping

from events.enums import Sensitivity
from publication.models import PublishedEvent

_RANK = {value: rank for rank, value in enumerate(Sensitivity.values)}


def protected_since(events: Mapping[str, str]) -> set[str]:
    """Of these events (reference → sensitivity then), those that the public may know less of now."""
    found = PublishedEvent.objects.open().filter(reference__in=events)
    now = {event.reference: event.protection for event in found}
    return {
        reference
        for reference, then in events.items()
        if reference not in now or _RANK[now[reference]] > _RANK.get(then, 0)
    }
