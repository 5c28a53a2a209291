"""The folded text by which an event is found, kept in the transaction of its change."""

from itertools import chain

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import override

from events.models import Event, EventSearchIndex, EventSearchText
from events.models.search_terms import search_text, title_key, venue_key
from events.narratives import NARRATIVES

_TEXTS = ("title", *(narrative.code for narrative in NARRATIVES))


@transaction.atomic(savepoint=False)
def index_event(*, event):
    """Write the search text of `event` from its public facts. No withheld funder enters it."""
    said = _said_of(event)
    stored = EventSearchText.objects.filter(event=event).values(*said).first()
    if stored != said:
        _write(event, said)


@transaction.atomic
def index_all():
    """Write the search text of every event; returns how many."""
    EventSearchIndex.objects.exclude(pk__in=Event.objects.order_by().values("pk")).delete()
    events = Event.objects.order_by("pk")
    for event in events.iterator():
        # Whatever stands there: an index that was lost is made again.
        _write(event, _said_of(event))
    return events.count()


def index_errors():
    """The events of which the index does not say what their rows say, by number; empty when all is well."""
    texts = dict(EventSearchText.objects.values_list("event_id", "text"))
    words = dict(EventSearchIndex.objects.values_list("event_id", "words"))
    wrong = []
    for event in Event.objects.order_by("pk").iterator():
        text = text_of(event)
        found = words.pop(event.pk, None)
        if texts.get(event.pk) != text or found != _WORDS.get_prep_value(text):
            wrong.append(event.pk)
    return sorted([*wrong, *words])


def text_of(event):
    return search_text(_words(event))


_WORDS = EventSearchIndex._meta.get_field("words")


def _said_of(event):
    return {
        "text": text_of(event),
        "title_key": title_key(event.title_fr or ""),
        "venue_key": venue_key(event.venue),
    }


def _write(event, said):
    if not EventSearchText.objects.filter(event=event).update(**said):
        EventSearchText.objects.create(event=event, **said)
    EventSearchIndex.objects.filter(event=event).delete()
    EventSearchIndex.objects.create(event=event, words=said["text"])


def _words(event):
    for field in _TEXTS:
        yield from _both(event, field)
    yield event.reference or ""
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield event.kinds_label
    # What « région et mois seulement » hides must not be guessed by searching for it either.
    coarse = event.is_coarse
    yield from _place_words(event, coarse)
    if not coarse:
        yield from _figure_words(event)
    roles = event.roles.public().select_related("organisation").prefetch_related("organisation__aliases")
    organisations = (role.organisation for role in roles)
    for body in chain(organisations, event.programmes.prefetch_related("aliases")):
        yield from _both(body, "name")
        yield body.acronym
        yield from (alias.name for alias in body.aliases.all())
    for theme in event.themes.all():
        yield from _both(theme, "name")
    if event.series:
        yield from _both(event.series, "title")
    for objective in event.objectives.all():
        yield from _both(objective, "text")
    for recommendation in event.recommendations.all():
        yield from _both(recommendation, "text")


def _place_words(event, coarse):
    if not coarse:
        yield event.venue
        yield from _both(event, "place_note")
        yield from _both(event, "origin_note")
        for place in event.origins.all():
            yield from _both(place, "name")
    places = [
        around
        for place in event.places.select_related("parent__parent__parent")
        for around in _lineage(place)
    ]
    prefetch_related_objects(places, "aliases")
    for place in places:
        if not coarse or place.is_unit or place.parent is None:
            yield from _both(place, "name")
            yield from (alias.name for alias in place.aliases.all())


def _lineage(place):
    while place is not None:
        yield place
        place = place.parent


def _figure_words(event):
    for figure in event.figures.select_related("person"):
        if figure.person:
            yield figure.person.name
            yield from (alias.name for alias in figure.person.aliases.all())
        yield from _both(figure, "statement")


def _both(instance, field):
    """The text of a translated field in each language, as far as it is filled."""
    return (value for code in ("fr", "en") if (value := getattr(instance, f"{field}_{code}")))
