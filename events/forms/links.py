"""Links between events, as rows of the record."""

from events.models import EventLink
from rss_registry.forms import RecordForm


class LinkForm(RecordForm):
    errors_at = {"linked_with_itself": "other", "duplicate_link": "other"}

    class Meta:
        model = EventLink
        fields = ("kind", "other")
