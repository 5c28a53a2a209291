"""Records of events that were made one with another: which record stands for each."""

from events.models import Event
from organisations.models import Merge


def kept_of_merged() -> dict[int, int]:
    """By key of each absorbed record that of the one that stands for it, over however many merges."""
    merges = Merge.objects.filter(table=Event._meta.label_lower)
    kept = dict(merges.order_by("pk").values_list("absorbed_key", "kept_key"))
    return {key: _last(kept, key) for key in kept}


def _last(kept, key):
    seen = set()
    while key in kept and key not in seen:
        seen.add(key)
        key = kept[key]
    return key
