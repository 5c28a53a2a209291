"""The names by which events are found beside their own texts, in one question to the database."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import F, Q, QuerySet, Value

from events.enums import Sensitivity
from events.models import (
    Event,
    EventFigure,
    EventPlace,
    EventRole,
    EventSearchText,
    Objective,
    Recommendation,
    Series,
)
from organisations.enums import PlaceKind
from rss_registry.named_columns import as_stored

STORED = ("text", "title_key", "venue_key")
_TEXTS = 4
# A place, and what it lies in.
_AROUND = ("place", "place__parent", "place__parent__parent", "place__parent__parent__parent")


def names_of(events: Collection[Event]) -> dict[int, tuple[list[str], tuple[str, ...]]]:
    """By key: of places and what they lie in, organisations, programmes …, and their own lines.

    And, in the same question, what stands in the index (`STORED`). What « région et mois seulement » hides
    must not be guessed by searching for it either.
    """
    keys = [event.pk for event in events]
    ranked = [
        part.annotate(rank=Value(rank)).values_list("rank", *_COLUMNS)
        for rank, parts in enumerate(_parts(keys, [event.pk for event in events if not event.is_coarse]))
        for part in parts
    ]
    # A place of which two of its places are parts is read twice.
    rows = set(ranked[0].union(*ranked[1:], all=True))
    names, stored = defaultdict(list), defaultdict(tuple)
    # In an order of its own: the text is the same whoever writes it, and in whatever language.
    for rank, _key, _alias, event, *texts in sorted(rows, key=_in_order):
        if rank == 0:
            stored[event] = tuple(texts[: len(STORED)])
        else:
            names[event] += filter(None, texts)
    return {key: (names[key], stored[key]) for key in keys}


def _parts(keys, in_full):
    """Questions in the order in which their names stand; `in_full` are those that tell more than a region."""

    def of(model, events=keys):
        return model.objects.filter(event__in=events)

    programmes, themes, origins = (
        Event._meta.get_field(name).remote_field.through for name in ("programmes", "themes", "origins")
    )
    yield [_texts(of(EventSearchText), *STORED)]
    yield [
        _texts(
            of(EventPlace).filter(_may_be_named(place), **{f"{place}__isnull": False}),
            *(f"{place}__{column}" for column in ("name_fr", "name_en", "aliases__name")),
            row=place,
            alias=f"{place}__aliases__pk",
        )
        for place in _AROUND
    ]
    yield [
        _texts(
            of(EventRole).public(),
            "organisation__name_fr",
            "organisation__name_en",
            "organisation__acronym",
            "organisation__aliases__name",
            alias="organisation__aliases__pk",
        )
    ]
    yield [
        _texts(
            of(programmes),
            *(f"programme__{name}" for name in ("name_fr", "name_en", "acronym", "aliases__name")),
            row="programme",
            alias="programme__aliases__pk",
        )
    ]
    yield [_texts(of(themes), "theme__name_fr", "theme__name_en", row="theme")]
    series = Series.objects.filter(events__in=keys)
    yield [_texts(series, "title_fr", "title_en", event="events__pk")]
    for model in (Objective, Recommendation):
        yield [_texts(of(model), "text_fr", "text_en")]
    if in_full:
        yield [_texts(of(origins, in_full), "place__name_fr", "place__name_en", row="place")]
        yield [
            _texts(
                of(EventFigure, in_full),
                "person__name",
                "statement_fr",
                "statement_en",
                "person__aliases__name",
                alias="person__aliases__pk",
            )
        ]


def _may_be_named(place):
    """Of a coarse event, nothing below a region."""
    is_coarse = Q(event__sensitivity__in=Sensitivity.coarse())
    return ~is_coarse | Q(**{f"{place}__kind__in": PlaceKind.units()}) | Q(**{f"{place}__parent": None})


_COLUMNS = ("row", "alias", "of", *(f"text_{number}" for number in range(_TEXTS)))


def _texts(rows: QuerySet, *columns: str, row="pk", alias: str = "", event="event_id") -> QuerySet:
    """One row for each alias, or one without; of other tables as many columns."""
    texts = {f"text_{number}": F(column) for number, column in enumerate(columns)}
    texts |= {f"text_{number}": Value("") for number in range(len(columns), _TEXTS)}
    named = {"row": F(row), "alias": F(alias) if alias else Value(0), "of": F(event)}
    return as_stored(rows).order_by().annotate(**named, **texts)


def _in_order(row):
    rank, key, alias, event, *_texts = row
    return rank, key, alias or 0, event
