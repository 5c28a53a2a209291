"""Records of events that were made one with another: which record stands for each."""

from collections.abc import Collection

from django.db.models import Q

from events.models import Event
from organisations.models import Merge

# A record that was made one with one that was made one …: asked in the same query, so often at most.
_DEEP = 3


def _merges():
    return Merge.objects.filter(table=Event._meta.label_lower)


def kept_of_merged() -> dict[int, int]:
    """By key of each absorbed record that of the one that stands for it, over however many merges."""
    kept = dict(_merges().order_by("pk").values_list("absorbed_key", "kept_key"))
    return {key: _last(kept, key) for key in kept}


def of_events_and_absorbed(column: str, events: Collection[int]) -> Q:
    """The condition that `column` names one of the events, or a record for which one of them stands."""
    condition, above = Q(**{f"{column}__in": events}), events
    for _level in range(_DEEP):
        above = _merges().filter(kept_key__in=above).order_by().values("absorbed_key")
        condition |= Q(**{f"{column}__in": above})
    return condition


def _last(kept, key):
    seen = set()
    while key in kept and key not in seen:
        seen.add(key)
        key = kept[key]
    return key
