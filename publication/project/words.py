"""The words by which the public finds an event: those that its page says, and every name of whom it names."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property

from events.enums import Category
from events.models.search_terms import search_text
from organisations.models import Organisation, Place, Programme
from publication.facts import EventFacts
from rss_registry.exchange.columns import labels_of
from rss_registry.text import fold


class NameWords:
    """Every way to write a name, by its key; read once for many events."""

    def of(self, key: str) -> tuple[str, ...]:
        return self._all.get(key, ())

    @cached_property
    def _all(self) -> Mapping[str, tuple[str, ...]]:
        found = {}
        for letter, model in (("o", Organisation), ("p", Programme)):
            rows = model.objects.order_by().values_list(
                "pk", "name_fr", "name_en", "acronym", "aliases__name"
            )
            for number, *names in rows:
                found.setdefault(f"{letter}{number}", {}).update(dict.fromkeys(filter(None, names)))
        return {key: tuple(names) for key, names in found.items()} | self._places()

    def _places(self):
        """Each with those in which it lies."""
        own, parents = {}, {}
        rows = Place.objects.order_by().values_list("pk", "parent", "name_fr", "name_en", "aliases__name")
        for number, parent, *names in rows:
            own.setdefault(number, {}).update(dict.fromkeys(filter(None, names)))
            parents[number] = parent
        return {f"l{number}": tuple(self._upwards(number, own, parents)) for number in own}

    @staticmethod
    def _upwards(number, own, parents):
        while number is not None:
            yield from own[number]
            number = parents[number]


def public_words(every: Iterable[EventFacts], names: NameWords) -> str:
    """By what one event is found, in its languages."""
    return search_text(text for facts in every for text in _texts(facts, names))


def _texts(facts: EventFacts, names: NameWords) -> Iterator[str]:
    yield from (facts.title, facts.reference, facts.kind, facts.venue, facts.place_note, facts.origin_note)
    yield from (session.title for session in facts.sessions)
    for narrative in facts.narratives:
        yield from (narrative.text, *narrative.points)
    yield from (item.text for item in facts.all_said)
    yield from (theme.name for theme in facts.themes)
    if facts.series:
        yield facts.series.title
    for figure in facts.figures:
        yield from (figure.name, figure.title, figure.statement, *figure.spellings)
    # Of the categories those in the words of a source: whom the list knows one finds by the filter.
    yield from facts.other_categories
    yield from (words for words in facts.audiences if fold(words) not in _listed())
    for key in _keys(facts):
        yield from names.of(key)


@cache
def _listed():
    return labels_of(Category).keys()


def _keys(facts):
    yield from (link.key for link in (*facts.places, *facts.origins, *facts.programmes))
    yield from (link.key for group in facts.roles for link in group.organisations)
    for line in facts.funding:
        yield from (link.key for link in (line.organisation, line.intermediary) if link)
