"""Full-text search over the published texts of events."""

from django.db.models import QuerySet

from events.models import search_terms
from publication.models import PublishedWords


def matching_text(events: QuerySet, text: str) -> QuerySet:
    """Events that hold every word and « phrase » of `text`; its last word may be the start of one."""
    return search_terms.matching_text(events, PublishedWords.objects.all(), text)
