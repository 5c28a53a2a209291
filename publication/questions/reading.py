"""Published rows read back as facts and items of lists, with the names that stand in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from django.utils.translation import get_language

from publication.facts import EventFacts
from publication.facts.stored import Names, facts_of, keys_in
from publication.list_items import ListItem
from publication.models import PublishedEvent, PublishedFacts, PublishedName
from publication.questions.outcomes import outcome_words
from publication.questions.translated import translated

# How many events are in memory at once, with all their facts.
CHUNK = 200


def names_in(texts: Iterable[str]) -> Names:
    """The names that these stored texts leave open, in the active language, in one query."""
    rows = PublishedName.objects.rewrite(False).filter(pk__in=keys_in(texts))
    names = rows.values_list("key", translated("full"), translated("short"))
    return {key: (full, short) for key, full, short in names}


def event_facts(reference: str) -> EventFacts | None:
    """The facts of one public event in the active language, None where there is none."""
    rows = PublishedFacts.objects.filter(
        event__in=PublishedEvent.objects.open().filter(reference=reference), language=get_language()
    )
    row = rows.select_related("event").first()
    return _dated(row.event, row.content, names_in([row.content])) if row else None


def facts_by_key(events: Iterable[PublishedEvent]) -> Iterator[tuple[PublishedEvent, EventFacts]]:
    """Each event with its facts in the active language, in the order of `events`, some hundred at a time."""
    events = iter(events)
    while chunk := list(islice(events, CHUNK)):
        rows = PublishedFacts.objects.filter(event__in=[event.pk for event in chunk], language=get_language())
        texts = dict(rows.values_list("event", "content"))
        names = names_in(texts.values())
        for event in chunk:
            if event.pk in texts:
                yield event, _dated(event, texts[event.pk], names)


def facts_of_events(events: Iterable[PublishedEvent]) -> Iterator[EventFacts]:
    return (facts for _event, facts in facts_by_key(events))


def items_of(events: Sequence[PublishedEvent]) -> list[ListItem]:
    """The items of a page of a list."""
    texts = [event.item for event in events]
    names = names_in(texts)
    items = [facts_of(ListItem, text, names) for text in texts]
    return [
        replace(item, outcome_label=outcome_words(event, item.outcome_label))
        for event, item in zip(events, items, strict=True)
    ]


def _dated(event, text, names):
    facts = facts_of(EventFacts, text, names)
    return replace(
        facts,
        outcome_label=outcome_words(event, facts.outcome_label),
        first_published_at=event.published_at,
        updated_at=event.changed_at,
    )
