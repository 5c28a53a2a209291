"""Reading the published record in tests, and publishing again what a test wrote past the signals."""

from publication.models import PublishedEvent
from publication.models.pending import settle
from publication.services.events import forget_events
from publication.services.publishing import publish_now


def published(event) -> PublishedEvent:
    return PublishedEvent.objects.get(pk=event.pk)


def paid_by(funder) -> list[str]:
    """The references of the public events that the list finds by this funder."""
    found = PublishedEvent.objects.open().having("bailleur", funder.slug)
    return list(found.order_by("reference").values_list("reference", flat=True))


def publish_again(*events) -> None:
    """As if nothing of these events had been published yet: they were written by `update()`."""
    settle()
    keys = {event.pk for event in events}
    forget_events(keys)
    publish_now(keys)
