"""Full-text search over the published texts of events."""

from django.db.models import QuerySet

from events.models.search_terms import SearchTerms
from publication.models import PublishedWords


def matching_text(events: QuerySet, text: str) -> QuerySet:
    """Events that hold every word and « phrase » of `text`; its last word may be the start of one."""
    if not text.strip():
        return events
    terms = SearchTerms.of(text)
    if not terms:
        return events.none()
    found = events.filter(pk__in=PublishedWords.objects.filter(words__holds=terms).values("pk"))
    for phrase in terms.phrases:
        found = found.filter(search_text__text__contains=f" {phrase} ")
    return found
