"""The folded text by which an event is found, kept in the transaction of its change."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from events.models import Event, EventSearchIndex, EventSearchText
from events.models.search_terms import search_text, title_key, venue_key
from events.narratives import NARRATIVES
from events.services.search_names import STORED, names_of
from rss_registry.full_text import BARRIER

# Of so many events names are read, and texts written, at once.
_AT_ONCE = 250
_TEXTS = ("title", *(narrative.code for narrative in NARRATIVES))


@transaction.atomic(savepoint=False)
def index_event(*, event):
    """Write the search text of `event` from its public facts. No withheld funder enters it."""
    said, stored = _said_of(event)
    if stored != tuple(said.values()):
        _write(event, said)


@transaction.atomic
def index_events(keys: Iterable[int]) -> None:
    """The same for many, in a few questions for some hundreds of them."""
    keys = sorted(keys)
    for start in range(0, len(keys), _AT_ONCE):
        events = list(Event.objects.filter(pk__in=keys[start : start + _AT_ONCE]).order_by("pk"))
        named = names_of(events) if events else {}
        said = {event.pk: _said(event, named[event.pk][0]) for event in events}
        _write_many({key: said[key] for key in said if named[key][1] != tuple(said[key].values())})


@transaction.atomic
def index_all():
    """Write the search text of every event; returns how many."""
    EventSearchIndex.objects.exclude(pk__in=Event.objects.order_by().values("pk")).delete()
    events = Event.objects.order_by("pk")
    for event in events.iterator():
        # Whatever stands there: an index that was lost is made again.
        _write(event, _said_of(event)[0])
    return events.count()


def index_errors():
    """The events of which the index does not say what their rows say, by number; empty when all is well."""
    texts = dict(EventSearchText.objects.values_list("event_id", "text"))
    words = dict(EventSearchIndex.objects.values_list("event_id", "words"))
    wrong = []
    for event in Event.objects.order_by("pk").iterator():
        text = _said_of(event)[0]["text"]
        found = words.pop(event.pk, None)
        if _apart(texts.get(event.pk, "")) != _apart(text) or found != _WORDS.get_prep_value(text):
            wrong.append(event.pk)
    return sorted([*wrong, *words])


def _apart(text):
    """Its texts, in whatever order they were written."""
    return sorted(text.strip().split(BARRIER))


_WORDS = EventSearchIndex._meta.get_field("words")


def _said_of(event):
    """What the index is to say of it, and what it says."""
    names, stored = names_of([event])[event.pk]
    return _said(event, names), stored


def _said(event, names):
    said = (
        search_text((*_words(event), *names)),
        title_key(event.title_fr or ""),
        venue_key(event.venue),
    )
    return dict(zip(STORED, said, strict=True))


def _write(event, said):
    if not EventSearchText.objects.filter(event=event).update(**said):
        EventSearchText.objects.create(event=event, **said)
    if not EventSearchIndex.objects.filter(event=event).update(words=said["text"]):
        EventSearchIndex.objects.create(event=event, words=said["text"])


def _write_many(said):
    texts = [EventSearchText(event_id=key, **columns) for key, columns in said.items()]
    EventSearchText.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["event"], update_fields=STORED
    )
    # The index of SQLite knows no conflict.
    EventSearchIndex.objects.filter(pk__in=said).delete()
    EventSearchIndex.objects.bulk_create(
        EventSearchIndex(event_id=key, words=columns["text"]) for key, columns in said.items()
    )


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
