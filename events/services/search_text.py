"""The folded text by which an event is found, kept in the transaction of its change."""

from collections.abc import Iterable
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from events.models import Event, EventSearchIndex, EventSearchText
from events.models.search_terms import search_text, title_key, venue_key
from events.narratives import NARRATIVES
from events.services.search_names import STORED, names_of
from rss_registry.full_text import BARRIER

# So many names are asked for in one question.
_AT_ONCE = 100
_TEXTS = ("title", *(narrative.code for narrative in NARRATIVES))


@transaction.atomic(savepoint=False)
def index_event(*, event):
    """Write the search text of `event` from its public facts. No withheld funder enters it."""
    _index([event])


@transaction.atomic(savepoint=False)
def index_events(keys: Iterable[int]):
    """The same for many, by their numbers, read and written in sets."""
    for batch in _batches(sorted(keys), _AT_ONCE):
        _index(list(Event.objects.filter(pk__in=batch).order_by("pk")))


@transaction.atomic
def index_all():
    """Write the search text of every event; returns how many."""
    EventSearchIndex.objects.exclude(pk__in=Event.objects.order_by().values("pk")).delete()
    events = Event.objects.order_by("pk")
    for batch in _batches(events.iterator(), _AT_ONCE):
        # Whatever stands there: an index that was lost is made again.
        _write(_said_of(batch)[0])
    return events.count()


def index_errors():
    """The events of which the index does not say what their rows say, by number; empty when all is well."""
    texts = dict(EventSearchText.objects.values_list("event_id", "text"))
    words = dict(EventSearchIndex.objects.values_list("event_id", "words"))
    wrong = []
    for batch in _batches(Event.objects.order_by("pk").iterator(), _AT_ONCE):
        for key, said in _said_of(batch)[0].items():
            found = words.pop(key, None)
            is_same = _apart(texts.get(key, "")) == _apart(said["text"])
            if not is_same or found != _WORDS.get_prep_value(said["text"]):
                wrong.append(key)
    return sorted([*wrong, *words])


def _apart(text):
    """Its texts, in whatever order they were written."""
    return sorted(text.strip().split(BARRIER))


_WORDS = EventSearchIndex._meta.get_field("words")


def _index(events):
    said, stored = _said_of(events)
    _write({key: each for key, each in said.items() if stored[key] != tuple(each.values())})


def _said_of(events):
    """What the index is to say of each of them, and what it says, by number."""
    found = names_of(events)
    said = {}
    for event in events:
        texts = (
            search_text((*_words(event), *found[event.pk][0])),
            title_key(event.title_fr or ""),
            venue_key(event.venue),
        )
        said[event.pk] = dict(zip(STORED, texts, strict=True))
    return said, {key: stored for key, (_names, stored) in found.items()}


def _write(said):
    if not said:
        return
    rows = [EventSearchText(event_id=key, **texts) for key, texts in said.items()]
    EventSearchText.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["event"], update_fields=STORED
    )
    # The index of SQLite knows no conflict.
    words = {key: texts["text"] for key, texts in said.items()}
    if len(words) == 1 and _rewrite(*words.items()):
        return
    EventSearchIndex.objects.filter(pk__in=words).delete()
    EventSearchIndex.objects.bulk_create(
        EventSearchIndex(event_id=key, words=text) for key, text in words.items()
    )


def _rewrite(said):
    key, words = said
    return EventSearchIndex.objects.filter(pk=key).update(words=words)


def _words(event):
    for field in _TEXTS:
        yield from _both(event, field)
    yield event.reference or ""
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield event.kinds_label
    if not event.is_coarse:
        yield event.venue
        yield from _both(event, "place_note")
        yield from _both(event, "origin_note")


def _both(instance, field):
    """The text of a translated field in each language, as far as it is filled."""
    return (value for code in ("fr", "en") if (value := getattr(instance, f"{field}_{code}")))


def _batches(events, size):
    rows = iter(events)
    while batch := list(islice(rows, size)):
        yield batch
