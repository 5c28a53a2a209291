"""The names by which an event is found beside its own texts, in one question to the database."""

from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet, Value

from events.models import Event, EventSearchText, Series
from organisations.enums import PlaceKind
from organisations.models import Place
from rss_registry.named_columns import as_stored

STORED = ("text", "title_key", "venue_key")
_TEXTS = 4


def names_of(event: Event) -> tuple[list[str], tuple[str, ...]]:
    """Of its places and what they lie in, figures, organisations, programmes and themes, and its own lines.

    And, in the same question, what stands in the index (`STORED`). What « région et mois seulement » hides
    must not be guessed by searching for it either.
    """
    bodies = event.roles.public()
    parts = [
        _texts(EventSearchText.objects.filter(event=event), *STORED),
        _texts(_places(event), "name_fr", "name_en", "aliases__name", alias="aliases__pk"),
        _texts(
            bodies,
            "organisation__name_fr",
            "organisation__name_en",
            "organisation__acronym",
            "organisation__aliases__name",
            alias="organisation__aliases__pk",
        ),
        _texts(event.programmes.all(), "name_fr", "name_en", "acronym", "aliases__name", alias="aliases__pk"),
        _texts(event.themes.all(), "name_fr", "name_en"),
        _texts(Series.objects.filter(pk=event.series_id), "title_fr", "title_en"),
        _texts(event.objectives.all(), "text_fr", "text_en"),
        _texts(event.recommendations.all(), "text_fr", "text_en"),
    ]
    if not event.is_coarse:
        parts += [
            _texts(event.origins.all(), "name_fr", "name_en"),
            _texts(
                event.figures.all(),
                "person__name",
                "statement_fr",
                "statement_en",
                "person__aliases__name",
                alias="person__aliases__pk",
            ),
        ]
    ranked = [
        part.annotate(rank=Value(rank)).values_list("rank", *_COLUMNS) for rank, part in enumerate(parts)
    ]
    rows = ranked[0].union(*ranked[1:], all=True)
    # In an order of its own: the text is the same whoever writes it, and in whatever language.
    names, stored = [], ()
    for rank, _key, _alias, *texts in sorted(rows, key=_in_order):
        if rank == 0:
            stored = tuple(texts[: len(STORED)])
        else:
            names += filter(None, texts)
    return names, stored


def _places(event):
    around = ("", "__parent", "__parent__parent", "__parent__parent__parent")
    own = event.event_places.order_by()
    places = Place.objects.filter(reduce(or_, (Q(pk__in=own.values(f"place{way}")) for way in around)))
    if event.is_coarse:
        places = places.filter(Q(kind__in=PlaceKind.units()) | Q(parent=None))
    return places


_COLUMNS = ("row", "alias", *(f"text_{number}" for number in range(_TEXTS)))


def _texts(rows: QuerySet, *columns: str, alias: str = "") -> QuerySet:
    """One row for each alias, or one without; of other tables as many columns."""
    texts = {f"text_{number}": F(column) for number, column in enumerate(columns)}
    texts |= {f"text_{number}": Value("") for number in range(len(columns), _TEXTS)}
    return as_stored(rows).order_by().annotate(row=F("pk"), alias=F(alias) if alias else Value(0), **texts)


def _in_order(row):
    rank, key, alias, *_texts = row
    return rank, key, alias or 0
