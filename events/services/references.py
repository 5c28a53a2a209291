"""Permanent references: given with the first public page.

One that a hidden event kept would be a gap between those of others, and gaps are counted.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from events.enums import Sensitivity
from events.models import Event, ReferenceCounter
from events.services.search_text import index_event


@transaction.atomic(savepoint=False)
def give_references(keys: Collection[int] | None = None, *, on: date) -> None:
    """To those of these events (of all) that have a page on the day `on` and no reference yet."""
    waiting = Event.objects.published(on).filter(reference__isnull=True)
    if keys is not None:
        waiting = waiting.filter(pk__in=keys)
    # By title: their numbers are to follow neither their days nor the order in which they were entered.
    for event in sorted(waiting, key=lambda event: (event.title_fr, event.pk)):
        event.reference = next_reference(event)
        Event.objects.filter(pk=event.pk).update(reference=event.reference)
        # It is one of the words by which the event is found.
        index_event(event=event)


def has_page(event: Event, on: date) -> bool:
    """Whether `event`, once published, has a public page on the day `on`."""
    opens = event.first_visible_day
    return event.sensitivity in Sensitivity.with_page() and opens is not None and opens <= on


def next_reference(event: Event) -> str:
    """`RSS-ML-2023-0007`: the year of the event, and a number never given before.

    Of an event without a date it is the year of its announcement, or of its first source.
    """
    year = (event.starts_on or event.announced_on or first_told_on(event) or timezone.localdate()).year
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save()
    return f"RSS-ML-{year}-{counter.last:04d}"


def first_told_on(event: Event) -> date | None:
    """When the first of its sources was published; None where none says so."""
    days = event.event_sources.order_by().values_list("source__published_on", flat=True)
    return min(filter(None, days), default=None)


def told_about(event: Event) -> date | None:
    """A day near to that; None where no source tells its month: the event may be of the year before."""
    links = event.event_sources.select_related("source").order_by()
    return min(filter(None, (link.source.published_about for link in links)), default=None)
