"""The names by which events are found beside their own texts, in one question to the database."""

from collections.abc import Iterable

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
    Theme,
)
from organisations.enums import PlaceKind
from organisations.models import Place, Programme
from rss_registry.named_columns import as_stored

STORED = ("text", "title_key", "venue_key")
_TEXTS = 4
# A place, and what it lies in.
_AROUND = ("place", "place__parent", "place__parent__parent", "place__parent__parent__parent")


def names_of(events: Iterable[Event]) -> dict[int, tuple[list[str], tuple[str, ...]]]:
    """Of their places and what they lie in, figures, organisations, programmes, themes, and their own lines.

    By the number of the event. And, in the same question, what stands in the index (`STORED`). What « région
    et mois seulement » hides must not be guessed by searching for it either.
    """
    keys = [event.pk for event in events]
    ranked = [
        part.annotate(rank=Value(rank)).values_list("of", "rank", *_COLUMNS)
        for rank, parts in enumerate(_ranked_parts(keys))
        for part in parts
    ]
    # A place and its region may lie in the same country.
    rows = set(ranked[0].union(*ranked[1:], all=True))
    names = {key: ([], ()) for key in keys}
    # In an order of its own: the text is the same whoever writes it, and in whatever language.
    for key, rank, _row, _alias, *texts in sorted(rows, key=_in_order):
        if rank == 0:
            names[key] = (names[key][0], tuple(texts[: len(STORED)]))
        else:
            names[key][0].extend(filter(None, texts))
    return names


def _ranked_parts(keys):
    yield [_texts(EventSearchText.objects.filter(event__in=keys), "event", *STORED)]
    yield [_places(keys, path) for path in _AROUND]
    yield [
        _texts(
            EventRole.objects.filter(event__in=keys).public(),
            "event",
            *("organisation__name_fr", "organisation__name_en", "organisation__acronym"),
            "organisation__aliases__name",
            alias="organisation__aliases__pk",
        )
    ]
    programmes = Programme.objects.filter(events__in=keys)
    columns = ("name_fr", "name_en", "acronym", "aliases__name")
    yield [_texts(programmes, "events", *columns, alias="aliases__pk")]
    yield [_texts(Theme.objects.filter(events__in=keys), "events", "name_fr", "name_en")]
    yield [_texts(Series.objects.filter(events__in=keys), "events", "title_fr", "title_en")]
    yield [_texts(Objective.objects.filter(event__in=keys), "event", "text_fr", "text_en")]
    yield [_texts(Recommendation.objects.filter(event__in=keys), "event", "text_fr", "text_en")]
    origins = Place.objects.filter(events_of_its_people__in=keys)
    origins = origins.exclude(events_of_its_people__sensitivity__in=Sensitivity.coarse())
    yield [_texts(origins, "events_of_its_people", "name_fr", "name_en")]
    figures = EventFigure.objects.filter(event__in=keys)
    yield [
        _texts(
            figures.exclude(event__sensitivity__in=Sensitivity.coarse()),
            "event",
            *("person__name", "statement_fr", "statement_en", "person__aliases__name"),
            alias="person__aliases__pk",
        )
    ]


def _places(keys, path):
    """Of an event that tells no more than its region, none that is smaller."""
    told = Q(**{f"{path}__kind__in": PlaceKind.units()}) | Q(**{f"{path}__parent": None})
    places = EventPlace.objects.filter(event__in=keys, **{f"{path}__isnull": False})
    columns = (f"{path}__name_fr", f"{path}__name_en", f"{path}__aliases__name")
    return _texts(
        places.filter(told | ~Q(event__sensitivity__in=Sensitivity.coarse())),
        "event",
        *columns,
        alias=f"{path}__aliases__pk",
        row=path,
    )


_COLUMNS = ("row", "alias", *(f"text_{number}" for number in range(_TEXTS)))


def _texts(rows: QuerySet, event: str, *columns: str, alias: str = "", row: str = "pk") -> QuerySet:
    """One row for each alias, or one without; of other tables as many columns. `event`: whose they are."""
    texts = {f"text_{number}": F(column) for number, column in enumerate(columns)}
    texts |= {f"text_{number}": Value("") for number in range(len(columns), _TEXTS)}
    rows = as_stored(rows).order_by()
    return rows.annotate(of=F(event), row=F(row), alias=F(alias) if alias else Value(0), **texts)


def _in_order(found):
    _event, rank, row, alias, *_texts = found
    return rank, row, alias or 0
