"""How an event is read with everything that its public facts tell, relation by relation.

`rows` gives the rows of a relation of the event; `towns` says whether it matters in which town an
organisation stands: of events known by region and month alone (publication/project/local.py).
"""

from collections.abc import Callable, Iterable

from django.db.models import Prefetch, QuerySet

Rows = Callable[[str], QuerySet]
_LIES_IN = "place__parent__parent__parent"


def lookups(relation: str, rows: Rows, *, towns: bool = True) -> tuple:
    """For `prefetch_related`; `relation` is one of `RELATIONS`."""
    return RELATIONS[relation](relation, rows, towns)


def say_empty(events: Iterable, relations: Iterable[str]) -> None:
    """Of these events none has rows in these relations: whoever reads one asks nothing of the database.

    A `Prefetch` of nothing would say so as well, and takes as long as a query.
    """
    events = list(events)
    for relation in relations if events else ():
        nothing = getattr(events[0], relation).none()
        list(nothing)
        for event in events:
            vars(event).setdefault("_prefetched_objects_cache", {})[relation] = nothing


def _bodies(towns, *names):
    """Paths to organisations, and to where they stand."""
    return (*names, *(f"{name}__{_LIES_IN}" for name in names if towns))


def _plain(relation, _rows, _towns):
    return (relation,)


def _with_source(relation, rows, _towns):
    return (Prefetch(relation, rows(relation).select_related("source")),)


def _in_places(relation, rows, _towns):
    return (Prefetch(relation, rows(relation).select_related(_LIES_IN)),)


def _sessions(relation, rows, _towns):
    return (Prefetch(relation, rows(relation).telling().select_related(_LIES_IN)),)


def _signed(rows, towns):
    parties = ("funder", "funder__parent", "intermediary", "intermediary__parent", "recipient")
    return rows("agreements").select_related(*_bodies(towns, *parties))


def _agreements(relation, rows, towns):
    return (Prefetch(relation, _signed(rows, towns)),)


def _programmes(relation, rows, towns):
    signed = Prefetch(f"{relation}__agreements", _signed(rows, towns))
    return relation, signed, f"{relation}__claims__source"


def _roles(relation, rows, towns):
    held = ("organisation", "organisation__parent", "intermediary", "intermediary__parent")
    return (Prefetch(relation, rows(relation).select_related(*_bodies(towns, *held))),)


def _recommendations(relation, rows, towns):
    said = rows(relation).select_related("theme", *_bodies(towns, "addressee"))
    return (Prefetch(relation, said.prefetch_related("follow_ups__source")),)


def _figures(relation, rows, _towns):
    figures = rows(relation).select_related("person", "organisation")
    return (Prefetch(relation, figures.prefetch_related("person__aliases")),)


def _headcount_groups(relation, rows, _towns):
    group = rows(relation).prefetch_related(
        "headcounts",
        "events__headcounts",
        "events__headcount_groups__headcounts",
        "events__headcount_groups__events",
        Prefetch("events", _events(rows).published(), to_attr="public_events"),
    )
    return (Prefetch(relation, group),)


def _links(relation, rows, _towns):
    """Of a link only an end that is told in full is ever told."""
    end = {"links": "other", "links_to_it": "event"}[relation]
    told = _events(rows).published().with_every_fact().order_by().values("pk")
    return (Prefetch(relation, rows(relation).filter(**{f"{end}__in": told}).select_related(end)),)


def _events(rows):
    return rows("links").model._meta.get_field("event").related_model._default_manager.all()


RELATIONS = {
    "event_places": _in_places,
    "agreements": _agreements,
    "programmes": _programmes,
    "roles": _roles,
    "headcounts": _with_source,
    "headcount_groups": _headcount_groups,
    "links": _links,
    "links_to_it": _links,
    "recommendations": _recommendations,
    "figures": _figures,
    "sessions": _sessions,
    "event_sources": _with_source,
    "claims": _with_source,
    "photos": _with_source,
    **dict.fromkeys(
        (
            "languages",
            "audiences",
            "themes",
            "contributes_to",
            "legal_references",
            "origins",
            "objectives",
            "outputs",
            "tests",
            "documents",
        ),
        _plain,
    ),
}
