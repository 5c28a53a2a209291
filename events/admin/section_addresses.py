"""The address at which one part of an event's form opens."""

from urllib.parse import urlencode

from django.urls import reverse


def section_address(event, key, field=""):
    """The section `key` of the form of `event`, at the element `field` (`id_title_en`, `roles-group`)."""
    change = reverse("admin:events_event_change", args=[event.pk])
    return f"{change}?{urlencode({'section': key})}#{field or f'partie-{key}'}"
