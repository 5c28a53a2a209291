"""The words by which the public finds an event: those that its page says, and every name of whom it names."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache, reduce
from operator import or_

from django.db.models import BigIntegerField, F, Q, Value

from events.enums import Category
from events.models.search_terms import search_text
from organisations.models import Organisation, Place, Programme
from publication.facts import EventFacts
from rss_registry.exchange.columns import labels_of
from rss_registry.named_columns import as_stored
from rss_registry.text import fold


class NameWords:
    """Every way to write a name, by its key; read once for many events."""

    def __init__(self):
        self._own: dict[str, dict[str, None]] = {}
        self._lies_in: dict[str, str] = {}

    def know(self, _keys: Collection[str]) -> None:
        """Read them, if they are not known yet."""
        if not self._own:
            self._read(
                Organisation.objects.all(),
                Programme.objects.all(),
                Place.objects.all(),
            )

    def of(self, key: str) -> Iterator[str]:
        """Of a place with those in which it lies."""
        while key in self._own:
            yield from self._own[key]
            key = self._lies_in.get(key, "")

    def _read(self, organisations, programmes, places):
        bodies = [
            _with_aliases(letter, rows, "acronym")
            for letter, rows in (("o", organisations), ("p", programmes))
        ]
        # One question: of each kind there are few.
        rows = _with_aliases("l", places, None, "parent").union(*bodies, all=True)
        for letter, number, parent, _alias, *names in sorted(rows, key=_in_order):
            self._own.setdefault(f"{letter}{number}", {}).update(dict.fromkeys(filter(None, names)))
            if parent is not None:
                self._lies_in[f"{letter}{number}"] = f"{letter}{parent}"


class FewNameWords(NameWords):
    """Those that a few events ask for, read event by event."""

    def know(self, keys: Collection[str]) -> None:
        missing = set(keys) - self._own.keys()
        while missing:
            numbers = {
                letter: {int(key[1:]) for key in missing if key[0] == letter} for letter in ("o", "p", "l")
            }
            self._read(
                Organisation.objects.filter(pk__in=numbers["o"]),
                Programme.objects.filter(pk__in=numbers["p"]),
                Place.objects.filter(_lies_around(numbers["l"])),
            )
            # Of one that is gone, nothing.
            self._own |= {key: {} for key in missing - self._own.keys()}
            missing = set(self._lies_in.values()) - self._own.keys()


def _with_aliases(letter, rows, acronym, parent=None):
    """One row for each alias, or one without: its kind, key, parent and alias, and its names."""
    return (
        as_stored(rows)
        .order_by()
        .annotate(
            letter=Value(letter),
            lies_in=F(parent) if parent else Value(None, output_field=BigIntegerField()),
            short=F(acronym) if acronym else Value(""),
        )
        .values_list("letter", "pk", "lies_in", "aliases__pk", "name_fr", "name_en", "short", "aliases__name")
    )


def _in_order(row):
    letter, number, _parent, alias, *_names = row
    return letter, number, alias or 0


def _lies_around(numbers):
    """Those places, and the three levels in which most lie."""
    inside = Place.objects.filter(pk__in=numbers).order_by()
    ways = ("parent", "parent__parent", "parent__parent__parent")
    return reduce(or_, (Q(pk__in=inside.values(way)) for way in ways), Q(pk__in=numbers))


def public_words(every: Iterable[EventFacts], names: NameWords) -> str:
    """By what one event is found, in its languages."""
    every = list(every)
    names.know({key for facts in every for key in _keys(facts) if key})
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
