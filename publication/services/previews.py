"""What the public would read of a record if it were published now; nothing of it is stored."""

from django.conf import settings
from django.utils.translation import override

from events.models import Event
from publication.disclosure.told import told_of
from publication.facts import EventFacts
from publication.project.facts import build_event_facts
from publication.project.numbers import numbers_of

# Stands where the permanent reference will, which only a publication gives.
NO_REFERENCE = "RSS-ML-0000-0000"


def preview_of(event: Event) -> EventFacts:
    """Its facts in the active language, with every protection that its publication would apply."""
    # As the projection reads them: lists come in the order of names of the active language.
    with override(settings.LANGUAGE_CODE):
        (read,) = Event.objects.filter(pk=event.pk).with_facts()
        beside = (group.events.all() for group in read.headcount_groups.all())
        told = told_of({read.pk, *(each.pk for group in beside for each in group)})
    read.reference = read.reference or NO_REFERENCE
    return build_event_facts(read, numbers_of(read, told))
