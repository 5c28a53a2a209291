"""How an event is read with everything that its public facts tell, relation by relation.

`rows` gives the rows of a relation of the event; `towns` says whether it matters in which town an
organisation stands: of events known by region and month alone (publication/project/local.py).
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from django.db.models import Prefetch, QuerySet

Rows = Callable[[str], QuerySet]
_LIES_IN = "place__parent__parent__parent"


def lookups(
    relation: str, rows: Rows, *, towns: bool = True, filled: Collection[str] | None = None
) -> Iterator[str | Prefetch]:
    """For `prefetch_related`; `relation` is one of `RELATIONS`, `filled` as for `with_facts`."""
    yield from RELATIONS[relation](relation, rows, towns)
    for (owner, further), read in FURTHER.items():
        if owner == relation and (filled is None or f"{owner}__{further}" in filled):
            yield read(f"{owner}__{further}", rows, towns)


def say_empty(events: Iterable, filled: Collection[str]) -> None:
    """Of the relations that are not `filled` none of these has rows: whoever reads one asks nothing any more.

    A `Prefetch` of nothing would say so as well, and takes as long as a query.
    """
    events = list(events)
    for relation in RELATIONS.keys() - filled:
        _say_empty(events, relation)
    for relation, further in FURTHER:
        if relation in filled and f"{relation}__{further}" not in filled:
            _say_empty([row for event in events for row in getattr(event, relation).all()], further)


def _say_empty(rows, relation):
    nothing = getattr(rows[0], relation).none() if rows else ()
    # Asked once, without a question to the database.
    list(nothing)
    for row in rows:
        vars(row).setdefault("_prefetched_objects_cache", {})[relation] = nothing


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


def _agreements_of_programmes(path, rows, towns):
    return Prefetch(path, _signed(rows, towns))


def _sources_of(path, _rows, _towns):
    return f"{path}__source"


def _roles(relation, rows, towns):
    held = ("organisation", "organisation__parent", "intermediary", "intermediary__parent")
    return (Prefetch(relation, rows(relation).select_related(*_bodies(towns, *held))),)


def _recommendations(relation, rows, towns):
    return (Prefetch(relation, rows(relation).select_related("theme", *_bodies(towns, "addressee"))),)


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
    "programmes": _plain,
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
# What most of the rows of these relations have none of.
FURTHER = {
    ("programmes", "agreements"): _agreements_of_programmes,
    ("programmes", "claims"): _sources_of,
    ("recommendations", "follow_ups"): _sources_of,
}
