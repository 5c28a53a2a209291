"""Where a part of a record is read and corrected."""

from django.urls import reverse
from django.utils.http import urlencode

from events.admin.sections import PARAMETER


def section_address(event, key, field=""):
    """The page of one part; `field` is the id of a field or of rows on it (`id_title_en`, `roles-group`)."""
    address = reverse("admin:events_event_change", args=[event.pk])
    return f"{address}?{urlencode({PARAMETER: key})}{f'#{field}' if field else ''}"
