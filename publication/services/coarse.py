"""Which series once held a coarse event: the others of it tell no rank, and the series no planned town."""

from collections.abc import Collection
from datetime import date

from events.models import Event
from publication.models import CoarseInSeries


def remember_coarse(keys: Collection[int], *, on: date) -> frozenset[int]:
    """Of these events those that the public is told of by region and month; one told in full is forgotten.

    Returns the series of which the others tell something else now.
    """
    told = Event.objects.published(on).filter(pk__in=keys).only("series", "sensitivity")
    coarse = {(event.pk, event.series_id) for event in told if event.is_coarse and event.series_id}
    in_full = {event.pk for event in told if not event.is_coarse}
    standing = CoarseInSeries.objects.filter(event__in=keys)
    pairs = set(standing.values_list("event", "series"))
    new = coarse - pairs
    forgotten = in_full & {event for event, _series in pairs}
    if not (new or forgotten):
        return frozenset()
    before = CoarseInSeries.series_told()
    standing.filter(event__in=forgotten).delete()
    CoarseInSeries.objects.bulk_create(
        CoarseInSeries(event=event, series=series) for event, series in sorted(new)
    )
    return before ^ CoarseInSeries.series_told()
